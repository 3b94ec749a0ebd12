using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>Layers that shift and scale their inputs to mean 0 and variance 1, and then as is learned.</summary>
public static partial class Normalization
{
    /// <summary>Each row for itself (Ba, Kiros, Hinton 2016): y = gain · (x - mean) / √(variance + ε) + shift, with mean and variance of the row.</summary>
    /// <param name="x">The arguments, in rows.</param>
    /// <param name="gain">A factor for each column.</param>
    /// <param name="shift">A summand for each column.</param>
    /// <param name="y">The results, in the same rows. It shares no memory with the others.</param>
    /// <param name="epsilon">What keeps the divisor from being 0; the usual one is 1e-5.</param>
    /// <exception cref="ArgumentException">The lengths do not fit: rows are as long as the gain and the shift.</exception>
    [Differentiable]
    public static void Layer<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> shift, [Output] Span<T> y, [NoGradient] T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = gain.Length, rows = Require.WholeRows(x.Length, width, nameof(x));
        Require.Length(shift.Length, width, nameof(shift));
        Require.Length(y.Length, x.Length, nameof(y));
        T count = T.CreateChecked(width);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> row = x.Slice(i * width, width);
            T sum = T.Zero;
            for (int k = 0; k < width; k++) sum += row[k];
            T mean = sum / count;
            T squares = T.Zero;
            for (int k = 0; k < width; k++) squares += (row[k] - mean) * (row[k] - mean);
            T scale = T.One / T.Sqrt(squares / count + epsilon);
            for (int k = 0; k < width; k++) y[i * width + k] = gain[k] * ((row[k] - mean) * scale) + shift[k];
        }
    }

    /// <summary>
    /// Each column for itself, while training (Ioffe, Szegedy 2015): y = gain · (x - mean) / √(variance + ε) + shift, with mean and variance of the column in the batch, through which the
    /// derivative goes. The running averages of both move towards them, which is no part of the derivative.
    /// </summary>
    /// <param name="x">The arguments, in rows.</param>
    /// <param name="gain">A factor for each column.</param>
    /// <param name="shift">A summand for each column.</param>
    /// <param name="y">The results, in the same rows. It shares no memory with the others.</param>
    /// <param name="runningMean">For each column; it becomes (1 - momentum) · runningMean + momentum · mean.</param>
    /// <param name="runningVariance">The same of the variance, as estimated of all data: of n rows the squares divided by n - 1.</param>
    /// <param name="momentum">The usual one is 0.1.</param>
    /// <param name="epsilon">What keeps the divisor from being 0; the usual one is 1e-5.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there are fewer than two rows, which have no variance.</exception>
    [Differentiable]
    public static void Batch<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> shift, [Output] Span<T> y, [NoGradient] Span<T> runningMean, [NoGradient] Span<T> runningVariance, [NoGradient] T momentum, [NoGradient] T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = gain.Length, rows = Require.WholeRows(x.Length, width, nameof(x));
        Require.Length(shift.Length, width, nameof(shift));
        Require.Length(y.Length, x.Length, nameof(y));
        Require.Length(runningMean.Length, width, nameof(runningMean));
        Require.Length(runningVariance.Length, width, nameof(runningVariance));
        Require.AtLeastTwo(rows, nameof(x));
        T count = T.CreateChecked(rows);
        T[] means = new T[width], variances = new T[width];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < width; k++) means[k] += x[i * width + k] / count;
        }

        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < width; k++)
            {
                T difference = x[i * width + k] - means[k];
                variances[k] += difference * difference / count;
            }
        }

        T correction = count / (count - T.One);
        for (int k = 0; k < width; k++)
        {
            runningMean[k] += momentum * (Diff.StopGradient(means[k]) - runningMean[k]);
            runningVariance[k] += momentum * (correction * Diff.StopGradient(variances[k]) - runningVariance[k]);
        }

        for (int k = 0; k < width; k++) variances[k] = gain[k] / T.Sqrt(variances[k] + epsilon);
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < width; k++) y[i * width + k] = (x[i * width + k] - means[k]) * variances[k] + shift[k];
        }
    }

    /// <summary>The same with the averages that training has left, for inference: each element for itself.</summary>
    /// <param name="x">The arguments, in rows.</param>
    /// <param name="gain">A factor for each column.</param>
    /// <param name="shift">A summand for each column.</param>
    /// <param name="y">The results, in the same rows.</param>
    /// <param name="runningMean">For each column.</param>
    /// <param name="runningVariance">For each column.</param>
    /// <param name="epsilon">As in training.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Differentiable]
    public static void BatchInference<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> shift, [Output] Span<T> y, [NoGradient] ReadOnlySpan<T> runningMean, [NoGradient] ReadOnlySpan<T> runningVariance, [NoGradient] T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = gain.Length, rows = Require.WholeRows(x.Length, width, nameof(x));
        Require.Length(shift.Length, width, nameof(shift));
        Require.Length(y.Length, x.Length, nameof(y));
        Require.Length(runningMean.Length, width, nameof(runningMean));
        Require.Length(runningVariance.Length, width, nameof(runningVariance));
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < width; k++) y[i * width + k] = gain[k] * ((x[i * width + k] - runningMean[k]) / T.Sqrt(runningVariance[k] + epsilon)) + shift[k];
        }
    }
}
