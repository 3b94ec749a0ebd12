using System;
using System.Diagnostics;
using Xunit;

namespace AutoDiff.Tests.Gradients;

/// <summary>What a loop keeps for its gradient: one number for each iteration and carried value, and nothing that grows faster.</summary>
public sealed class LoopTapeTests
{
    private const int Bytes = sizeof(double);

    /// <summary>The length of a loop that was not known when it began.</summary>
    private const int Count = sizeof(long);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(10_000_000)]
    public void A_counted_loop_keeps_one_number_an_iteration(int n) =>
        AssertPeak((long)Bytes * n, () => LoopTapes.CountedGradient(0.5, n, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(20_000_000)]
    public void So_does_a_loop_of_unknown_length(int n) =>
        AssertPeak((long)Bytes * Iterations(n), () => LoopTapes.UncountedGradient(0.5, n, out _));

    [Fact]
    public void A_loop_until_convergence_keeps_one_number_for_each_iteration_it_ran()
    {
        const double Tolerance = 1e-6;
        int iterations = 0;
        double y = 1, change;
        do
        {
            iterations++;
            change = Tolerance * (1 - (y * y * y * 2));
            y += change * y;
        }
        while (Math.Abs(change) > Tolerance * Tolerance);

        Assert.InRange(iterations, 1_000_000, 100_000_000);
        AssertPeak((long)Bytes * iterations, () => LoopTapes.UntilConvergedGradient(2, Tolerance, out _));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(30, 1000)]
    [InlineData(1000, 1000)]
    public void A_loop_with_an_exit_keeps_one_number_for_each_iteration_it_began(int exit, int most) =>
        AssertPeak((long)Bytes * int.Min(exit + 1, most), () => LoopTapes.WithExitGradient(0.5, most, exit, out _));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(0, 7)]
    [InlineData(3, 5)]
    [InlineData(1000, 100)]
    public void A_nest_keeps_one_number_an_iteration_of_the_inner_loop(int n, int m) =>
        AssertPeak((long)Bytes * n * m, () => LoopTapes.NestedGradient(0.5, n, m, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_triangle_keeps_half_of_the_square(int n) =>
        AssertPeak((long)Bytes * (n * (n - 1) / 2), () => LoopTapes.TriangularGradient(0.5, n, out _));

    [Theory]
    [InlineData(5, 0)]
    [InlineData(100, 33)]
    [InlineData(10, 10_000)]
    public void A_nest_around_a_loop_of_unknown_length_keeps_that_length_too(int n, int m) =>
        AssertPeak((long)n * ((Bytes * Iterations(m)) + Count), () => LoopTapes.NestedUncountedGradient(0.5, n, m, out _));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    [InlineData(33, 10)]
    public void Memory_overwritten_in_sweeps_is_kept_once_a_sweep(int length, int sweeps)
    {
        double[] x = new double[length], gradient = new double[length];
        AssertPeak((long)Bytes * length * sweeps, () => LoopTapes.InPlaceGradient(x, sweeps, gradient));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Memory_made_in_an_iteration_ends_with_it(int n)
    {
        const int Length = 3;
        double[] x = new double[n], gradient = new double[n];
        AssertPeak((long)Bytes * ((Length * n) + Length), () => LoopTapes.FreshGradient(x, gradient));
    }

    [Fact]
    public void What_can_be_computed_again_is_not_kept()
    {
        double[] x = new double[1000], gradient = new double[1000];
        AssertPeak(0, () => LoopTapes.LinearGradient(x, 2, gradient, out _));
    }

    [Fact]
    public void A_running_minimum_keeps_nothing()
    {
        double[] x = new double[100], y = new double[100];
        AssertPeak(0, () => LoopTapes.LeastGradient(x, y, new double[100], new double[100]));
    }

    [Fact]
    public void Ten_times_the_iterations_take_ten_times_as_long()
    {
        const double Slack = 4;
        Counted(100_000);
        Uncounted(100_000);
        Assert.InRange(Counted(5_000_000) / Counted(500_000), 0, 10 * Slack);
        Assert.InRange(Uncounted(5_000_000) / Uncounted(500_000), 0, 10 * Slack);

        static double Counted(int n) => Milliseconds(() => LoopTapes.CountedGradient(0.5, n, out _));
        static double Uncounted(int n) => Milliseconds(() => LoopTapes.UncountedGradient(0.5, n, out _));
    }

    /// <summary>Half of them, rounded up: an odd number shrinks by two, an even one by one.</summary>
    private static int Iterations(int n)
    {
        int iterations = 0;
        for (; n > 0; n -= 1 + (n % 2)) iterations++;
        return iterations;
    }

    private static void AssertPeak(long bytes, Action gradient) => Assert.Equal(bytes, PeakBytes.Of(gradient));

    /// <summary>The best of three.</summary>
    private static double Milliseconds(Action gradient)
    {
        double best = double.PositiveInfinity;
        for (int run = 0; run < 3; run++)
        {
            long start = Stopwatch.GetTimestamp();
            gradient();
            best = double.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
