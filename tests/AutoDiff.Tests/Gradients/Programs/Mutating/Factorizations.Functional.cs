using System;

namespace AutoDiff.Tests.Gradients;

public static partial class Factorizations
{
    /// <summary>Without logarithms of pivots: the same elimination, a matrix for each step, rows chosen rather than swapped.</summary>
    [Differentiable]
    public static double EliminationFunctional(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int n = b.Length, m = n + 1;
        double[] step = new double[(n + 1) * n * m];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) step[i * m + j] = a[i * n + j];
            step[i * m + n] = b[i];
        }

        double logDeterminant = 0;
        for (int k = 0; k < n; k++)
        {
            int from = k * n * m, to = from + n * m;
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(step[from + i * m + k]) > Math.Abs(step[from + pivot * m + k])) pivot = i;
            }

            logDeterminant += Math.Log(Math.Abs(step[from + pivot * m + k]));
            for (int i = 0; i < n; i++)
            {
                int source = i == k ? pivot : i == pivot ? k : i;
                double factor = i <= k ? 0 : step[from + source * m + k] / step[from + pivot * m + k];
                for (int j = 0; j <= n; j++)
                {
                    step[to + i * m + j] = i <= k ? step[from + source * m + j] : step[from + source * m + j] - factor * step[from + pivot * m + j];
                }
            }
        }

        int last = n * n * m;
        double[] x = new double[n];
        double norm = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            double rest = step[last + i * m + n];
            for (int j = i + 1; j < n; j++) rest -= step[last + i * m + j] * x[j];
            x[i] = rest / step[last + i * m + i];
            norm += x[i] * x[i];
        }

        return logDeterminant + norm;
    }

    /// <summary>Each element of the factors from a sum of products.</summary>
    [Differentiable]
    public static double LuFunctional(ReadOnlySpan<double> a, int n)
    {
        double[] factors = new double[n * n];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double rest = a[i * n + j];
                for (int k = 0; k < Math.Min(i, j); k++) rest -= factors[i * n + k] * factors[k * n + j];
                factors[i * n + j] = j < i ? rest / factors[j * n + j] : rest;
                sum += (i * n + j + 1) * factors[i * n + j] * factors[i * n + j];
            }
        }

        return sum;
    }

    [Differentiable]
    public static double HouseholderFunctional(ReadOnlySpan<double> a, int n)
    {
        double[] step = new double[(n + 1) * n * n], v = new double[n * n];
        for (int i = 0; i < n * n; i++) step[i] = a[i];
        for (int k = 0; k < n; k++)
        {
            int from = k * n * n, to = from + n * n;
            double norm = 0;
            for (int i = k; i < n; i++) norm += step[from + i * n + k] * step[from + i * n + k];
            double squared = 0;
            for (int i = k; i < n; i++)
            {
                double head = step[from + i * n + k];
                v[k * n + i] = i > k ? head : head > 0 ? head + Math.Sqrt(norm) : head - Math.Sqrt(norm);
                squared += v[k * n + i] * v[k * n + i];
            }

            for (int j = 0; j < n; j++)
            {
                double dot = 0;
                for (int i = k; i < n; i++) dot += v[k * n + i] * step[from + i * n + j];
                for (int i = 0; i < n; i++)
                {
                    double old = step[from + i * n + j];
                    step[to + i * n + j] = i < k || j < k ? old : old - 2 * dot / squared * v[k * n + i];
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++) sum += step[n * n * n + i * n + j] * step[n * n * n + i * n + j] * (j - i + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double JacobiFunctional(ReadOnlySpan<double> a, int n)
    {
        int rotations = n * (n - 1), at = 0;
        double[] step = new double[(2 * rotations + 1) * n * n];
        for (int i = 0; i < n * n; i++) step[i] = a[i];
        for (int sweep = 0; sweep < 2; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    int half = at + n * n, to = half + n * n;
                    double theta = 0.5 * Math.Atan2(2 * step[at + p * n + q], step[at + q * n + q] - step[at + p * n + p]);
                    double c = Math.Cos(theta), s = Math.Sin(theta);
                    for (int k = 0; k < n; k++)
                    {
                        double left = step[at + k * n + p], right = step[at + k * n + q];
                        for (int j = 0; j < n; j++)
                        {
                            step[half + k * n + j] = j == p ? c * left - s * right : j == q ? s * left + c * right : step[at + k * n + j];
                        }
                    }

                    for (int k = 0; k < n; k++)
                    {
                        double above = step[half + p * n + k], below = step[half + q * n + k];
                        for (int i = 0; i < n; i++)
                        {
                            step[to + i * n + k] = i == p ? c * above - s * below : i == q ? s * above + c * below : step[half + i * n + k];
                        }
                    }

                    at = to;
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += Math.Log(1 + step[at + i * n + i] * step[at + i * n + i]);
        return sum;
    }

    [Differentiable]
    public static double ExponentialFunctional(ReadOnlySpan<double> a, int n)
    {
        const int Terms = 6, Squarings = 3;
        int size = n * n;
        double[] power = new double[(Terms + 1) * size], square = new double[(Squarings + 1) * size];
        for (int i = 0; i < size; i++) power[i] = i % (n + 1) == 0 ? 1 : 0;
        for (int term = 1; term <= Terms; term++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double product = 0;
                    for (int k = 0; k < n; k++) product += power[(term - 1) * size + i * n + k] * (a[k * n + j] / 8) / term;
                    power[term * size + i * n + j] = product;
                }
            }
        }

        for (int i = 0; i < size; i++)
        {
            double sum = 0;
            for (int term = 0; term <= Terms; term++) sum += power[term * size + i];
            square[i] = sum;
        }

        for (int step = 0; step < Squarings; step++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double product = 0;
                    for (int k = 0; k < n; k++) product += square[step * size + i * n + k] * square[step * size + k * n + j];
                    square[(step + 1) * size + i * n + j] = product;
                }
            }
        }

        double loss = 0;
        for (int i = 0; i < size; i++) loss += square[Squarings * size + i] * square[Squarings * size + i] / (i + 1);
        return loss;
    }

    /// <summary>The minors of the last rows by the set of their columns, each from those with one column less.</summary>
    [Differentiable]
    public static double MinorsFunctional(ReadOnlySpan<double> a, int n)
    {
        double[] minor = new double[1 << n];
        minor[0] = 1;
        for (int set = 1; set < 1 << n; set++)
        {
            int row = n;
            for (int c = 0; c < n; c++) row -= (set >> c) & 1;
            double sum = 0, sign = 1;
            for (int c = 0; c < n; c++)
            {
                if (((set >> c) & 1) == 0) continue;
                sum += sign * a[row * n + c] * minor[set & ~(1 << c)];
                sign = -sign;
            }

            minor[set] = sum;
        }

        return minor[(1 << n) - 1] * minor[(1 << n) - 1];
    }

    /// <summary>Cholesky's factor of <see cref="Numerics.LogDeterminant"/> beside the matrix.</summary>
    [Differentiable]
    public static double CholeskyFunctional(ReadOnlySpan<double> a, int n)
    {
        double[] factor = new double[n * n];
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double dot = 0;
                for (int k = 0; k < j; k++) dot += factor[i * n + k] * factor[j * n + k];
                double rest = a[i * n + j] - dot;
                factor[i * n + j] = i == j ? Math.Sqrt(rest) : rest / factor[j * n + j];
            }

            sum += Math.Log(factor[j * n + j]);
        }

        return 2 * sum;
    }
}
