namespace AutoDiff.Optimization;

/// <summary>b + (a − b)·(1 − t/n)ᵖ until step n, then b.</summary>
public sealed record PolynomialDecay : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>The value at the end, and after it.</summary>
    public double Final { get; init => field = Require.NotNegative(value); }

    /// <summary>How many steps it takes.</summary>
    public required long Steps { get; init => field = Require.AtLeast(1, value); }

    /// <summary>p.</summary>
    public double Power { get; init => field = Require.Positive(value); } = 1;

    /// <inheritdoc/>
    public override double At(long step) => Final + ((Initial - Final) * double.Pow(1 - ((double)long.Min(step, Steps) / Steps), Power));
}
