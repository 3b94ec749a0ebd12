using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>A setting that methods read.</summary>
public sealed class Settings
{
    public double Weight { get; init; } = 2.5;
}

/// <summary>Tuples, indices, constants of several origins, and conversions.</summary>
public static partial class Values
{
    public static readonly double Offset = 0.75;

    [Differentiable]
    public static double Rotations(ReadOnlySpan<double> angles)
    {
        var (x, y) = (1.0, 0.5);
        foreach (double angle in angles)
        {
            (double sin, double cos) = Math.SinCos(angle);
            (x, y) = (cos * x - sin * y, sin * x + cos * y);
        }

        (double X, double Y) end = (x, y);
        return end.X + 2 * end.Y;
    }

    [Differentiable]
    public static double SumOfSquares(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value * value;
        }

        return sum;
    }

    [Differentiable]
    public static double Embedding(ReadOnlySpan<double> table, ReadOnlySpan<double> w, int[] ids)
    {
        double sum = 0;
        foreach (int id in ids)
        {
            double dot = 0;
            for (int k = 0; k < w.Length; k++)
            {
                dot += table[id * w.Length + k] * w[k];
            }

            sum += dot * dot;
        }

        return sum;
    }

    [Differentiable]
    public static double Stopped(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * Diff.StopGradient(x[i] * x[i]);
        }

        return sum;
    }

    [Differentiable]
    public static double Opaque(ReadOnlySpan<double> x, Settings settings)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double shifted = x[i] - Offset;
            sum += settings.Weight * shifted * shifted;
        }

        return sum;
    }

    [Differentiable]
    public static double Converted(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> scale)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float narrow = (float)x[i];
            int whole = (int)(4 * x[i]);
            sum += (double)narrow * narrow * (whole + i) * (float)scale[i];
        }

        return sum;
    }

    [Differentiable]
    public static float Accumulated(ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (double)x[i] * x[i];
        }

        return (float)Math.Sqrt(1 + sum);
    }
}
