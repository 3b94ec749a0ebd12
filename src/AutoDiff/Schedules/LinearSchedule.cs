namespace AutoDiff.Optimization;

/// <summary>a + (b − a)·t/n until step n, then b: up or down.</summary>
public sealed record LinearSchedule : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>The value at the end, and after it.</summary>
    public double Final { get; init => field = Require.NotNegative(value); }

    /// <summary>How many steps it takes.</summary>
    public required long Steps { get; init => field = Require.AtLeast(1, value); }

    /// <inheritdoc/>
    public override double At(long step) => step < Steps ? Initial + ((Final - Initial) * step / Steps) : Final;
}
