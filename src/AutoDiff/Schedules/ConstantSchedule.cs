namespace AutoDiff.Optimization;

/// <summary>Stays at c.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <summary>c.</summary>
    public required double Value { get; init => field = Require.NotNegative(value); }

    /// <inheritdoc/>
    public override double At(long step) => Value;
}
