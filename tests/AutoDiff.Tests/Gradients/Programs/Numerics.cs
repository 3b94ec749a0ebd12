using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods of numerical mathematics, in the form that they have in textbooks.</summary>
public static partial class Numerics
{
    /// <summary>The logarithm of the determinant of a symmetric matrix, which is overwritten with its Cholesky factor.</summary>
    [Differentiable]
    public static double LogDeterminant(Span<double> a, int n)
    {
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double dot = a[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    dot -= a[i * n + k] * a[j * n + k];
                }

                a[i * n + j] = i == j ? Math.Sqrt(dot) : dot / a[j * n + j];
            }

            sum += Math.Log(a[j * n + j]);
        }

        return 2 * sum;
    }

    /// <summary>The norm of what sweeps of Gauss and Seidel make of <paramref name="x"/>.</summary>
    [Differentiable]
    public static double GaussSeidel(Span<double> x, ReadOnlySpan<double> b, double diagonal)
    {
        for (int sweep = 0; sweep < 3; sweep++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double sum = b[i];
                if (i > 0) sum += x[i - 1];
                if (i < x.Length - 1) sum += x[i + 1];
                x[i] = sum / diagonal;
            }
        }

        double norm = 0;
        for (int i = 0; i < x.Length; i++)
        {
            norm += x[i] * x[i];
        }

        return Math.Sqrt(1 + norm);
    }

    /// <summary>Runge and Kutta's steps for springs in a row, with the energy at the end.</summary>
    [Differentiable]
    public static double Springs(ReadOnlySpan<double> start, double stiffness, [NoGradient] int steps, [Scratch] Span<double> q, [Scratch] Span<double> p, [Scratch] Span<double> force)
    {
        const double h = 0.125;
        start.CopyTo(q);
        p.Clear();
        for (int step = 0; step < steps; step++)
        {
            force.Fill(0.0625);
            for (int i = 0; i + 1 < q.Length; i++)
            {
                double pull = stiffness * (q[i + 1] - q[i]) + Math.Pow(q[i + 1] - q[i], 3);
                force[i] += pull;
                force[i + 1] -= pull;
            }

            for (int i = 0; i < q.Length; i++)
            {
                p[i] += h * force[i];
                q[i] += h * p[i];
            }
        }

        double energy = 0;
        for (int i = 0; i < q.Length; i++)
        {
            energy += 0.5 * p[i] * p[i] + Math.Cos(q[i]);
        }

        return energy;
    }

    /// <summary>In-place butterflies of the fast Walsh-Hadamard transform, then a loss of the spectrum.</summary>
    [Differentiable]
    public static double Spectrum(Span<double> x)
    {
        for (int half = 1; half < x.Length; half *= 2)
        {
            for (int block = 0; block + 2 * half <= x.Length; block += 2 * half)
            {
                for (int i = block; i < block + half; i++)
                {
                    double a = x[i], b = x[i + half];
                    x[i] = a + b;
                    x[i + half] = a - b;
                }
            }
        }

        double sum = 0;
        foreach (double value in x)
        {
            sum += Math.Log(1 + value * value);
        }

        return sum;
    }

    /// <summary>Sorts by insertion, then weighs by rank.</summary>
    [Differentiable]
    public static double RankWeighted(Span<double> x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            int j = i;
            while (j > 0 && x[j - 1] > x[j])
            {
                (x[j - 1], x[j]) = (x[j], x[j - 1]);
                j--;
            }
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (i + 1) * x[i] * x[i];
        }

        return sum;
    }

    /// <summary>Bisection until the bracket is narrow: the root of x³ + x = a, one Newton step making it depend on a.</summary>
    [Differentiable]
    public static double Roots(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double low = -4, high = 4;
            do
            {
                double middle = 0.5 * (low + high);
                if (middle * middle * middle + middle < a[i]) low = middle;
                else high = middle;
            }
            while (high - low > 1e-9);

            double root = low;
            for (int step = 0; step < 3; step++)
            {
                root -= (root * root * root + root - a[i]) / (3 * root * root + 1);
            }

            sum += root * (i + 1);
        }

        return sum;
    }
}
