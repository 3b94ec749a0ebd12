using System;

namespace AutoDiff.Training;

/// <summary>How a class fares, or the mean of several.</summary>
/// <param name="Precision">How many of those that are predicted to be of the class are.</param>
/// <param name="Recall">How many of those that are of the class are predicted to be.</param>
/// <param name="F1">The harmonic mean of both.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"precision {Precision:F3}, recall {Recall:F3}, F1 {F1:F3}");
}
