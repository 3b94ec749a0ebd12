using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>What a differentiable method may say to the compiler. Called as ordinary methods, these are the identity.</summary>
public static class Diff
{
    /// <summary>The value itself, with derivative zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double StopGradient(double value) => value;

    /// <inheritdoc cref="StopGradient(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float StopGradient(float value) => value;

    /// <inheritdoc cref="StopGradient(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T StopGradient<T>(T value) where T : struct => value;
}
