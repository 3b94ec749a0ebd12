using System;

namespace AutoDiff.Tests.Gradients;

public static partial class Solvers
{
    [Differentiable]
    public static double ThomasFunctional(ReadOnlySpan<double> lower, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> upper, ReadOnlySpan<double> right)
    {
        int n = diagonal.Length;
        double[] c = new double[n], d = new double[n], x = new double[n];
        for (int i = 0; i < n; i++)
        {
            double pivot = i == 0 ? diagonal[0] : diagonal[i] - lower[i] * c[i - 1];
            c[i] = upper[i] / pivot;
            d[i] = (i == 0 ? right[0] : right[i] - lower[i] * d[i - 1]) / pivot;
        }

        double sum = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            x[i] = i == n - 1 ? d[i] : d[i] - c[i] * x[i + 1];
            sum += x[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double SorFunctional(ReadOnlySpan<double> x, ReadOnlySpan<double> b, double omega)
    {
        const int Sweeps = 4;
        int n = x.Length;
        double[] sweep = new double[(Sweeps + 1) * n];
        x.CopyTo(sweep);
        double sum = 0;
        for (int k = 0; k < Sweeps; k++)
        {
            for (int i = 0; i < n; i++)
            {
                double left = i > 0 ? sweep[(k + 1) * n + i - 1] : 0, right = i + 1 < n ? sweep[k * n + i + 1] : 0;
                sweep[(k + 1) * n + i] = (1 - omega) * sweep[k * n + i] + omega * (b[i] + left + right) / 2.5;
            }
        }

        for (int i = 0; i < n; i++) sum += (i + 1) * sweep[Sweeps * n + i] * sweep[Sweeps * n + i];
        return sum;
    }

    [Differentiable]
    public static double ConjugateGradientsFunctional(ReadOnlySpan<double> b, double stiffness)
    {
        const int Most = 20;
        int n = b.Length, steps = 0;
        double[] x = new double[(Most + 1) * n], r = new double[(Most + 1) * n], p = new double[(Most + 1) * n], q = new double[Most * n], rho = new double[Most + 1];
        double start = 0;
        for (int i = 0; i < n; i++)
        {
            x[i] = 0;
            r[i] = b[i];
            p[i] = b[i];
            start += b[i] * b[i];
        }

        rho[0] = start;
        while (steps < Most && rho[steps] >= 1e-12)
        {
            int from = steps * n, to = from + n;
            double curvature = 0, norm = 0;
            for (int i = 0; i < n; i++)
            {
                q[from + i] = (2 + stiffness) * p[from + i] - (i > 0 ? p[from + i - 1] : 0) - (i + 1 < n ? p[from + i + 1] : 0);
                curvature += p[from + i] * q[from + i];
            }

            for (int i = 0; i < n; i++)
            {
                x[to + i] = x[from + i] + rho[steps] / curvature * p[from + i];
                r[to + i] = r[from + i] - rho[steps] / curvature * q[from + i];
                norm += r[to + i] * r[to + i];
            }

            rho[steps + 1] = norm;
            for (int i = 0; i < n; i++) p[to + i] = r[to + i] + norm / rho[steps] * p[from + i];
            steps++;
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += (i + 1) * x[steps * n + i] * x[steps * n + i];
        return sum;
    }

    [Differentiable]
    public static double PowerIterationFunctional(ReadOnlySpan<double> a, int n)
    {
        const int Steps = 6;
        double[] x = new double[(Steps + 1) * n], y = new double[Steps * n], norm = new double[Steps + 1];
        for (int i = 0; i < n; i++) x[i] = 1;
        for (int step = 0; step < Steps; step++)
        {
            double squared = 1e-3;
            for (int i = 0; i < n; i++)
            {
                double dot = 0;
                for (int j = 0; j < n; j++) dot += a[i * n + j] * x[step * n + j];
                y[step * n + i] = dot;
                squared += dot * dot;
            }

            norm[step] = Math.Sqrt(squared);
            for (int i = 0; i < n; i++) x[(step + 1) * n + i] = y[step * n + i] / norm[step];
        }

        return norm[Steps - 1] * norm[Steps - 1];
    }

    [Differentiable]
    public static double LevinsonFunctional(ReadOnlySpan<double> r)
    {
        int n = r.Length;
        double[] a = new double[n * n], error = new double[n + 1];
        error[0] = n > 0 ? 3 + r[0] : 1;
        double sum = 0;
        for (int k = 1; k < n; k++)
        {
            double dot = r[k];
            for (int j = 1; j < k; j++) dot += a[(k - 1) * n + j] * r[k - j];
            double reflection = -dot / error[k - 1];
            for (int j = 1; j <= k; j++) a[k * n + j] = j == k ? reflection : a[(k - 1) * n + j] + reflection * a[(k - 1) * n + k - j];
            error[k] = error[k - 1] * (1 - reflection * reflection);
            sum += Math.Log(error[k]);
        }

        for (int j = 1; j < n; j++) sum += j * a[(n - 1) * n + j] * a[(n - 1) * n + j];
        return sum;
    }

    /// <summary>Quadratic convergence makes a fixed number of steps as good.</summary>
    [Differentiable]
    public static double CubeRootsFunctional(ReadOnlySpan<double> a)
    {
        const int Steps = 12;
        double[] x = new double[(Steps + 1) * a.Length];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int at = i * (Steps + 1);
            x[at] = 1;
            for (int step = 0; step < Steps; step++)
            {
                double last = x[at + step];
                x[at + step + 1] = last - (last * last * last - a[i]) / (3 * last * last);
            }

            sum += x[at + Steps] * x[at + Steps];
        }

        return sum;
    }

    /// <summary>Cardano's formula for the root.</summary>
    [Differentiable]
    public static double BisectionFunctional(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double root = Math.Sqrt(a[i] * a[i] / 4 + 1.0 / 27);
            sum += (Math.Cbrt(a[i] / 2 + root) + Math.Cbrt(a[i] / 2 - root)) * (i + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double BracketFunctional(ReadOnlySpan<double> a)
    {
        const int Halvings = 5;
        double[] low = new double[(Halvings + 1) * a.Length], high = new double[(Halvings + 1) * a.Length];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int at = i * (Halvings + 1);
            low[at] = -a[i];
            high[at] = 2 * a[i];
            for (int k = at; k < at + Halvings; k++)
            {
                double middle = 0.5 * (low[k] + high[k]);
                low[k + 1] = middle < 0.1 ? middle : low[k];
                high[k + 1] = middle < 0.1 ? high[k] : middle;
            }

            sum += low[at + Halvings] * high[at + Halvings];
        }

        return sum;
    }

    /// <summary><see cref="Numerics.GaussSeidel"/> with each sweep in a row of its own.</summary>
    [Differentiable]
    public static double GaussSeidelFunctional(ReadOnlySpan<double> x, ReadOnlySpan<double> b, double diagonal)
    {
        const int Sweeps = 3;
        int n = x.Length;
        double[] sweep = new double[(Sweeps + 1) * n];
        x.CopyTo(sweep);
        for (int k = 0; k < Sweeps; k++)
        {
            for (int i = 0; i < n; i++)
            {
                double left = i > 0 ? sweep[(k + 1) * n + i - 1] : 0, right = i + 1 < n ? sweep[k * n + i + 1] : 0;
                sweep[(k + 1) * n + i] = (b[i] + left + right) / diagonal;
            }
        }

        double norm = 0;
        for (int i = 0; i < n; i++) norm += sweep[Sweeps * n + i] * sweep[Sweeps * n + i];
        return Math.Sqrt(1 + norm);
    }
}
