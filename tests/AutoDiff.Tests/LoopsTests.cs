using System;
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
}
