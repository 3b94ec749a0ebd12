using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Maths;

/// <summary>
/// Whole numbers and powers of two, without the conversions that need more than AVX2: adding 1.5 · 2⁵² (2²³ for float) puts the nearest whole
/// number into the low bits.
/// </summary>
internal static class Binary
{
    public const double DoubleShifter = 6755399441055744;
    public const float SingleShifter = 12582912;

    private const int DoubleBias = 1023;
    private const int SingleBias = 127;

    /// <summary>The nearest whole number, where |x| is below 2⁵¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Nearest(Vector<double> x)
    {
        Vector<double> shifter = Vector.Create(DoubleShifter);
        return (x + shifter) - shifter;
    }

    /// <summary>The nearest whole number, where |x| is below 2²².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Nearest(Vector<float> x)
    {
        Vector<float> shifter = Vector.Create(SingleShifter);
        return (x + shifter) - shifter;
    }

    /// <summary>2ⁿ for a whole number n, -1022 ≤ n ≤ 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> PowerOfTwo(Vector<double> n) =>
        Vector.AsVectorDouble(Vector.AsVectorInt64(n + Vector.Create(DoubleShifter + DoubleBias)) << 52);

    /// <summary>2ⁿ for a whole number n, -126 ≤ n ≤ 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> PowerOfTwo(Vector<float> n) =>
        Vector.AsVectorSingle(Vector.AsVectorInt32(n + Vector.Create(SingleShifter + SingleBias)) << 23);

    /// <summary>
    /// x · 2ⁿ for a whole number n, |n| ≤ 2000, rounded once: by an instruction of AVX-512, or in two factors, as 2ⁿ itself may be no number of the
    /// type.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Scale(Vector<double> x, Vector<double> n)
    {
        if (Avx512F.VL.IsSupported && Vector<double>.Count == 4)
        {
            return Avx512F.VL.Scale(x.AsVector256(), n.AsVector256()).AsVector();
        }

        if (Avx512F.IsSupported && Vector<double>.Count == 8)
        {
            return Avx512F.Scale(x.AsVector512(), n.AsVector512()).AsVector();
        }

        Vector<double> half = Nearest(n * 0.5);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>x · 2ⁿ for a whole number n, |n| ≤ 250, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Scale(Vector<float> x, Vector<float> n)
    {
        if (Avx512F.VL.IsSupported && Vector<float>.Count == 8)
        {
            return Avx512F.VL.Scale(x.AsVector256(), n.AsVector256()).AsVector();
        }

        if (Avx512F.IsSupported && Vector<float>.Count == 16)
        {
            return Avx512F.Scale(x.AsVector512(), n.AsVector512()).AsVector();
        }

        Vector<float> half = Nearest(n * 0.5f);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>x between two numbers. NaN stays: the second operand of the native functions comes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Within(Vector<double> x, double lower, double upper) =>
        Vector.MaxNative(Vector.Create(lower), Vector.MinNative(Vector.Create(upper), x));

    /// <inheritdoc cref="Within(Vector{double}, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Within(Vector<float> x, float lower, float upper) =>
        Vector.MaxNative(Vector.Create(lower), Vector.MinNative(Vector.Create(upper), x));
}
