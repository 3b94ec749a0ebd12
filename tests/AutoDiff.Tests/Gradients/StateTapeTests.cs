using System;
using Xunit;

namespace AutoDiff.Tests.Gradients;

/// <summary>What is kept of memory that a loop reads and overwrites: a state once a step, not once a read.</summary>
public sealed class StateTapeTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(40, 7)]
    public void A_state_is_kept_once_a_step_however_often_it_is_read(int n, int steps)
    {
        double[] weights = Numbers(n * n), x = Numbers(steps);
        long bytes = PeakBytes.Of(() => StateTapes.RecurrentGradient(weights, x, n, new double[n * n], new double[steps]));
        Assert.Equal(sizeof(double) * ((4 * n) + (3 * n * steps)), bytes);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(40, 7)]
    public void A_window_is_kept_and_not_the_buffer_that_it_moves_through(int n, int steps)
    {
        double[] weights = Numbers(n * n), x = Numbers(steps), states = Numbers(n * (steps + 1)), sums = Numbers(n);
        long bytes = PeakBytes.Of(() => StateTapes.RecurrentInWindowsGradient(weights, x, n, states, sums, new double[n * n], new double[steps]));
        Assert.InRange(bytes, 0, sizeof(double) * ((n * (steps + 2)) + (4 * n * steps)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void A_store_keeps_what_it_overwrites_where_there_are_fewer_stores_than_loads(int n)
    {
        double[] lower = Numbers(n * n), x = Numbers(n);
        long bytes = PeakBytes.Of(() => StateTapes.SolveGradient(lower, x, new double[n * n], new double[n]));
        Assert.InRange(bytes, 0, sizeof(double) * 3 * n);
    }

    private static double[] Numbers(int count)
    {
        var numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = 0.5 + (0.25 * Math.Sin(i));
        return numbers;
    }
}
