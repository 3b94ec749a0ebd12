using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods with matrices of their own, references to elements, and ranges.</summary>
public static partial class Matrices
{
    /// <summary>The logarithm of the determinant of x xᵀ + I, by a Cholesky decomposition in place.</summary>
    [Differentiable]
    public static double LogDeterminant(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[,] a = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = (x[i] * x[j]) + (i == j ? 1 : 0);
            }
        }

        double logDeterminant = 0;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }

            logDeterminant += 2 * Math.Log(a[j, j]);
        }

        return logDeterminant;
    }

    /// <summary>Heat on a rectangle: two matrices that change places.</summary>
    [Differentiable]
    public static double Heat(ReadOnlySpan<double> x, double conductivity)
    {
        double[,] now = new double[3, x.Length], next = new double[3, x.Length];
        for (int j = 0; j < x.Length; j++)
        {
            now[1, j] = x[j];
        }

        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < x.Length; j++)
                {
                    double around = now[(i + 1) % 3, j] + now[(i + 2) % 3, j] + (j > 0 ? now[i, j - 1] : 0) + (j + 1 < x.Length ? now[i, j + 1] : 0);
                    next[i, j] = now[i, j] + (conductivity * (around - (4 * now[i, j])));
                }
            }

            (now, next) = (next, now);
        }

        double sum = 0;
        foreach (double value in now)
        {
            sum += value * value * value;
        }

        return sum;
    }

    /// <summary>Every element by reference; the largest so far is referred to by a local.</summary>
    [Differentiable]
    public static double References(Span<double> x)
    {
        double largest = 0.25, sum = 0;
        ref double first = ref largest;
        foreach (ref double element in x)
        {
            element *= 1 + element;
            if (element > first)
            {
                first = ref element;
            }

            sum += element * first;
        }

        first *= 2;
        foreach (ref readonly double element in x)
        {
            sum += element;
        }

        return sum + largest;
    }

    /// <summary>Halves that are copied, reversed and put together again.</summary>
    [Differentiable]
    public static double Ranges(double[] x)
    {
        double[] head = x[..(x.Length / 2)], tail = x[(x.Length / 2)..];
        Array.Reverse(head);
        tail.AsSpan().Reverse();
        double[] all = [.. tail, 1, .. head];
        Array.Copy(x, all, x.Length / 2);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += all[i] * all[^(i + 1)] * x[i];
        }

        return sum;
    }
}
