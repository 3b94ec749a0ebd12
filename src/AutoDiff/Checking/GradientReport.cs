using System;
using System.Globalization;

namespace AutoDiff.Checking;

/// <summary>How a gradient compares with differences, at its worst coordinate.</summary>
/// <param name="Coordinate">Where the error is largest relative to its bound; −1 if there are no coordinates.</param>
/// <param name="Gradient">What the gradient has there.</param>
/// <param name="Difference">What differences say.</param>
/// <param name="Error">How far they are apart.</param>
/// <param name="Bound">How far they may be.</param>
/// <param name="ValueError">How far the value beside the gradient is from the function's.</param>
/// <param name="Value">The function's value.</param>
/// <param name="Tolerance">The tolerance that was asked for.</param>
public sealed record GradientReport(int Coordinate, double Gradient, double Difference, double Error, double Bound, double ValueError, double Value, double Tolerance)
{
    /// <summary>How many coordinates the point has.</summary>
    public int Coordinates { get; init; }

    /// <summary>How many of them were compared one by one.</summary>
    public int Probed { get; init; }

    /// <summary>The largest error along a random direction, in what is allowed there; 0 if all coordinates were compared.</summary>
    public double WorstDirection { get; init; }

    /// <summary>Is the gradient right, and the value beside it?</summary>
    public bool Passed => Error <= Bound && WorstDirection <= 1 && ValueError <= Tolerance * double.Max(1, double.Abs(Value));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"The gradient is {(Passed ? "right" : "wrong")}. Worst of {Probed} coordinates (the point has {Coordinates}) is coordinate {Coordinate}: {Gradient:G9}, where differences say {Difference:G9} (error {Error:G3}, allowed {Bound:G3}). Directions are off by {WorstDirection:G3} of what is allowed, the value by {ValueError:G3}.");
}

/// <summary>A gradient is not that of its function.</summary>
public sealed class GradientCheckException : Exception
{
    /// <summary>What was found.</summary>
    public GradientCheckException(GradientReport report)
        : base(report?.ToString()) => Report = report ?? throw new ArgumentNullException(nameof(report));

    /// <summary>What was found.</summary>
    public GradientReport Report { get; }
}
