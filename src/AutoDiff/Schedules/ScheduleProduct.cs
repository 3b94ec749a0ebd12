namespace AutoDiff.Optimization;

/// <summary>The product of two schedules.</summary>
public sealed record ScheduleProduct : Schedule
{
    /// <summary>One factor.</summary>
    public required Schedule First { get; init => field = Require.NotNull(value); }

    /// <summary>The other.</summary>
    public required Schedule Second { get; init => field = Require.NotNull(value); }

    /// <inheritdoc/>
    public override double At(long step) => First.At(step) * Second.At(step);
}
