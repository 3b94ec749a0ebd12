using System;
using System.Numerics;

namespace AutoDiff.Training;

/// <summary>How far predicted numbers are from the true ones. NaN in either makes the metric NaN.</summary>
public static class Regression
{
    /// <summary>Root mean square error: √(∑ (yᵢ − ŷᵢ)² / n).</summary>
    /// <exception cref="ArgumentException">The spans have different lengths, or are empty.</exception>
    public static double Rmse<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> predictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(targets, predictions);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = double.CreateTruncating(targets[i]) - double.CreateTruncating(predictions[i]);
            sum += error * error;
        }

        return double.Sqrt(sum / targets.Length);
    }

    /// <summary>Mean absolute error: ∑ |yᵢ − ŷᵢ| / n.</summary>
    /// <inheritdoc cref="Rmse" path="/exception"/>
    public static double Mae<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> predictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(targets, predictions);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += double.Abs(double.CreateTruncating(targets[i]) - double.CreateTruncating(predictions[i]));
        }

        return sum / targets.Length;
    }

    /// <summary>The coefficient of determination: 1 − ∑ (yᵢ − ŷᵢ)² / ∑ (yᵢ − ȳ)².</summary>
    /// <remarks>
    /// It is 1 at best, 0 for the mean as prediction, and negative for worse.
    /// If all targets are the same, it is 1 where the predictions are right, and negative infinity where one is not.
    /// </remarks>
    /// <inheritdoc cref="Rmse" path="/exception"/>
    public static double R2<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> predictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(targets, predictions);
        double mean = 0;
        foreach (T target in targets)
        {
            mean += double.CreateTruncating(target);
        }

        mean /= targets.Length;
        double residual = 0, total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double target = double.CreateTruncating(targets[i]), error = target - double.CreateTruncating(predictions[i]);
            residual += error * error;
            total += (target - mean) * (target - mean);
        }

        // The mean of equal numbers may be another one, by rounding.
        bool isConstant = !targets.ContainsAnyExcept(targets[0]);
        return isConstant ? (residual > 0 ? double.NegativeInfinity : 1 - residual) : 1 - (residual / total);
    }

    private static void Check<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> predictions)
    {
        Sizes.NotEmpty(targets.Length, nameof(targets));
        Sizes.Same(predictions.Length, targets.Length, nameof(predictions));
    }
}
