using System;
using System.Linq;
using AutoDiff.Layers;
using Xunit;

namespace AutoDiff.Tests.Layers;

public sealed class InitializerTests
{
    private const int Count = 100_001;

    [Fact]
    public void Moments_are_those_of_the_distributions()
    {
        Check(static w => Initializers.Uniform(w, -1, 3, 1), 1, 16.0 / 12);
        Check(static w => Initializers.Normal(w, 2, 3, 1), 2, 9);
        Check(static w => Initializers.GlorotUniform(w, 30, 50, 1), 0, 2.0 / 80);
        Check(static w => Initializers.GlorotNormal(w, 30, 50, 1), 0, 2.0 / 80);
        Check(static w => Initializers.HeUniform(w, 30, 1), 0, 2.0 / 30);
        Check(static w => Initializers.HeNormal(w, 30, 1), 0, 2.0 / 30);
        Check(static w => Initializers.LeCunUniform(w, 30, 1), 0, 1.0 / 30);
        Check(static w => Initializers.LeCunNormal(w, 30, 1), 0, 1.0 / 30);

        double[] normal = new double[Count];
        Initializers.Normal<double>(normal, 0, 1, 5);
        Assert.InRange(normal.Average(static x => x * x * x * x), 2.9, 3.1);
        Assert.InRange(normal.Count(static x => Math.Abs(x) < 1) / (double)Count, 0.677, 0.688);
        Assert.InRange(normal.Count(static x => x > 2) / (double)Count, 0.021, 0.0245);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(3, 8)]
    [InlineData(40, 17)]
    [InlineData(0, 4)]
    public void Rows_or_columns_are_orthogonal(int rows, int columns)
    {
        double[] w = new double[rows * columns];
        Initializers.Orthogonal<double>(w, rows, columns, 1.5, 3);
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            for (int k = 0; k < Math.Min(rows, columns); k++)
            {
                double product = rows <= columns ? Enumerable.Range(0, columns).Sum(e => w[(i * columns) + e] * w[(k * columns) + e]) : Enumerable.Range(0, rows).Sum(e => w[(e * columns) + i] * w[(e * columns) + k]);
                Assert.Equal(i == k ? 2.25 : 0, product, 1e-13);
            }
        }
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_everywhere_and_another_one_others()
    {
        double[] first = new double[5], second = new double[5], other = new double[5];
        float[] single = new float[5];
        Initializers.Normal<double>(first, 0, 1, 42);
        Initializers.Normal<double>(second, 0, 1, 42);
        Initializers.Normal<double>(other, 0, 1, 43);
        Initializers.Normal<float>(single, 0, 1, 42);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(first.Select(static x => (float)x), single);
        Assert.Equal("3FE0202655679C12 C003DE861F6B3C58 BFF1B202699E1829 BFF0C98103D0AD22 BFAE092FE595DAD5", string.Join(" ", first.Select(static x => BitConverter.DoubleToInt64Bits(x).ToString("X16"))));
        Initializers.Uniform<double>(first, 0, 1, 42);
        Assert.Equal("3FE9F91F8E215BBC 3FD16249C1979A58 3FEFA0A25A09882F 3FBD584031B06C28 3FCCBAEF685C6760", string.Join(" ", first.Select(static x => BitConverter.DoubleToInt64Bits(x).ToString("X16"))));
        Initializers.Constant(first, 2);
        Assert.All(first, static x => Assert.Equal(2, x));
        Initializers.Zeros<double>(first);
        Assert.All(first, static x => Assert.Equal(0, x));
    }

    private delegate void Initializer(Span<double> weights);

    private static void Check(Initializer initialize, double mean, double variance)
    {
        double[] weights = new double[Count];
        initialize(weights);
        double average = weights.Average(), squares = weights.Average(x => (x - average) * (x - average));
        Assert.InRange(average, mean - (4 * Math.Sqrt(variance / Count)), mean + (4 * Math.Sqrt(variance / Count)));
        Assert.InRange(squares, 0.97 * variance, 1.03 * variance);
    }
}
