using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Sums over neighbours.</summary>
public static partial class Stencils
{
    [Differentiable]
    public static double LaplacianEnergy(ReadOnlySpan<double> u)
    {
        double energy = 0;
        for (int i = 1; i < u.Length - 1; i++)
        {
            double laplacian = u[i - 1] - 2 * u[i] + u[i + 1];
            energy += laplacian * laplacian;
        }

        return 0.5 * energy;
    }

    [Differentiable]
    public static double HeatStepEnergy(ReadOnlySpan<double> u, double k, [Scratch] Span<double> next)
    {
        for (int i = 0; i < u.Length; i++)
        {
            double left = i > 0 ? u[i - 1] : 0;
            double right = i + 1 < u.Length ? u[i + 1] : 0;
            next[i] = u[i] + k * (left - 2 * u[i] + right);
        }

        double energy = 0;
        for (int i = 0; i < next.Length; i++)
        {
            energy += next[i] * next[i];
        }

        return energy;
    }

    [Differentiable]
    public static double NonlinearHeat(Span<double> u, double k, [Scratch] Span<double> next)
    {
        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < u.Length; i++)
            {
                double left = u[i == 0 ? u.Length - 1 : i - 1];
                double right = u[i + 1 == u.Length ? 0 : i + 1];
                next[i] = u[i] + k * (left - 2 * u[i] + right) - 0.1 * u[i] * u[i];
            }

            next.CopyTo(u);
        }

        double energy = 0;
        foreach (double value in u)
        {
            energy += value * value;
        }

        return energy;
    }
}
