using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>Points that belong together in a chart. One that is not finite leaves a gap.</summary>
/// <param name="Name">What stands in the legend.</param>
/// <param name="Points">The points, in the order in which they are joined.</param>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>How it is drawn; null for what is usual in the chart.</summary>
    public SeriesStyle? Style { get; init; }

    /// <summary>Numbers at 1, 2, 3 and so on, such as one for each epoch.</summary>
    public static Series Of(string name, params IReadOnlyList<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new Series(name, [.. numbers.Select(static (number, i) => (i + 1.0, number))]);
    }

    /// <summary>A mean that follows the series: each point stays by <paramref name="weight"/> where the one before it was.</summary>
    /// <remarks>Points that are not finite stay, and count for nothing.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not at least 0 and less than 1.</exception>
    public Series Smoothed(string name, double weight = 0.98)
    {
        if (weight is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, FormattableString.Invariant($"'weight' is {weight}, but must be at least 0 and less than 1."));
        }

        // As in Adam, the mean is corrected for its start from nothing.
        double mean = 0, rest = 1;
        return new Series(name, [.. Points.Select(point =>
        {
            if (!double.IsFinite(point.Y)) return point;
            mean = (weight * mean) + ((1 - weight) * point.Y);
            rest *= weight;
            return (point.X, mean / (1 - rest));
        })]) { Style = Style };
    }

    /// <summary>A function, at places from <paramref name="start"/> to <paramref name="end"/> that are equally far apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two places.</exception>
    public static Series Of(string name, Func<double, double> function, double start, double end, int count = 200)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return new Series(name, [.. Enumerable.Range(0, count).Select(i => start + ((end - start) * i / (count - 1))).Select(x => (x, function(x)))]);
    }
}
