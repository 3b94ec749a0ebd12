namespace AutoDiff.Optimization;

/// <summary>c / (1 + ρ·t).</summary>
/// <remarks>Robbins and Monro, A Stochastic Approximation Method, 1951: the sum diverges and that of the squares does not.</remarks>
public sealed record InverseTimeDecay : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>ρ, per step.</summary>
    public required double Rate { get; init => field = Require.NotNegative(value); }

    /// <inheritdoc/>
    public override double At(long step) => Initial / (1 + (Rate * step));
}
