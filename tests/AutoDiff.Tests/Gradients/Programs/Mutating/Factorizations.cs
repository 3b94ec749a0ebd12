using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Factorizations of a matrix in the memory of the matrix.</summary>
public static partial class Factorizations
{
    /// <summary>The logarithm of the determinant, and the solution, by elimination with partial pivoting.</summary>
    [Differentiable]
    public static double Elimination(Span<double> a, Span<double> b)
    {
        int n = b.Length;
        double logDeterminant = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k])) pivot = i;
            }

            if (pivot != k)
            {
                for (int j = k; j < n; j++) (a[k * n + j], a[pivot * n + j]) = (a[pivot * n + j], a[k * n + j]);
                (b[k], b[pivot]) = (b[pivot], b[k]);
            }

            logDeterminant += Math.Log(Math.Abs(a[k * n + k]));
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
                b[i] -= factor * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) b[i] -= a[i * n + j] * b[j];
            b[i] /= a[i * n + i];
        }

        double norm = 0;
        foreach (double x in b) norm += x * x;
        return logDeterminant + norm;
    }

    /// <summary>The upper factor stands above the diagonal, the lower one below it.</summary>
    [Differentiable]
    public static double Lu(Span<double> a, int n)
    {
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                a[i * n + k] /= a[k * n + k];
                for (int j = k + 1; j < n; j++) a[i * n + j] -= a[i * n + k] * a[k * n + j];
            }
        }

        double sum = 0;
        for (int i = 0; i < n * n; i++) sum += (i + 1) * a[i] * a[i];
        return sum;
    }

    /// <summary>Reflections that make the matrix triangular; each is applied from a vector that the next one overwrites.</summary>
    [Differentiable]
    public static double Householder(Span<double> a, int n)
    {
        Span<double> v = new double[n];
        for (int k = 0; k < n; k++)
        {
            double norm = 0;
            for (int i = k; i < n; i++)
            {
                v[i] = a[i * n + k];
                norm += v[i] * v[i];
            }

            v[k] += v[k] > 0 ? Math.Sqrt(norm) : -Math.Sqrt(norm);
            double squared = 0;
            for (int i = k; i < n; i++) squared += v[i] * v[i];
            for (int j = k; j < n; j++)
            {
                double dot = 0;
                for (int i = k; i < n; i++) dot += v[i] * a[i * n + j];
                for (int i = k; i < n; i++) a[i * n + j] -= 2 * dot / squared * v[i];
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++) sum += a[i * n + j] * a[i * n + j] * (j - i + 1);
        }

        return sum;
    }

    /// <summary>Jacobi's rotations; what is left on the diagonal are almost the eigenvalues.</summary>
    [Differentiable]
    public static double Jacobi(Span<double> a, int n)
    {
        for (int sweep = 0; sweep < 2; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    double theta = 0.5 * Math.Atan2(2 * a[p * n + q], a[q * n + q] - a[p * n + p]);
                    double c = Math.Cos(theta), s = Math.Sin(theta);
                    for (int k = 0; k < n; k++)
                    {
                        double left = a[k * n + p], right = a[k * n + q];
                        a[k * n + p] = c * left - s * right;
                        a[k * n + q] = s * left + c * right;
                    }

                    for (int k = 0; k < n; k++)
                    {
                        double above = a[p * n + k], below = a[q * n + k];
                        a[p * n + k] = c * above - s * below;
                        a[q * n + k] = s * above + c * below;
                    }
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += Math.Log(1 + a[i * n + i] * a[i * n + i]);
        return sum;
    }

    /// <summary>The exponential by a series of the matrix divided by eight, squared three times; three buffers change places.</summary>
    [Differentiable]
    public static double Exponential(Span<double> a, int n)
    {
        double[] sum = new double[n * n], power = new double[n * n], product = new double[n * n];
        for (int i = 0; i < n * n; i++)
        {
            a[i] /= 8;
            sum[i] = i % (n + 1) == 0 ? 1 : 0;
            power[i] = sum[i];
        }

        for (int term = 1; term <= 6; term++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    product[i * n + j] = 0;
                    for (int k = 0; k < n; k++) product[i * n + j] += power[i * n + k] * a[k * n + j] / term;
                }
            }

            (power, product) = (product, power);
            for (int i = 0; i < n * n; i++) sum[i] += power[i];
        }

        for (int squaring = 0; squaring < 3; squaring++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    product[i * n + j] = 0;
                    for (int k = 0; k < n; k++) product[i * n + j] += sum[i * n + k] * sum[k * n + j];
                }
            }

            (sum, product) = (product, sum);
        }

        double loss = 0;
        for (int i = 0; i < n * n; i++) loss += sum[i] * sum[i] / (i + 1);
        return loss;
    }

    /// <summary>The determinant by minors of the first row, over the columns that a doubly linked list still holds: a column is unlinked on the way down and linked again on the way up.</summary>
    [Differentiable]
    public static double Minors(ReadOnlySpan<double> a, int n)
    {
        int[] next = new int[n + 1], previous = new int[n + 1], column = new int[n + 1];
        double[] sum = new double[n + 1], sign = new double[n + 1];
        for (int i = 0; i <= n; i++)
        {
            next[i] = i == n ? 0 : i + 1;
            previous[i] = i == 0 ? n : i - 1;
        }

        int row = 0;
        sum[0] = n == 0 ? 1 : 0;
        sign[0] = 1;
        column[0] = next[0];
        while (true)
        {
            int c = column[row];
            if (c != 0)
            {
                next[previous[c]] = next[c];
                previous[next[c]] = previous[c];
                row++;
                sum[row] = row == n ? 1 : 0;
                sign[row] = 1;
                column[row] = next[0];
                continue;
            }

            if (row == 0) break;
            row--;
            c = column[row];
            next[previous[c]] = c;
            previous[next[c]] = c;
            sum[row] += sign[row] * a[row * n + c - 1] * sum[row + 1];
            sign[row] = -sign[row];
            column[row] = next[c];
        }

        return sum[0] * sum[0];
    }
}
