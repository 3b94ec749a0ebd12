using System;
using Xunit;

namespace AutoDiff.Tests.Gradients;

/// <summary>What the method throws, its gradient throws, after the same writes.</summary>
public sealed class ExceptionTests
{
    private static readonly double[] s_x = [0.5, -1.5, 2.5];

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public void Reading_beyond_an_input(int offset) => AssertSame<IndexOutOfRangeException>(
        x => Throwing.ReadsBeyond(x, new double[3], offset),
        x => Throwing.ReadsBeyondGradient(x, new double[3], offset, new double[3], new double[3]));

    [Fact]
    public void Writing_beyond_an_output()
    {
        double[] primal = [7, 7], gradient = [7, 7];
        Assert.Throws<IndexOutOfRangeException>(() => { Throwing.WritesBeyond(s_x, primal); });
        Assert.Throws<IndexOutOfRangeException>(() => { Throwing.WritesBeyondGradient(s_x, gradient, new double[3]); });
        Assert.Equal(primal, gradient);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Reading_beyond_a_span_for_nothing(int index) => AssertSame<IndexOutOfRangeException>(
        x => Throwing.IgnoresWhatItReads(x, index),
        x => Throwing.IgnoresWhatItReadsGradient(x, index, new double[3]));

    [Fact]
    public void Dividing_integers_by_zero() => AssertSame<DivideByZeroException>(
        x => Throwing.DividesIntegers(x, [3, 0, 1]),
        x => Throwing.DividesIntegersGradient(x, [3, 0, 1], new double[3]));

    [Fact]
    public void Dividing_integers_by_zero_for_nothing() => AssertSame<DivideByZeroException>(
        x => Throwing.DividesIntegersForNothing(x, 0),
        x => Throwing.DividesIntegersForNothingGradient(x, 0, new double[3]));

    [Fact]
    public void A_guard_in_a_loop()
    {
        InvalidOperationException thrown = AssertSame<InvalidOperationException>(
            x => Throwing.Guarded(x, 1),
            x => Throwing.GuardedGradient(x, 1, new double[3], out _));
        Assert.Equal("2.5 at 2 is more than 1.", thrown.Message);
    }

    [Fact]
    public void A_guard_of_the_framework()
    {
        ArgumentOutOfRangeException thrown = AssertSame<ArgumentOutOfRangeException>(
            x => Throwing.Guarded(x, -1),
            x => Throwing.GuardedGradient(x, -1, new double[3], out _));
        Assert.Equal("limit", thrown.ParamName);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public void A_slice_out_of_range(int start) => AssertSame<ArgumentOutOfRangeException>(
        x => Throwing.Slices(x, start),
        x => Throwing.SlicesGradient(x, start, new double[3]));

    [Fact]
    public void A_checked_conversion() => AssertSame<OverflowException>(
        x => Throwing.Converts(x, 100),
        x => Throwing.ConvertsGradient(x, 100, new double[3], out _));

    [Fact]
    public void An_array_of_negative_length() => AssertSame<OverflowException>(
        x => Throwing.Allocates(x, -1),
        x => Throwing.AllocatesGradient(x, -1, new double[3]));

    [Fact]
    public void After_an_exception_the_next_call_is_right()
    {
        double[] dX = new double[3];
        for (int round = 0; round < 100; round++)
        {
            Assert.Throws<InvalidOperationException>(() => { Throwing.GuardedGradient([.. s_x], 1, new double[3], out _); });
            double value = Throwing.GuardedGradient([.. s_x], 3, dX, out double dLimit);
            Assert.Equal(0.25 + 2.25 + 6.25, value);
            Assert.Equal([1, -3, 5], dX);
            Assert.Equal(0, dLimit);
        }
    }

    private static T AssertSame<T>(Action<double[]> primal, Action<double[]> gradient)
        where T : Exception
    {
        double[] written = [.. s_x], writtenByGradient = [.. s_x];
        T expected = Assert.Throws<T>(() => primal(written));
        T actual = Assert.Throws<T>(() => gradient(writtenByGradient));
        Assert.Equal(written, writtenByGradient);
        if (expected is InvalidOperationException)
        {
            Assert.Equal(expected.Message, actual.Message);
        }

        return actual;
    }
}
