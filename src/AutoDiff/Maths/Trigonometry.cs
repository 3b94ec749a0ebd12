using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

// |x| = n · ½π + r with |r| ≤ ¼π. The quarter turns are taken away in three parts of ½π, so that every digit of r is right even where x is next
// to a multiple of ½π: what the first part leaves is exact, and what rounding loses further down is kept as a second part of r.
public static partial class VectorMath
{
    // Beyond, the three parts are too few.
    private const double MostReduced = 1 << 30;
    private const float MostReducedSingle = 1 << 16;

    /// <summary>The sine. Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sin(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReduced)))
        {
            return SinOfHuge(x);
        }

        Vector<long> quarters = TakeQuarterTurns(Vector.Abs(x), out Vector<double> r, out Vector<double> low);
        return SinOfTurned(quarters, SinNearZero(r, low), CosNearZero(r, low)) ^ (x & SignBit);
    }

    /// <inheritdoc cref="Sin(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sin(Vector<float> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReducedSingle)))
        {
            return SinOfHuge(x);
        }

        Vector<int> quarters = TakeQuarterTurns(Vector.Abs(x), out Vector<float> r, out Vector<float> low);
        return SinOfTurned(quarters, SinNearZero(r, low), CosNearZero(r, low)) ^ (x & SignBitSingle);
    }

    /// <summary>The cosine. Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cos(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReduced)))
        {
            return CosOfHuge(x);
        }

        Vector<long> quarters = TakeQuarterTurns(Vector.Abs(x), out Vector<double> r, out Vector<double> low);
        return CosOfTurned(quarters, SinNearZero(r, low), CosNearZero(r, low));
    }

    /// <inheritdoc cref="Cos(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Cos(Vector<float> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReducedSingle)))
        {
            return CosOfHuge(x);
        }

        Vector<int> quarters = TakeQuarterTurns(Vector.Abs(x), out Vector<float> r, out Vector<float> low);
        return CosOfTurned(quarters, SinNearZero(r, low), CosNearZero(r, low));
    }

    /// <summary>The tangent. Measured errors are below 2.3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tan(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReduced)))
        {
            return TanOfHuge(x);
        }

        // The tangent of r, or -1 over it.
        Vector<long> isOdd = IsOdd(TakeQuarterTurns(Vector.Abs(x), out Vector<double> r, out Vector<double> low));
        Vector<double> sine = SinNearZero(r, low), cosine = CosNearZero(r, low);
        Vector<double> tangent = Vector.ConditionalSelect(isOdd, -cosine, sine) / Vector.ConditionalSelect(isOdd, sine, cosine);
        return tangent ^ (x & SignBit);
    }

    /// <inheritdoc cref="Tan(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tan(Vector<float> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReducedSingle)))
        {
            return TanOfHuge(x);
        }

        // The tangent of r, or -1 over it.
        Vector<int> isOdd = IsOdd(TakeQuarterTurns(Vector.Abs(x), out Vector<float> r, out Vector<float> low));
        Vector<float> sine = SinNearZero(r, low), cosine = CosNearZero(r, low);
        Vector<float> tangent = Vector.ConditionalSelect(isOdd, -cosine, sine) / Vector.ConditionalSelect(isOdd, sine, cosine);
        return tangent ^ (x & SignBitSingle);
    }

    /// <summary>The sine and the cosine, for little more than one of them. Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Sin, Vector<double> Cos) SinCos(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReduced)))
        {
            return (SinOfHuge(x), CosOfHuge(x));
        }

        Vector<long> quarters = TakeQuarterTurns(Vector.Abs(x), out Vector<double> r, out Vector<double> low);
        Vector<double> sine = SinNearZero(r, low), cosine = CosNearZero(r, low);
        return (SinOfTurned(quarters, sine, cosine) ^ (x & SignBit), CosOfTurned(quarters, sine, cosine));
    }

    /// <inheritdoc cref="SinCos(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Sin, Vector<float> Cos) SinCos(Vector<float> x)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(MostReducedSingle)))
        {
            return (SinOfHuge(x), CosOfHuge(x));
        }

        Vector<int> quarters = TakeQuarterTurns(Vector.Abs(x), out Vector<float> r, out Vector<float> low);
        Vector<float> sine = SinNearZero(r, low), cosine = CosNearZero(r, low);
        return (SinOfTurned(quarters, sine, cosine) ^ (x & SignBitSingle), CosOfTurned(quarters, sine, cosine));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> SinOfHuge(Vector<double> x) => Lanewise.Map(x, Math.Sin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> SinOfHuge(Vector<float> x) => Lanewise.Map(x, MathF.Sin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> CosOfHuge(Vector<double> x) => Lanewise.Map(x, Math.Cos);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> CosOfHuge(Vector<float> x) => Lanewise.Map(x, MathF.Cos);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> TanOfHuge(Vector<double> x) => Lanewise.Map(x, Math.Tan);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> TanOfHuge(Vector<float> x) => Lanewise.Map(x, MathF.Tan);

    /// <summary>n, of which only the low bits count, and r in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> TakeQuarterTurns(Vector<double> x, out Vector<double> r, out Vector<double> low)
    {
        Vector<double> shifter = Vector.Create(Binary.DoubleShifter);
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(0.6366197723675814), shifter);
        Vector<double> n = shifted - shifter;

        Vector<double> middle = Vector.Create(6.123233995736766e-17);
        Vector<double> exact = Exact.SubtractProduct(x, n, Vector.Create(1.5707963267948966));
        Vector<double> product = n * middle;
        r = exact - product;
        Vector<double> lost = Exact.SumError(exact, -product, r) - Exact.ProductError(n, middle, product);
        low = Vector.MultiplyAddEstimate(n, Vector.Create(1.4973849048591698e-33), lost);
        return Vector.AsVectorInt64(shifted);
    }

    /// <inheritdoc cref="TakeQuarterTurns(Vector{double}, out Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> TakeQuarterTurns(Vector<float> x, out Vector<float> r, out Vector<float> low)
    {
        Vector<float> shifter = Vector.Create(Binary.SingleShifter);
        Vector<float> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(0.63661975f), shifter);
        Vector<float> n = shifted - shifter;

        Vector<float> middle = Vector.Create(-4.371139e-08f);
        Vector<float> exact = Exact.SubtractProduct(x, n, Vector.Create(1.5707964f));
        Vector<float> product = n * middle;
        r = exact - product;
        Vector<float> lost = Exact.SumError(exact, -product, r) - Exact.ProductError(n, middle, product);
        low = Vector.MultiplyAddEstimate(n, Vector.Create(1.7151245e-15f), lost);
        return Vector.AsVectorInt32(shifted);
    }

    /// <summary>The sine of n quarter turns and r, from the sine and the cosine of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinOfTurned(Vector<long> n, Vector<double> sine, Vector<double> cosine) =>
        Vector.ConditionalSelect(IsOdd(n), cosine, sine) ^ (Vector.AsVectorDouble(n << 62) & SignBit);

    /// <inheritdoc cref="SinOfTurned(Vector{long}, Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> SinOfTurned(Vector<int> n, Vector<float> sine, Vector<float> cosine) =>
        Vector.ConditionalSelect(IsOdd(n), cosine, sine) ^ (Vector.AsVectorSingle(n << 30) & SignBitSingle);

    /// <summary>The cosine of n quarter turns and r, from the sine and the cosine of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> CosOfTurned(Vector<long> n, Vector<double> sine, Vector<double> cosine) =>
        Vector.ConditionalSelect(IsOdd(n), sine, cosine) ^ (Vector.AsVectorDouble((n + Vector<long>.One) << 62) & SignBit);

    /// <inheritdoc cref="CosOfTurned(Vector{long}, Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CosOfTurned(Vector<int> n, Vector<float> sine, Vector<float> cosine) =>
        Vector.ConditionalSelect(IsOdd(n), sine, cosine) ^ (Vector.AsVectorSingle((n + Vector<int>.One) << 30) & SignBitSingle);

    private static Vector<double> SignBit => Vector.Create(-0.0);

    private static Vector<float> SignBitSingle => Vector.Create(-0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> IsOdd(Vector<long> n) => Vector.Equals(n & Vector<long>.One, Vector<long>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> IsOdd(Vector<int> n) => Vector.Equals(n & Vector<int>.One, Vector<int>.One);

    /// <summary>The sine of r + low for |r| ≤ ¼π: an odd polynomial of degree 13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinNearZero(Vector<double> r, Vector<double> low)
    {
        Vector<double> square = r * r;
        Vector<double> tail = Polynomial.Of(
            square, -0.1666666666666663, 0.008333333333321924, -0.0001984126982946496, 2.755731358502397e-06, -2.5050742812777324e-08, 1.5895974919455618e-10);
        return r + Vector.MultiplyAddEstimate(r * square, tail, Vector.MultiplyAddEstimate(low, square * -0.5, low));
    }

    /// <summary>The sine of r + low for |r| ≤ ¼π: an odd polynomial of degree 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> SinNearZero(Vector<float> r, Vector<float> low)
    {
        Vector<float> square = r * r;
        Vector<float> tail = Polynomial.Of(square, -0.16666655f, 0.00833219f, -0.00019518455f);
        return r + Vector.MultiplyAddEstimate(r * square, tail, Vector.MultiplyAddEstimate(low, square * -0.5f, low));
    }

    /// <summary>The cosine of r + low for |r| ≤ ¼π: an even polynomial of degree 14. What 1 - r²/2 is rounded by is added again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> CosNearZero(Vector<double> r, Vector<double> low)
    {
        Vector<double> square = r * r;
        Vector<double> half = square * 0.5;
        Vector<double> sum = Vector<double>.One - half;
        Vector<double> tail = Polynomial.Of(
            square, 0.041666666666666595, -0.0013888888888873348, 2.480158728900809e-05, -2.755731421905481e-07, 2.087570568855178e-09,
            -1.1358764799839056e-11);
        return sum + Vector.MultiplyAddEstimate(square * square, tail, Vector.MultiplyAddEstimate(-r, low, (Vector<double>.One - sum) - half));
    }

    /// <summary>The cosine of r + low for |r| ≤ ¼π: an even polynomial of degree 8. What 1 - r²/2 is rounded by is added again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CosNearZero(Vector<float> r, Vector<float> low)
    {
        Vector<float> square = r * r;
        Vector<float> half = square * 0.5f;
        Vector<float> sum = Vector<float>.One - half;
        Vector<float> tail = Polynomial.Of(square, 0.041666646f, -0.0013887311f, 2.4432567e-05f);
        return sum + Vector.MultiplyAddEstimate(square * square, tail, Vector.MultiplyAddEstimate(-r, low, (Vector<float>.One - sum) - half));
    }
}
