using System;

namespace AutoDiff.Problems;

/// <summary>A mixture of Gaussians in d dimensions, K of them. Component k has the weight <c>alpha</c>, the mean <c>mu</c>, and as the square root of its precision
/// the lower triangular matrix Q with the diagonal exp(<c>q</c>) and, column by column below it, <c>l</c>. The <c>x</c> are the data, a point after the other.</summary>
public static partial class GaussianMixture
{
    /// <summary>The logarithm of the posterior under a Wishart prior with <paramref name="gamma"/> and <paramref name="m"/>.</summary>
    [Differentiable]
    public static double LogPosterior(
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double gamma, int m) =>
        LogLikelihood(alpha, mu, q, l, x) + LogPrior(q, l, alpha.Length, gamma, m);

    /// <summary>The same as ADBench defines it: there the prior has the other sign.</summary>
    [Differentiable]
    public static double LogPosteriorOfAdbench(
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double gamma, int m) =>
        LogLikelihood(alpha, mu, q, l, x) - LogPrior(q, l, alpha.Length, gamma, m);

    private static double LogLikelihood(ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l, ReadOnlySpan<double> x)
    {
        int count = alpha.Length, d = mu.Length / count, triangle = d * (d - 1) / 2, n = x.Length / d;
        double[] diagonals = new double[q.Length], logDeterminants = new double[count];
        for (int k = 0; k < count; k++)
        {
            for (int j = 0; j < d; j++)
            {
                diagonals[(k * d) + j] = Math.Exp(q[(k * d) + j]);
                logDeterminants[k] += q[(k * d) + j];
            }
        }

        double[] centered = new double[d], transformed = new double[d], terms = new double[count];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> point = x.Slice(i * d, d);
            for (int k = 0; k < count; k++)
            {
                Subtract(point, mu.Slice(k * d, d), centered);
                Transform(diagonals.AsSpan(k * d, d), l.Slice(k * triangle, triangle), centered, transformed);
                terms[k] = alpha[k] + logDeterminants[k] - (0.5 * SquaredNorm(transformed));
            }

            sum += LogSumExp.Of(terms);
        }

        return (-0.5 * n * d * Math.Log(2 * Math.PI)) + sum - (n * LogSumExp.Of(alpha));
    }

    private static double LogPrior(ReadOnlySpan<double> q, ReadOnlySpan<double> l, int count, double gamma, int m)
    {
        int d = q.Length / count, degrees = d + m + 1;
        double sum = 0;
        foreach (double value in q)
        {
            double diagonal = Math.Exp(value);
            sum += (m * value) - (0.5 * gamma * gamma * diagonal * diagonal);
        }

        foreach (double value in l)
        {
            sum -= 0.5 * gamma * gamma * value * value;
        }

        double normalization = (degrees * d * (Math.Log(gamma) - (0.5 * Math.Log(2)))) - LogGamma.Multivariate(degrees, d);
        return sum + (count * normalization);
    }

    private static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> difference)
    {
        for (int i = 0; i < a.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }
    }

    /// <summary>The product of Q and a vector.</summary>
    private static void Transform(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> vector, Span<double> product)
    {
        int d = vector.Length;
        for (int row = 0; row < d; row++)
        {
            product[row] = diagonal[row] * vector[row];
        }

        int next = 0;
        for (int column = 0; column < d; column++)
        {
            for (int row = column + 1; row < d; row++)
            {
                product[row] += lower[next++] * vector[column];
            }
        }
    }

    private static double SquaredNorm(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double value in vector) sum += value * value;
        return sum;
    }
}
