using System;
using Xunit;

namespace AutoDiff.Tests.Gradients;

/// <summary>What a gradient keeps, in bytes: memory for the adjoints of local arrays, and what the reverse sweep needs from the forward one.</summary>
public sealed partial class TapedBytesTests
{
    /// <summary>A recurrent layer whose n × n loop reads the state.</summary>
    [Differentiable]
    public static double Recurrent(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, int n)
    {
        var state = new double[n];
        var next = new double[n];
        double loss = 0;
        for (int t = 0; t < x.Length; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double sum = x[t];
                for (int j = 0; j < n; j++) sum += weights[i * n + j] * state[j];
                next[i] = Math.Tanh(sum);
            }

            for (int i = 0; i < n; i++)
            {
                state[i] = next[i];
                loss += state[i] * state[i];
            }
        }

        return loss;
    }

    /// <summary>The same with all states in one buffer, in which a step reads a window.</summary>
    [Differentiable]
    public static double RecurrentInWindows(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, int n, [Scratch] Span<double> states, [Scratch] Span<double> sums)
    {
        states[..n].Clear();
        double loss = 0;
        for (int t = 0; t < x.Length; t++)
        {
            for (int i = 0; i < n; i++)
            {
                sums[i] = x[t];
                for (int j = 0; j < n; j++) sums[i] += weights[i * n + j] * states[t * n + j];
            }

            for (int i = 0; i < n; i++)
            {
                states[(t + 1) * n + i] = Math.Tanh(sums[i]);
                loss += states[(t + 1) * n + i];
            }
        }

        return loss;
    }

    /// <summary>A triangular system solved in place: the inner loop reads what the outer one writes.</summary>
    [Differentiable]
    public static double Solve(ReadOnlySpan<double> lower, Span<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double rest = x[i];
            for (int j = 0; j < i; j++) rest -= lower[i * x.Length + j] * x[j];
            x[i] = rest / lower[i * x.Length + i];
            sum += x[i];
        }

        return sum;
    }

    /// <summary>A running minimum.</summary>
    [Differentiable]
    public static double Least(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            double distance = (x[i] - y[i]) * (x[i] - y[i]);
            if (distance < best) best = distance;
        }

        return best;
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(40, 7)]
    public void A_state_is_kept_once_a_step_however_often_it_is_read(int n, int steps)
    {
        double[] weights = Numbers(n * n), x = Numbers(steps);
        long bytes = Peak(() => RecurrentGradient(weights, x, n, new double[n * n], new double[steps]));
        Assert.Equal(sizeof(double) * ((4 * n) + (3 * n * steps)), bytes);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(40, 7)]
    public void A_window_is_kept_and_not_the_buffer_that_it_moves_through(int n, int steps)
    {
        double[] weights = Numbers(n * n), x = Numbers(steps), states = Numbers(n * (steps + 1)), sums = Numbers(n);
        long bytes = Peak(() => RecurrentInWindowsGradient(weights, x, n, states, sums, new double[n * n], new double[steps]));
        Assert.InRange(bytes, 0, sizeof(double) * ((n * (steps + 2)) + (4 * n * steps)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void A_store_keeps_what_it_overwrites_where_there_are_fewer_stores_than_loads(int n)
    {
        double[] lower = Numbers(n * n), x = Numbers(n);
        long bytes = Peak(() => SolveGradient(lower, x, new double[n * n], new double[n]));
        Assert.InRange(bytes, 0, sizeof(double) * 3 * n);
    }

    [Fact]
    public void A_running_minimum_keeps_nothing()
    {
        double[] x = Numbers(100), y = Numbers(100);
        Assert.Equal(0, Peak(() => LeastGradient(x, y, new double[100], new double[100])));
    }

    private static long Peak(Action gradient)
    {
        AutoDiff.Workspace.ResetPeak();
        gradient();
        return AutoDiff.Workspace.PeakBytes;
    }

    private static double[] Numbers(int count)
    {
        var numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = 0.5 + (0.25 * Math.Sin(i));
        return numbers;
    }
}
