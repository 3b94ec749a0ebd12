using AutoDiff.Optimization;

namespace AutoDiff.Checking;

/// <summary>How much of a gradient is compared with differences. Each coordinate and each direction costs twenty calls of the function.</summary>
/// <remarks>
/// Where there are more coordinates than are to be probed, a seeded random choice of them is, and random directions, in which every coordinate has the same part. If a direction
/// is wrong, the coordinate is found that has the largest part in it.
/// </remarks>
public sealed record GradientProbes
{
    /// <summary>All coordinates, however many there are.</summary>
    public static GradientProbes All { get; } = new() { Coordinates = int.MaxValue };

    /// <summary>How many coordinates are probed at most: 100. With no more than that, all are, and no directions.</summary>
    public int Coordinates { get; init => field = Require.AtLeast(0, value); } = 100;

    /// <summary>How many random directions are probed: 10.</summary>
    public int Directions { get; init => field = Require.AtLeast(0, value); } = 10;

    /// <summary>What the random choice depends on.</summary>
    public int Seed { get; init; } = 1;
}
