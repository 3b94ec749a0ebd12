namespace AutoDiff.Optimization;

/// <summary>One schedule for n steps, then another, which begins at its own step 0.</summary>
public sealed record ScheduleSequence : Schedule
{
    /// <summary>What comes first.</summary>
    public required Schedule First { get; init => field = Require.NotNull(value); }

    /// <summary>n.</summary>
    public required long Length { get; init => field = Require.AtLeast(0, value); }

    /// <summary>What comes then.</summary>
    public required Schedule Next { get; init => field = Require.NotNull(value); }

    /// <inheritdoc/>
    public override double At(long step) => step < Length ? First.At(step) : Next.At(step - Length);
}
