using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace AutoDiff.Tests;

public sealed class LoopsTests
{
    private static readonly int[] Bounds =
    [
        int.MinValue, int.MinValue + 1, int.MinValue + 2, -1_000_000_001, -7, -2, -1, 0, 1, 2, 3, 10, 1_000_000_000, int.MaxValue - 2, int.MaxValue - 1, int.MaxValue,
    ];

    private static readonly int[] Steps = [int.MinValue, int.MinValue + 1, -1_000_000_000, -17, -3, -2, -1, 1, 2, 3, 17, 1_000_000_000, int.MaxValue - 1, int.MaxValue];

    [Theory]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-double.Epsilon)]
    [InlineData(0.0)]
    [InlineData(3.5)]
    public void A_sign_is_that_of_the_framework(double x) => Assert.Equal(Math.Sign(x), Loops.Sign(x));

    [Fact]
    public void What_is_no_number_has_no_sign() => Assert.Throws<ArithmeticException>(static () => Loops.Sign(double.NaN));

    [Fact]
    public void Small_trip_counts_agree_with_running_the_loop()
    {
        for (int lower = -9; lower <= 9; lower++)
        {
            for (int upper = -9; upper <= 9; upper++)
            {
                for (int step = -5; step <= 5; step++)
                {
                    if (step == 0)
                    {
                        continue;
                    }

                    int count = 0;
                    for (int i = lower; step > 0 ? i < upper : i > upper; i += step)
                    {
                        count++;
                    }

                    Assert.Equal(count, Loops.TripCount(lower, upper, step));
                    Assert.Equal(count, Loops.TripCount((long)lower, upper, step));
                }
            }
        }
    }

    [Fact]
    public void Extreme_bounds_and_steps_agree_with_exact_arithmetic()
    {
        foreach (int lower in Bounds)
        {
            foreach (int upper in Bounds)
            {
                foreach (int step in Steps)
                {
                    AssertCount(Exact(lower, upper, step), () => Loops.TripCount(lower, upper, step));

                    long wideLower = (long)lower << 32, wideUpper = ((long)upper << 32) | uint.MaxValue;
                    foreach (long wideStep in (long[])[step, (long)step << 31, (long)step << 32])
                    {
                        AssertCount(Exact(wideLower, wideUpper, wideStep), () => Loops.TripCount(wideLower, wideUpper, wideStep));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_step_of_zero_is_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>("step", () => Loops.TripCount(0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("step", () => Loops.TripCount(1L, 0, 0));
    }

    private static BigInteger Exact(BigInteger lower, BigInteger upper, BigInteger step)
    {
        BigInteger distance = step.Sign * (upper - lower), stride = BigInteger.Abs(step);
        return distance.Sign <= 0 ? 0 : (distance + stride - 1) / stride;
    }

    private static void AssertCount(BigInteger expected, Func<int> count)
    {
        if (expected > int.MaxValue)
        {
            var exception = Assert.Throws<InvalidOperationException>(() => count());
            Assert.Contains(expected.ToString(), exception.Message);
        }
        else
        {
            Assert.Equal(expected, count());
        }
    }

    [Theory]
    [InlineData(0, 10, 3, 0, 30)]
    [InlineData(0, 10, 3, 2, 30)]
    [InlineData(0, 10, 3, 3, 30)]
    [InlineData(0, 10, 2, -1, 30)]
    [InlineData(1, 10, 2, -1, 8)]
    [InlineData(2, 10, 5, 7, 17)]
    [InlineData(2, 10, 5, 7, 18)]
    [InlineData(3, 2, 4, 0, 100)]
    [InlineData(-2, 5, 4, 8, 9)]
    [InlineData(0, int.MaxValue, 8, int.MaxValue, int.MaxValue)]
    [InlineData(0, int.MaxValue, 2, 1, int.MaxValue)]
    [InlineData(int.MinValue, 0, 8, 0, 5)]
    [InlineData(0, 5, 3, 4, 0)]
    public void Strided_elements_are_there_up_to(int lower, int upper, int stride, int offset, int length)
    {
        long end = lower;
        bool isThere = ((long)stride * lower) + offset >= 0;
        if (isThere && upper > lower) end = Math.Clamp(((long)length - offset + stride - 1) / stride, lower, upper);
        if (((long)stride * lower) + offset >= length) end = lower;
        Assert.Equal(end, Loops.StridedReach(lower, upper, stride, offset, length));
        for (long i = lower; i < end && i < lower + 20L; i++) Assert.InRange((stride * i) + offset, 0, length - 1L);
        if (isThere && end < upper && end >= lower) Assert.True((stride * end) + offset >= length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Lanes_of_strided_elements(int stride)
    {
        CheckLanes<double>(stride);
        CheckLanes<float>(stride);
        CheckLanes<long>(stride);
    }

    private static void CheckLanes<T>(int stride) where T : INumber<T>
    {
        T[] memory = [.. Enumerable.Range(0, ((Vector<T>.Count - 1) * stride) + 2).Select(i => T.CreateChecked(i))], written = new T[memory.Length];
        Vector<T> elements = Lanes.Load(memory, 1, stride);
        Assert.Equal(Enumerable.Range(0, Vector<T>.Count).Select(i => memory[1 + (i * stride)]), Enumerable.Range(0, Vector<T>.Count).Select(i => elements[i]));
        Lanes.Store(written, 1, stride, elements);
        Assert.Equal(memory.Select((element, i) => i > 0 && (i - 1) % stride == 0 ? element : T.Zero), written);
    }
}
