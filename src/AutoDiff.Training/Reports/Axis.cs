using System;

namespace AutoDiff.Training;

/// <summary>What a chart shows along one of its sides.</summary>
public sealed record Axis
{
    /// <summary>What stands beside it: a quantity and its unit.</summary>
    public string Label { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>Equal distances are equal factors. What is not positive is not shown.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Where it begins; null for the smallest number that is shown.</summary>
    public double? Min { get; init => field = Checked(value); }

    /// <summary>Where it ends; null for the largest number that is shown.</summary>
    public double? Max { get; init => field = Checked(value); }

    /// <summary>An axis with that label.</summary>
    public static implicit operator Axis(string label) => FromLabel(label);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static Axis FromLabel(string label) => new() { Label = label };

    private static double? Checked(double? value) => value is null || double.IsFinite(value.Value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The end of an axis must be finite.");
}
