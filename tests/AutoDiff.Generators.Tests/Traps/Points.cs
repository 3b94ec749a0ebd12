namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Arguments that many traps are tried at.</summary>
internal static class Points
{
    public static readonly double[] X = [0.7, -1.2, 0.4, 1.9, -0.3];
    public static readonly double[] Y = [1.1, 0.6, -0.8, 0.25, 1.4];
}
