using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>A product and a sum as one operation, rounded once, where the processor has it. A kernel whose data is in a cache is as fast as it has few operations.</summary>
internal static class Fused
{
    /// <summary>factor·x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(T factor, Vector<T> x, Vector<T> y)
        where T : unmanaged => Estimate(Vector.Create(factor), x, y);

    /// <summary>y − factor·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplySubtract<T>(T factor, Vector<T> x, Vector<T> y)
        where T : unmanaged => Estimate(Vector.Create(factor), -x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Estimate<T>(Vector<T> factor, Vector<T> x, Vector<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector.MultiplyAddEstimate(factor.As<T, float>(), x.As<T, float>(), y.As<T, float>()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector.MultiplyAddEstimate(factor.As<T, double>(), x.As<T, double>(), y.As<T, double>()).As<double, T>()
            : (factor * x) + y;
    }
}
