using System;

namespace AutoDiff.Problems;

/// <summary>A chain of quantities, each growing with the one before it: y₀′ = x₀ and yᵢ′ = xᵢ yᵢ₋₁.</summary>
public static partial class ChainedGrowth
{
    private const double EndTime = 2;

    /// <summary>The last quantity at time 2.</summary>
    [Differentiable]
    public static double Last(ReadOnlySpan<double> x, int steps)
    {
        double[] y = new double[x.Length];
        Solve(x, steps, y);
        return y[^1];
    }

    /// <summary>Follows the chain from zero at time 0 to time 2 by the classical Runge–Kutta method.</summary>
    public static void Solve(ReadOnlySpan<double> x, int steps, Span<double> y)
    {
        int n = x.Length;
        double h = EndTime / steps;
        double[] k1 = new double[n], k2 = new double[n], k3 = new double[n], k4 = new double[n], trial = new double[n];
        y.Clear();
        for (int step = 0; step < steps; step++)
        {
            Rates(x, y, k1);
            Advance(y, h / 2, k1, trial);
            Rates(x, trial, k2);
            Advance(y, h / 2, k2, trial);
            Rates(x, trial, k3);
            Advance(y, h, k3, trial);
            Rates(x, trial, k4);
            for (int i = 0; i < n; i++)
            {
                y[i] += h / 6 * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i]);
            }
        }
    }

    private static void Rates(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> rates)
    {
        for (int i = 0; i < x.Length; i++)
        {
            rates[i] = i == 0 ? x[0] : x[i] * y[i - 1];
        }
    }

    private static void Advance(ReadOnlySpan<double> y, double h, ReadOnlySpan<double> rates, Span<double> result)
    {
        for (int i = 0; i < y.Length; i++)
        {
            result[i] = y[i] + (h * rates[i]);
        }
    }
}
