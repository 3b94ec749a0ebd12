using System;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class AxisScaleTests
{
    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1, 1, 4, "−1.0 −0.5 0 0.5 1.0")]
    [InlineData(0.0301, 0.0399, 4, "0.032 0.034 0.036 0.038")]
    [InlineData(0, 17000, 4, "0 5000 10000 15000")]
    [InlineData(0, 4e7, 4, "0 1·10⁷ 2·10⁷ 3·10⁷ 4·10⁷")]
    [InlineData(0, 2.5e-7, 5, "0 5·10⁻⁸ 1·10⁻⁷ 1.5·10⁻⁷ 2·10⁻⁷ 2.5·10⁻⁷")]
    public void Ticks_are_round_numbers(double low, double high, int count, string expected) => Assert.Equal(expected, TicksOf(new Axis(), low, high, count));

    [Theory]
    [InlineData(0.01, 1000, 6, "0.01 0.1 1 10 100 1000")]
    [InlineData(1e-12, 1, 5, "10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 10⁰")]
    [InlineData(0.03, 1.2, 6, "0.05 0.1 0.2 0.5 1")]
    [InlineData(2, 3, 5, "2.0 2.2 2.4 2.6 2.8 3.0")]
    public void Ticks_of_logarithms_are_powers_of_ten_and_what_is_between(double low, double high, int count, string expected) =>
        Assert.Equal(expected, TicksOf(new Axis { IsLogarithmic = true }, low, high, count));

    [Fact]
    public void Whole_numbers_have_whole_ticks() =>
        Assert.Equal(["1", "2", "3"], AxisScale.Of(new Axis(), [1, 2, 3], 0, isCount: true).Ticks(8).Select(static tick => tick.Text));

    [Fact]
    public void Places_are_in_proportion()
    {
        AxisScale linear = AxisScale.Of(new Axis(), [0, 10], 0).Between(100, 300), logarithmic = AxisScale.Of(new Axis { IsLogarithmic = true }, [1, 100], 0).Between(0, 10);
        Assert.Equal([100, 150, 300], ((double[])[0, 2.5, 10]).Select(linear.PlaceOf));
        Assert.Equal([0, 5, 10], ((double[])[1, 10, 100]).Select(logarithmic.PlaceOf));
        Assert.Equal(10, logarithmic.NumberAt(0.5), 1e-12);
        Assert.Equal((-0.5, 10.5), AxisScale.Of(new Axis(), [0, 10], 0.05) is var wide ? (wide.Min, wide.Max) : default);
        Assert.Equal((0, 10.5), AxisScale.Of(new Axis { Min = 0 }, [0, 10], 0.05) is var fixedLow ? (fixedLow.Min, fixedLow.Max) : default);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.5, "−1.5")]
    [InlineData(123456, "123456")]
    [InlineData(0.000123456, "0.0001235")]
    [InlineData(0.98765432, "0.9877")]
    [InlineData(123.456, "123.5")]
    [InlineData(1e-9, "1·10⁻⁹")]
    [InlineData(-2.5e20, "−2.5·10²⁰")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Values_have_four_digits(double value, string expected) => Assert.Equal(expected, NumberText.OfValue(value));

    private static string TicksOf(Axis axis, double low, double high, int count) => string.Join(' ', AxisScale.Of(axis, [low, high], 0).Ticks(count).Select(static tick => tick.Text));
}
