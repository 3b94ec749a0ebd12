using System;
using System.Linq;
using AutoDiff.Layers;
using Xunit;

namespace AutoDiff.Tests.Layers;

public sealed partial class DropoutTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void So_many_are_kept_and_the_mean_stays(double rate)
    {
        const int Count = 200_000;
        double[] x = [.. Enumerable.Repeat(1.0, Count)], y = new double[Count];
        Dropout.Forward<double>(x, y, rate, 1, 2);
        double kept = y.Count(static value => value != 0) / (double)Count;
        Assert.InRange(kept, 1 - rate - (4 * Math.Sqrt(rate * (1 - rate) / Count)), 1 - rate + (4 * Math.Sqrt(rate * (1 - rate) / Count)));
        Assert.All(y, value => Assert.True(value == 0 || value == 1 / (1 - rate)));

        // Neighbours, and the same places in other steps, have nothing to do with each other.
        double[] next = new double[Count];
        Dropout.Forward<double>(x, next, rate, 1, 3);
        double both = y.Zip(next).Count(static pair => pair.First != 0 && pair.Second != 0) / (double)Count, neighbours = y.Zip(y.Skip(1)).Count(static pair => pair.First != 0 && pair.Second != 0) / (double)Count;
        Assert.InRange(both - ((1 - rate) * (1 - rate)), -0.005, 0.005);
        Assert.InRange(neighbours - ((1 - rate) * (1 - rate)), -0.005, 0.005);
    }

    [Fact]
    public void Both_sweeps_drop_the_same_in_any_order()
    {
        foreach (int count in new[] { 0, 1, 2, 7, 8, 9, 63, 64, 65, 1001 })
        {
            float[] x = [.. Enumerable.Range(1, count).Select(static i => (float)i)], y = new float[count], dX = new float[count], dY = [.. Enumerable.Repeat(1f, count)], scalar = new float[count], dScalar = new float[count];
            Dropout.ForwardVjp(x, y, 0.4, 7, 8, dX, dY);
            for (int i = 0; i < count; i++) Assert.Equal(y[i], dX[i] * x[i]);
            float value = SquaresGradient(x, 0.4, dX);
            Assert.Equal(value, InOrderGradient(x, 0.4, dScalar), 1e-6f * value);
            Assert.Equal(dScalar, dX);
            Assert.All(dY, static d => Assert.Equal(0, d));
        }
    }

    [Fact]
    public void What_is_dropped_is_written_down_for_ever()
    {
        double[] x = [.. Enumerable.Repeat(1.0, 32)], y = new double[32];
        Dropout.Forward<double>(x, y, 0.5, 42, 7);
        Assert.Equal(".xx.x.x.xx.x.x.x...xx..x.xxx.xxx", string.Concat(y.Select(static value => value == 0 ? '.' : 'x')));
        Assert.Equal("E220A8397B1DCDAF", CounterRandom.Bits(0, 0).ToString("X16"));
        Assert.Equal("6E789E6AA1B965F4", CounterRandom.Bits(0, 1).ToString("X16"));
    }

    [Differentiable]
    public static float Squares(ReadOnlySpan<float> x, [NoGradient] double rate)
    {
        float[] y = new float[x.Length];
        Dropout.Forward(x, y, rate, 7, 8);
        float sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i];
        return sum;
    }

    [Differentiable(Vectorize = false)]
    public static float InOrder(ReadOnlySpan<float> x, [NoGradient] double rate)
    {
        float[] y = new float[x.Length];
        Dropout.Forward(x, y, rate, 7, 8);
        float sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i];
        return sum;
    }
}
