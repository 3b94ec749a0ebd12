using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Loops that read memory more often than they write it, so that what is kept goes by the writes.</summary>
public static partial class StateTapes
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
}
