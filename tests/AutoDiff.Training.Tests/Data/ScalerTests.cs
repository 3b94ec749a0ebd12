using System;
using System.IO;
using System.Linq;
using AutoDiff.Storage;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class ScalerTests
{
    private static readonly int[] All = [0, 1, 2, 3, 4];
    private static readonly Table<double> Sample = new(5, 3, [1, 10, 7, 2, 30, 7, 3, 20, 7, 4, 50, 7, 100, 40, 7]);

    [Fact]
    public void Standard_brings_the_mean_to_0_and_the_deviation_to_1()
    {
        double[] scaled = new double[15];
        Scaler<double>.Standard(Sample, All).Transform(Sample.Elements, scaled);
        Table<double> table = new(5, 3, scaled);
        for (int column = 0; column < 2; column++)
        {
            Assert.Equal(0, table.Column(column).Average(), 1e-14);
            Assert.Equal(1, table.Column(column).Average(static x => x * x), 1e-14);
        }

        Assert.All(table.Column(2), static x => Assert.Equal(0, x));
    }

    [Fact]
    public void MinMax_brings_the_range_to_the_range()
    {
        double[] scaled = new double[15];
        Scaler<double>.MinMax(Sample, All, -1, 3).Transform(Sample.Elements, scaled);
        Table<double> table = new(5, 3, scaled);
        Assert.Equal((-1, 3), (table.Column(0).Min(), Math.Round(table.Column(0).Max(), 12)));
        Assert.Equal([-1, 1, 0, 3, 2], table.Column(1).Select(static x => Math.Round(x, 12)));
        Assert.All(table.Column(2), static x => Assert.Equal(-1, x));
    }

    [Fact]
    public void Robust_does_not_heed_outliers()
    {
        Scaler<double> scaler = Scaler<double>.Robust(Sample, All);
        Assert.Equal([3, 30, 7], scaler.Center.ToArray());
        Assert.Equal([2, 20, 1], scaler.Scale.ToArray());
    }

    [Fact]
    public void Only_the_given_rows_are_looked_at_in_whatever_order()
    {
        Scaler<double> some = Scaler<double>.Standard(Sample, [3, 0, 1, 2]);
        Assert.Equal(Scaler<double>.Standard(Sample.Select([0, 1, 2, 3]), [0, 1, 2, 3]).Center.ToArray(), some.Center.ToArray());
        Assert.Equal(2.5, some.Center[0]);
        Assert.Equal([0, 1.0 / 3], ((double[])[1, 2]).Select(x => { double[] row = [x, 10, 7]; Scaler<double>.MinMax(Sample, [0, 1, 2, 3]).Transform(row); return row[0]; }));
    }

    [Fact]
    public void The_inverse_brings_back_what_was()
    {
        foreach (Scaler<double> scaler in (Scaler<double>[])[Scaler<double>.Standard(Sample, All), Scaler<double>.MinMax(Sample, All), Scaler<double>.Robust(Sample, All)])
        {
            double[] rows = Sample.Elements.ToArray();
            scaler.Transform(rows);
            scaler.Inverse(rows);
            Assert.All(rows.Zip(Sample.Elements.ToArray()), static pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(1e-30f)]
    [InlineData(3e38f)]
    public void A_constant_column_becomes_0_exactly(float value)
    {
        Table<float> table = new(7, 1, [.. Enumerable.Repeat(value, 7)]);
        foreach (Scaler<float> scaler in (Scaler<float>[])[Scaler<float>.Standard(table, [0, 1, 2, 3, 4, 5, 6]), Scaler<float>.MinMax(table, [0, 1, 2]), Scaler<float>.Robust(table, [3])])
        {
            float[] rows = [value];
            scaler.Transform(rows);
            Assert.Equal(0, rows[0]);
            scaler.Inverse(rows);
            Assert.Equal(value, rows[0]);
        }
    }

    [Fact]
    public void Missing_values_are_not_counted_and_stay()
    {
        Table<double> table = new(4, 2, [1, double.NaN, double.NaN, double.NaN, 3, double.NaN, double.NaN, double.NaN]);
        Scaler<double> scaler = Scaler<double>.Standard(table, [0, 1, 2, 3]);
        Assert.Equal([2, 0], scaler.Center.ToArray());
        Assert.Equal([1, 1], scaler.Scale.ToArray());
        scaler.Transform(table.Elements);
        Assert.Equal([-1, double.NaN, double.NaN, double.NaN, 1, double.NaN, double.NaN, double.NaN], table.Elements.ToArray());
    }

    [Fact]
    public void What_cannot_be_scaled_is_refused()
    {
        Assert.Equal("rows", Assert.Throws<ArgumentException>(static () => Scaler<double>.Standard(Sample, [])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Scaler<double>.Standard(Sample, [5]));
        Assert.Throws<ArgumentException>(static () => Scaler<double>.MinMax(Sample, All, 1, 1));
        Assert.Throws<ArgumentException>(static () => Scaler<double>.MinMax(Sample, All, double.NaN, 1));
        Assert.Contains("Row 1 of 'table' has Infinity in column '1'", Assert.Throws<ArgumentException>(static () => Scaler<double>.Standard(new Table<double>(2, 1, [1, double.PositiveInfinity]), [0, 1])).Message);
        Assert.Contains("too far", Assert.Throws<ArgumentException>(static () => Scaler<float>.MinMax(new Table<float>(2, 1, [float.MinValue, float.MaxValue]), [0, 1])).Message);
        Scaler<double> scaler = Scaler<double>.Standard(Sample, All);
        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => scaler.Transform(new double[4])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => scaler.Inverse(new double[3], new double[6])).ParamName);
        double[] memory = new double[6];
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => scaler.Transform(memory.AsSpan(0, 3), memory.AsSpan(1, 3))).ParamName);
    }

    [Fact]
    public void A_scaler_is_saved_alone_and_beside_a_model()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("scaler.safetensors");
        Scaler<double> scaler = Scaler<double>.Standard(Sample, All);
        scaler.Save(path);
        Scaler<double> loaded = Scaler<double>.Load(path);
        Assert.Equal(scaler.Center.ToArray(), loaded.Center.ToArray());
        Assert.Equal(scaler.Scale.ToArray(), loaded.Scale.ToArray());
        Assert.Contains("F64[3]", Assert.Throws<InvalidDataException>(() => Scaler<float>.Load(path)).Message);

        SafetensorsWriter writer = new();
        writer.Add<double>("weights", [2], new double[2]);
        scaler.AddTo(writer, "inputs");
        writer.Save(path);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal(scaler.Scale.ToArray(), Scaler<double>.ReadFrom(file, "inputs").Scale.ToArray());
        Assert.Contains("'scaler.center' is missing", Assert.Throws<InvalidDataException>(() => Scaler<double>.ReadFrom(file)).Message);
    }

    [Fact]
    public void A_file_that_holds_no_scaler_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("scaler.safetensors");
        foreach ((double[] center, double[] scale) in ((double[], double[])[])[([1], [0]), ([double.NaN], [1]), ([1], [double.PositiveInfinity]), ([1, 2], [1])])
        {
            SafetensorsWriter writer = new();
            writer.Add<double>("scaler.center", [center.Length], center);
            writer.Add<double>("scaler.scale", [scale.Length], scale);
            writer.Save(path);
            Assert.Throws<InvalidDataException>(() => Scaler<double>.Load(path));
        }
    }
}
