using System;

namespace AutoDiff.Problems;

/// <summary>A function to be minimized.</summary>
/// <param name="gradient">Overwritten.</param>
public delegate double Objective(double[] x, double[] gradient);

/// <summary>Gradient descent whose steps grow while they help.</summary>
public static class Descent
{
    private const double Precision = 1e-5;

    /// <summary>Takes <paramref name="x"/> to a minimum.</summary>
    public static void Minimize(double[] x, Objective objective)
    {
        double[] gradient = new double[x.Length], next = new double[x.Length], nextGradient = new double[x.Length];
        double value = objective(x, gradient), rate = 1e-5;
        int steps = 0;
        while (Norm(gradient) > Precision)
        {
            if (steps == 10)
            {
                rate *= 2;
                steps = 0;
                continue;
            }

            for (int i = 0; i < x.Length; i++)
            {
                next[i] = x[i] - (rate * gradient[i]);
            }

            if (Distance(x, next) <= Precision)
            {
                return;
            }

            double nextValue = objective(next, nextGradient);
            if (nextValue < value)
            {
                next.AsSpan().CopyTo(x);
                nextGradient.AsSpan().CopyTo(gradient);
                value = nextValue;
                steps++;
            }
            else
            {
                rate /= 2;
                steps = 0;
            }
        }
    }

    private static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double element in x)
        {
            sum += element * element;
        }

        return Math.Sqrt(sum);
    }

    private static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return Math.Sqrt(sum);
    }
}
