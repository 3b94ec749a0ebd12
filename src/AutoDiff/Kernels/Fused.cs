using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Optimization;

/// <summary>A product and a sum as one operation, rounded once, where the processor has it. A kernel whose data is in a cache is as fast as it has few operations.</summary>
internal static class Fused
{
    /// <summary>factor·x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(T factor, Vector<T> x, Vector<T> y)
        where T : unmanaged => MultiplyAdd(Vector.Create(factor), x, y);

    /// <summary>y − factor·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplySubtract<T>(T factor, Vector<T> x, Vector<T> y)
        where T : unmanaged => MultiplyAdd(Vector.Create(factor), -x, y);

    /// <summary>factor·x + y, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> factor, Vector512<T> x, Vector512<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector512.MultiplyAddEstimate(factor.AsSingle(), x.AsSingle(), y.AsSingle()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector512.MultiplyAddEstimate(factor.AsDouble(), x.AsDouble(), y.AsDouble()).As<double, T>()
            : (factor * x) + y;
    }

    /// <inheritdoc cref="MultiplyAdd{T}(Vector512{T}, Vector512{T}, Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> factor, Vector<T> x, Vector<T> y)
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
