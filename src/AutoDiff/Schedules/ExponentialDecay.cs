namespace AutoDiff.Optimization;

/// <summary>c·γᵗ: a factor in every step.</summary>
public sealed record ExponentialDecay : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>γ, the factor.</summary>
    public required double Factor { get; init => field = Require.NotNegative(value); }

    /// <inheritdoc/>
    public override double At(long step) => Initial * double.Pow(Factor, step);
}
