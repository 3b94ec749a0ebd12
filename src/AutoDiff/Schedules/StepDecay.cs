namespace AutoDiff.Optimization;

/// <summary>c·γ^⌊t/n⌋: every n steps, a factor.</summary>
public sealed record StepDecay : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>γ, the factor.</summary>
    public double Factor { get; init => field = Require.NotNegative(value); } = 0.1;

    /// <summary>n, how many steps are between two changes.</summary>
    public required long Every { get; init => field = Require.AtLeast(1, value); }

    /// <inheritdoc/>
    public override double At(long step) => Initial * double.Pow(Factor, step / Every);
}
