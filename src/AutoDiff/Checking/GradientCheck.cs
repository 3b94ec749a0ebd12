using System;
using System.Numerics;

namespace AutoDiff.Checking;

/// <summary>Compares gradients with finite differences of the function, in tests.</summary>
/// <remarks>
/// The differences are central, with steps that become smaller, extrapolated to step zero (Ridders, Accurate computation of F'(x) and F'(x)F''(x), 1982), which also says how far
/// they are to be believed: a coordinate fails if it is off by more than the tolerance and that. Of a point with more than 100 coordinates a sample is probed: <see cref="GradientProbes"/>.
/// </remarks>
public static class GradientCheck
{
    // What is left of the digits of a derivative found by differences.
    private const double DoubleTolerance = 1e-6;
    private const double SingleTolerance = 1e-2;

    /// <summary>Compares, and throws where they differ.</summary>
    /// <param name="function">The function: <c>F</c>.</param>
    /// <param name="gradient">The function with its gradient: <c>FGradient</c>.</param>
    /// <param name="point">Where.</param>
    /// <param name="tolerance">The largest error, relative to the largest derivative that is probed; by default 1e-6 in double precision, 1e-2 in single.</param>
    /// <param name="probes">What is compared; by default 100 coordinates and 10 directions.</param>
    /// <exception cref="GradientCheckException">The gradient is wrong. The message names the worst coordinate.</exception>
    public static GradientReport Verify<T>(ScalarFunction<T> function, GradientFunction<T> gradient, ReadOnlySpan<T> point, double? tolerance = null, GradientProbes? probes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GradientReport report = Compare(function, gradient, point, tolerance, probes);
        return report.Passed ? report : throw new GradientCheckException(report);
    }

    /// <summary>Compares, and reports.</summary>
    /// <inheritdoc cref="Verify{T}(ScalarFunction{T}, GradientFunction{T}, ReadOnlySpan{T}, double?, GradientProbes?)" path="/param"/>
    public static GradientReport Compare<T>(ScalarFunction<T> function, GradientFunction<T> gradient, ReadOnlySpan<T> point, double? tolerance = null, GradientProbes? probes = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        double allowed = tolerance ?? (typeof(T) == typeof(double) ? DoubleTolerance : SingleTolerance);
        return new GradientComparison<T>(function, gradient, point.ToArray(), allowed).Run(probes ?? new());
    }
}
