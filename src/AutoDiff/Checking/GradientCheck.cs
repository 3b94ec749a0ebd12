using System;
using System.Numerics;

namespace AutoDiff.Checking;

/// <summary>Compares gradients with finite differences of the function, in tests.</summary>
/// <remarks>
/// The differences are central, with steps that become smaller, extrapolated to step zero (Ridders, Accurate computation of F'(x) and F'(x)F''(x), 1982), which also says how far
/// they are to be believed: a coordinate fails if it is off by more than the tolerance and that.
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
    /// <param name="tolerance">The largest error, relative to the largest derivative there; by default 1e-6 in double precision, 1e-2 in single.</param>
    /// <exception cref="GradientCheckException">The gradient is wrong. The message names the worst coordinate.</exception>
    public static GradientReport Verify<T>(ScalarFunction<T> function, GradientFunction<T> gradient, ReadOnlySpan<T> point, double? tolerance = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GradientReport report = Compare(function, gradient, point, tolerance);
        return report.Passed ? report : throw new GradientCheckException(report);
    }

    /// <summary>Compares, and reports. The function is called about twenty times for each coordinate.</summary>
    /// <inheritdoc cref="Verify{T}(ScalarFunction{T}, GradientFunction{T}, ReadOnlySpan{T}, double?)" path="/param"/>
    public static GradientReport Compare<T>(ScalarFunction<T> function, GradientFunction<T> gradient, ReadOnlySpan<T> point, double? tolerance = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        T[] x = point.ToArray(), derivatives = new T[x.Length];
        double value = double.CreateTruncating(function(x)), returned = double.CreateTruncating(gradient(x, derivatives));

        // An adjoint that is not overwritten, or an input that is, shows in the second call.
        T[] again = new T[x.Length];
        again.AsSpan().Fill(T.One);
        gradient(x, again);

        (double Value, double Error)[] differences = new (double, double)[x.Length];
        double size = 0;
        for (int i = 0; i < x.Length; i++)
        {
            differences[i] = Differences.Along(function, x, i);
            size = double.Max(size, double.Abs(differences[i].Value));
        }

        double allowed = tolerance ?? (typeof(T) == typeof(double) ? DoubleTolerance : SingleTolerance);
        GradientReport report = new(-1, 0, 0, 0, 0, double.Abs(value - returned), value, allowed);
        double worst = -1;
        for (int i = 0; i < x.Length; i++)
        {
            double got = double.CreateTruncating(derivatives[i]), repeated = double.CreateTruncating(again[i]);
            double error = double.Max(double.Abs(got - differences[i].Value), double.Abs(repeated - differences[i].Value));
            double bound = (allowed * double.Max(size, double.Abs(value) * allowed)) + (2 * differences[i].Error);
            double excess = double.IsNaN(error) ? double.PositiveInfinity : error == 0 ? 0 : error / bound;
            if (excess > worst)
            {
                worst = excess;
                report = report with { Coordinate = i, Gradient = got, Difference = differences[i].Value, Error = error, Bound = bound };
            }
        }

        return report;
    }
}
