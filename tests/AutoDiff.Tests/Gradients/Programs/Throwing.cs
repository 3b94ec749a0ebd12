using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods that throw in the middle of their work.</summary>
public static partial class Throwing
{
    [Differentiable]
    public static double ReadsBeyond(Span<double> x, ReadOnlySpan<double> y, int offset)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 2 * x[i];
            sum += x[i] * y[i + offset];
        }

        return sum;
    }

    [Differentiable]
    public static double WritesBeyond(ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i];
            sum += y[i];
        }

        return sum;
    }

    [Differentiable]
    public static double IgnoresWhatItReads(Span<double> x, int index)
    {
        x[0] = 3 * x[0];
        _ = x[index];
        double unused = x[index] * 2;
        return x[0] * x[0];
    }

    [Differentiable]
    public static double DividesIntegers(Span<double> x, ReadOnlySpan<int> divisors)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = x[i] + 1;
            sum += x[i] * (12 / divisors[i]);
        }

        return sum;
    }

    [Differentiable]
    public static double DividesIntegersForNothing(Span<double> x, int divisor)
    {
        x[0] = x[0] + 1;
        int unused = 7 % divisor;
        return x[0] * x[0];
    }

    [Differentiable]
    public static double Guarded(Span<double> x, double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > limit)
            {
                throw new InvalidOperationException($"{x[i]} at {i} is more than {limit}.");
            }

            x[i] = x[i] * x[i];
            sum += x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double Slices(Span<double> x, int start)
    {
        x[0] = -x[0];
        Span<double> tail = x[start..];
        double sum = x[0];
        foreach (double value in tail)
        {
            sum += value * value;
        }

        return sum;
    }

    [Differentiable]
    public static double Converts(Span<double> x, double bound)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = x[i] + 0.5;
            sum += x[i] * checked((byte)(bound * (i + 1)));
        }

        return sum;
    }

    [Differentiable]
    public static double Allocates(Span<double> x, int length)
    {
        x[0] = 2 * x[0];
        double[] copy = new double[length];
        copy[0] = x[0];
        return copy[0] * copy[0];
    }
}
