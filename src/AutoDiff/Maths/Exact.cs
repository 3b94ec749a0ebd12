using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Maths;

/// <summary>
/// What rounding loses in a sum or a product, as a number of its own. A processor without fused multiply-add would call a function for each
/// lane of one, so Dekker's product stands in there; which of the two it is, is a constant when the code is compiled.
/// </summary>
internal static class Exact
{
    private const double DoubleSplitter = (1 << 27) + 1;
    private const float SingleSplitter = (1 << 12) + 1;

    private static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>x · y - product, where product is the rounded x · y. Neither may be within 2²⁷ of overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ProductError(Vector<double> x, Vector<double> y, Vector<double> product) =>
        HasFusedMultiplyAdd ? Vector.FusedMultiplyAdd(x, y, -product) : DekkerError(x, y, product);

    /// <inheritdoc cref="ProductError(Vector{double}, Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ProductError(Vector<float> x, Vector<float> y, Vector<float> product) =>
        HasFusedMultiplyAdd ? Vector.FusedMultiplyAdd(x, y, -product) : DekkerError(x, y, product);

    /// <summary>x - y · z, where that is a number of the type: no rounding of the product may spoil it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SubtractProduct(Vector<double> x, Vector<double> y, Vector<double> z)
    {
        if (HasFusedMultiplyAdd)
        {
            return Vector.FusedMultiplyAdd(-y, z, x);
        }

        Vector<double> product = y * z;
        return (x - product) - DekkerError(y, z, product);
    }

    /// <inheritdoc cref="SubtractProduct(Vector{double}, Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> SubtractProduct(Vector<float> x, Vector<float> y, Vector<float> z)
    {
        if (HasFusedMultiplyAdd)
        {
            return Vector.FusedMultiplyAdd(-y, z, x);
        }

        Vector<float> product = y * z;
        return (x - product) - DekkerError(y, z, product);
    }

    /// <summary>x + y - sum, where sum is the rounded x + y (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> SumError<T>(Vector<T> x, Vector<T> y, Vector<T> sum)
    {
        Vector<T> yRounded = sum - x;
        return (x - (sum - yRounded)) + (y - yRounded);
    }

    /// <summary>x + y - sum, where |x| ≥ |y| or x is 0 (Dekker).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> OrderedSumError<T>(Vector<T> x, Vector<T> y, Vector<T> sum) => y - (sum - x);

    private static Vector<double> DekkerError(Vector<double> x, Vector<double> y, Vector<double> product)
    {
        (Vector<double> xHigh, Vector<double> yHigh) = (Upper(x), Upper(y));
        (Vector<double> xLow, Vector<double> yLow) = (x - xHigh, y - yHigh);
        return (((xHigh * yHigh) - product) + (xHigh * yLow) + (xLow * yHigh)) + (xLow * yLow);
    }

    private static Vector<float> DekkerError(Vector<float> x, Vector<float> y, Vector<float> product)
    {
        (Vector<float> xHigh, Vector<float> yHigh) = (Upper(x), Upper(y));
        (Vector<float> xLow, Vector<float> yLow) = (x - xHigh, y - yHigh);
        return (((xHigh * yHigh) - product) + (xHigh * yLow) + (xLow * yHigh)) + (xLow * yLow);
    }

    /// <summary>The upper half of the digits.</summary>
    private static Vector<double> Upper(Vector<double> x)
    {
        Vector<double> scaled = x * DoubleSplitter;
        return scaled - (scaled - x);
    }

    private static Vector<float> Upper(Vector<float> x)
    {
        Vector<float> scaled = x * SingleSplitter;
        return scaled - (scaled - x);
    }
}
