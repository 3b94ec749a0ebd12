using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods that write memory and read it again.</summary>
public static partial class Buffers
{
    [Differentiable]
    public static double WrittenThenRead(ReadOnlySpan<double> x, [Output] Span<double> squares)
    {
        for (int i = 0; i < x.Length; i++)
        {
            squares[i] = x[i] * x[i];
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += squares[i] * x[x.Length - 1 - i];
        }

        return sum;
    }

    [Differentiable]
    public static double PrefixSums(Span<double> x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            x[i] += 0.5 * x[i - 1];
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double Overwritten(Span<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double before = x[i];
            x[i] = Math.Sin(y[i]) * before;
            sum += x[i] * before;
            x[i] = y[i];
            sum += x[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double Arrays(double[] x, double[] weights)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= weights[i];
        }

        double sum = 0;
        foreach (double value in x)
        {
            sum += Math.Exp(value);
        }

        return sum;
    }

    [Differentiable]
    public static double ForwardSubstitution(ReadOnlySpan<double> l, ReadOnlySpan<double> b, [Scratch] Span<double> x)
    {
        double norm = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double sum = b[i];
            for (int j = 0; j < i; j++)
            {
                sum -= l[i * b.Length + j] * x[j];
            }

            x[i] = sum / l[i * b.Length + i];
            norm += x[i] * x[i];
        }

        return norm;
    }

    [Differentiable]
    public static double LocalArray(ReadOnlySpan<double> x)
    {
        double[] cubes = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            cubes[i] = x[i] * x[i] * x[i];
        }

        double sum = 0;
        for (int i = 0; i + 1 < cubes.Length; i++)
        {
            sum += cubes[i] * cubes[i + 1];
        }

        return sum;
    }

    [Differentiable]
    public static double Halves(Span<double> x)
    {
        Span<double> left = x[..(x.Length / 2)], right = x[(x.Length / 2)..];
        for (int i = 0; i < left.Length; i++)
        {
            right[i] *= left[i];
            left[i] = right[i] + x[x.Length - 1];
        }

        double sum = 0;
        foreach (double value in x)
        {
            sum += value * value;
        }

        return sum;
    }
}
