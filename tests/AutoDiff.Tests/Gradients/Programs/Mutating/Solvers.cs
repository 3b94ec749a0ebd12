using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Solvers of equations that work in the memory of their data, or until they have converged.</summary>
public static partial class Solvers
{
    /// <summary>A tridiagonal system; the upper diagonal and the right side are overwritten.</summary>
    [Differentiable]
    public static double Thomas(ReadOnlySpan<double> lower, ReadOnlySpan<double> diagonal, Span<double> upper, Span<double> right)
    {
        int n = diagonal.Length;
        for (int i = 0; i < n; i++)
        {
            double pivot = diagonal[i];
            if (i > 0)
            {
                pivot -= lower[i] * upper[i - 1];
                right[i] -= lower[i] * right[i - 1];
            }

            upper[i] /= pivot;
            right[i] /= pivot;
        }

        for (int i = n - 2; i >= 0; i--) right[i] -= upper[i] * right[i + 1];
        double sum = 0;
        foreach (double x in right) sum += x * x;
        return sum;
    }

    /// <summary>Successive over-relaxation of a row of springs.</summary>
    [Differentiable]
    public static double Sor(Span<double> x, ReadOnlySpan<double> b, double omega)
    {
        for (int sweep = 0; sweep < 4; sweep++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double left = i > 0 ? x[i - 1] : 0, right = i + 1 < x.Length ? x[i + 1] : 0;
                x[i] = (1 - omega) * x[i] + omega * (b[i] + left + right) / 2.5;
            }
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (i + 1) * x[i] * x[i];
        return sum;
    }

    /// <summary>Conjugate gradients for a row of springs, until the residual is small.</summary>
    [Differentiable]
    public static double ConjugateGradients(ReadOnlySpan<double> b, double stiffness)
    {
        int n = b.Length;
        double[] x = new double[n], r = new double[n], p = new double[n], q = new double[n];
        double rho = 0;
        for (int i = 0; i < n; i++)
        {
            r[i] = b[i];
            p[i] = b[i];
            rho += b[i] * b[i];
        }

        for (int step = 0; step < 20; step++)
        {
            if (rho < 1e-12) break;
            double curvature = 0;
            for (int i = 0; i < n; i++)
            {
                q[i] = (2 + stiffness) * p[i];
                if (i > 0) q[i] -= p[i - 1];
                if (i + 1 < n) q[i] -= p[i + 1];
                curvature += p[i] * q[i];
            }

            double alpha = rho / curvature, before = rho;
            rho = 0;
            for (int i = 0; i < n; i++)
            {
                x[i] += alpha * p[i];
                r[i] -= alpha * q[i];
                rho += r[i] * r[i];
            }

            for (int i = 0; i < n; i++) p[i] = r[i] + rho / before * p[i];
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += (i + 1) * x[i] * x[i];
        return sum;
    }

    /// <summary>The largest eigenvalue by a fixed number of products, each divided by its norm in place.</summary>
    [Differentiable]
    public static double PowerIteration(ReadOnlySpan<double> a, int n)
    {
        Span<double> x = new double[n], y = new double[n];
        x.Fill(1);
        double norm = 1;
        for (int step = 0; step < 6; step++)
        {
            norm = 1e-3;
            for (int i = 0; i < n; i++)
            {
                y[i] = 0;
                for (int j = 0; j < n; j++) y[i] += a[i * n + j] * x[j];
                norm += y[i] * y[i];
            }

            norm = Math.Sqrt(norm);
            for (int i = 0; i < n; i++) y[i] /= norm;
            y.CopyTo(x);
        }

        return norm * norm;
    }

    /// <summary>Levinson's recursion for a symmetric Toeplitz matrix; the predictor is updated from both ends.</summary>
    [Differentiable]
    public static double Levinson(ReadOnlySpan<double> r)
    {
        double[] a = new double[r.Length];
        double error = r.Length > 0 ? 3 + r[0] : 1, sum = 0;
        for (int k = 1; k < r.Length; k++)
        {
            double dot = r[k];
            for (int j = 1; j < k; j++) dot += a[j] * r[k - j];
            double reflection = -dot / error;
            for (int i = 1, j = k - 1; i <= j; i++, j--)
            {
                double left = a[i], right = a[j];
                a[i] = left + reflection * right;
                if (i != j) a[j] = right + reflection * left;
            }

            a[k] = reflection;
            error *= 1 - reflection * reflection;
            sum += Math.Log(error);
        }

        for (int j = 1; j < r.Length; j++) sum += j * a[j] * a[j];
        return sum;
    }

    /// <summary>Newton's iteration for the cube root, until the step is small.</summary>
    [Differentiable]
    public static double CubeRoots(ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double target in a)
        {
            double x = 1, step = 1;
            while (Math.Abs(step) > 1e-11)
            {
                step = (x * x * x - target) / (3 * x * x);
                x -= step;
            }

            sum += x * x;
        }

        return sum;
    }

    /// <summary>Bisection for the root of x³ + x = a: its bracket is constant between jumps, so one step of Newton's carries the derivative.</summary>
    [Differentiable]
    public static double Bisection(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double low = -4, high = 4;
            while (high - low > 1e-14)
            {
                double middle = 0.5 * (low + high);
                if (middle <= low || middle >= high) break;
                if (middle * middle * middle + middle < a[i]) low = middle;
                else high = middle;
            }

            low -= (low * low * low + low - a[i]) / (3 * low * low + 1);
            sum += low * (i + 1);
        }

        return sum;
    }

    /// <summary>The bracket alone, started from the argument: it moves with the argument, and how often it was halved does not matter.</summary>
    [Differentiable]
    public static double Bracket(ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double width in a)
        {
            double low = -width, high = 2 * width;
            for (int halving = 0; halving < 5; halving++)
            {
                double middle = 0.5 * (low + high);
                if (middle < 0.1) low = middle;
                else high = middle;
            }

            sum += low * high;
        }

        return sum;
    }
}
