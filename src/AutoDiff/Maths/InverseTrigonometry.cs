using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>The arctangent: that of x, of (x - 1) / (x + 1) or of -1 / x, beside a multiple of ¼π. Measured errors are below 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Atan(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x), one = Vector<double>.One;
        Vector<long> isMiddle = Vector.GreaterThan(magnitude, Vector.Create(0.4142135623730951));
        Vector<long> isFar = Vector.GreaterThan(magnitude, Vector.Create(2.414213562373095));
        Vector<double> numerator = Vector.ConditionalSelect(isFar, -one, Vector.ConditionalSelect(isMiddle, magnitude - one, magnitude));
        Vector<double> denominator = Vector.ConditionalSelect(isFar, magnitude, Vector.ConditionalSelect(isMiddle, magnitude + one, one));
        Vector<double> eighths = Vector.ConditionalSelect(isFar, Vector.Create(2.0), Vector.ConditionalSelect(isMiddle, one, Vector<double>.Zero));
        return Vector.CopySign(AtanBeside(eighths, numerator / denominator), x);
    }

    /// <inheritdoc cref="Atan(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Atan(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x), one = Vector<float>.One;
        Vector<int> isMiddle = Vector.GreaterThan(magnitude, Vector.Create(0.41421357f));
        Vector<int> isFar = Vector.GreaterThan(magnitude, Vector.Create(2.4142137f));
        Vector<float> numerator = Vector.ConditionalSelect(isFar, -one, Vector.ConditionalSelect(isMiddle, magnitude - one, magnitude));
        Vector<float> denominator = Vector.ConditionalSelect(isFar, magnitude, Vector.ConditionalSelect(isMiddle, magnitude + one, one));
        Vector<float> eighths = Vector.ConditionalSelect(isFar, Vector.Create(2f), Vector.ConditionalSelect(isMiddle, one, Vector<float>.Zero));
        return Vector.CopySign(AtanBeside(eighths, numerator / denominator), x);
    }

    /// <summary>The angle of the point (x, y) from the positive x axis, in [-π, π]. Measured errors are below 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Atan2(Vector<double> y, Vector<double> x)
    {
        Vector<double> one = Vector<double>.One, infinity = Vector.Create(double.PositiveInfinity);
        Vector<double> absX = Vector.Abs(x), absY = Vector.Abs(y);
        Vector<double> large = Vector.Max(absX, absY), small = Vector.Min(absX, absY);

        // Sums of huge numbers overflow. An infinite number stands to the other as 1 does to 0, or to 1 if both are; and zeros are as 0 is to 1.
        Vector<double> scale = Vector.ConditionalSelect(Vector.GreaterThan(large, Vector.Create(1e300)), Vector.Create(0.25), one);
        Vector<long> isInfinite = Vector.Equals(large, infinity);
        small = Vector.ConditionalSelect(isInfinite, Vector.ConditionalSelect(Vector.Equals(small, infinity), one, Vector<double>.Zero), small * scale);
        large = Vector.ConditionalSelect(isInfinite | Vector.Equals(large, Vector<double>.Zero), one, large * scale);

        // As the arctangent of small / large.
        Vector<long> isMiddle = Vector.GreaterThan(small, large * 0.4142135623730951);
        Vector<double> numerator = Vector.ConditionalSelect(isMiddle, small - large, small);
        Vector<double> denominator = Vector.ConditionalSelect(isMiddle, small + large, large);
        Vector<double> ratio = numerator / denominator;
        Vector<double> eighths = Vector.ConditionalSelect(isMiddle, one, Vector<double>.Zero);

        // Mirrored at the diagonal and at the y axis.
        Vector<long> isSteep = Vector.GreaterThan(absY, absX);
        ratio = Vector.ConditionalSelect(isSteep, -ratio, ratio);
        eighths = Vector.ConditionalSelect(isSteep, Vector.Create(2.0) - eighths, eighths);
        Vector<double> isLeft = Vector.IsNegative(x);
        ratio = Vector.ConditionalSelect(isLeft, -ratio, ratio);
        eighths = Vector.ConditionalSelect(isLeft, Vector.Create(4.0) - eighths, eighths);
        return Vector.CopySign(AtanBeside(eighths, ratio), y);
    }

    /// <inheritdoc cref="Atan2(Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Atan2(Vector<float> y, Vector<float> x)
    {
        Vector<float> one = Vector<float>.One, infinity = Vector.Create(float.PositiveInfinity);
        Vector<float> absX = Vector.Abs(x), absY = Vector.Abs(y);
        Vector<float> large = Vector.Max(absX, absY), small = Vector.Min(absX, absY);

        // Sums of huge numbers overflow. An infinite number stands to the other as 1 does to 0, or to 1 if both are; and zeros are as 0 is to 1.
        Vector<float> scale = Vector.ConditionalSelect(Vector.GreaterThan(large, Vector.Create(1e37f)), Vector.Create(0.25f), one);
        Vector<int> isInfinite = Vector.Equals(large, infinity);
        small = Vector.ConditionalSelect(isInfinite, Vector.ConditionalSelect(Vector.Equals(small, infinity), one, Vector<float>.Zero), small * scale);
        large = Vector.ConditionalSelect(isInfinite | Vector.Equals(large, Vector<float>.Zero), one, large * scale);

        // As the arctangent of small / large.
        Vector<int> isMiddle = Vector.GreaterThan(small, large * 0.41421357f);
        Vector<float> numerator = Vector.ConditionalSelect(isMiddle, small - large, small);
        Vector<float> denominator = Vector.ConditionalSelect(isMiddle, small + large, large);
        Vector<float> ratio = numerator / denominator;
        Vector<float> eighths = Vector.ConditionalSelect(isMiddle, one, Vector<float>.Zero);

        // Mirrored at the diagonal and at the y axis.
        Vector<int> isSteep = Vector.GreaterThan(absY, absX);
        ratio = Vector.ConditionalSelect(isSteep, -ratio, ratio);
        eighths = Vector.ConditionalSelect(isSteep, Vector.Create(2f) - eighths, eighths);
        Vector<float> isLeft = Vector.IsNegative(x);
        ratio = Vector.ConditionalSelect(isLeft, -ratio, ratio);
        eighths = Vector.ConditionalSelect(isLeft, Vector.Create(4f) - eighths, eighths);
        return Vector.CopySign(AtanBeside(eighths, ratio), y);
    }

    /// <summary>The arcsine: x and an odd polynomial, or ½π less twice the arcsine of √(½ - ½x). Measured errors are below 1.2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Asin(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x);
        AsinParts(magnitude, out Vector<long> isLarge, out Vector<double> lead, out Vector<double> tail);
        Vector<double> halfPi = Vector.ConditionalSelect(isLarge, Vector.Create(1.5707963267948966), Vector<double>.Zero);
        Vector<double> halfPiLow = Vector.ConditionalSelect(isLarge, Vector.Create(6.123233995736766e-17), Vector<double>.Zero);
        lead = Vector.ConditionalSelect(isLarge, -lead, lead);
        tail = Vector.ConditionalSelect(isLarge, -tail, tail);
        Vector<double> sum = halfPi + lead;
        return Vector.CopySign(sum + (Exact.OrderedSumError(halfPi, lead, sum) + (halfPiLow + tail)), x);
    }

    /// <inheritdoc cref="Asin(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Asin(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x);
        AsinParts(magnitude, out Vector<int> isLarge, out Vector<float> lead, out Vector<float> tail);
        Vector<float> halfPi = Vector.ConditionalSelect(isLarge, Vector.Create(1.5707964f), Vector<float>.Zero);
        Vector<float> halfPiLow = Vector.ConditionalSelect(isLarge, Vector.Create(-4.371139e-08f), Vector<float>.Zero);
        lead = Vector.ConditionalSelect(isLarge, -lead, lead);
        tail = Vector.ConditionalSelect(isLarge, -tail, tail);
        Vector<float> sum = halfPi + lead;
        return Vector.CopySign(sum + (Exact.OrderedSumError(halfPi, lead, sum) + (halfPiLow + tail)), x);
    }

    /// <summary>The arccosine: ½π less the arcsine, or twice the arcsine of √(½ - ½x), or π less that. Measured errors are below 1.2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Acos(Vector<double> x)
    {
        AsinParts(Vector.Abs(x), out Vector<long> isLarge, out Vector<double> lead, out Vector<double> tail);
        Vector<double> ofLarge = Vector.ConditionalSelect(Vector.IsNegative(x), Vector<double>.One, Vector<double>.Zero);
        Vector<double> halfTurns = Vector.ConditionalSelect(isLarge, ofLarge, Vector.Create(0.5));
        Vector<double> angle = halfTurns * 3.141592653589793;
        Vector<double> sign = x & SignBit;
        sign = Vector.ConditionalSelect(isLarge, sign, sign ^ SignBit);
        lead ^= sign;
        tail ^= sign;
        Vector<double> sum = angle + lead;
        return sum + (Exact.OrderedSumError(angle, lead, sum) + Vector.MultiplyAddEstimate(halfTurns, Vector.Create(1.2246467991473532e-16), tail));
    }

    /// <inheritdoc cref="Acos(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Acos(Vector<float> x)
    {
        AsinParts(Vector.Abs(x), out Vector<int> isLarge, out Vector<float> lead, out Vector<float> tail);
        Vector<float> ofLarge = Vector.ConditionalSelect(Vector.IsNegative(x), Vector<float>.One, Vector<float>.Zero);
        Vector<float> halfTurns = Vector.ConditionalSelect(isLarge, ofLarge, Vector.Create(0.5f));
        Vector<float> angle = halfTurns * 3.1415927f;
        Vector<float> sign = x & SignBitSingle;
        sign = Vector.ConditionalSelect(isLarge, sign, sign ^ SignBitSingle);
        lead ^= sign;
        tail ^= sign;
        Vector<float> sum = angle + lead;
        return sum + (Exact.OrderedSumError(angle, lead, sum) + Vector.MultiplyAddEstimate(halfTurns, Vector.Create(-8.742278e-08f), tail));
    }

    /// <summary>lead + tail is the arcsine of a positive x, or ½π less that where x is large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AsinParts(Vector<double> x, out Vector<long> isLarge, out Vector<double> lead, out Vector<double> tail)
    {
        isLarge = Vector.GreaterThan(x, Vector.Create(0.5));
        Vector<double> square = Vector.ConditionalSelect(isLarge, (Vector<double>.One - x) * 0.5, x * x);
        Vector<double> root = Vector.SquareRoot(square);
        lead = Vector.ConditionalSelect(isLarge, root + root, x);
        tail = lead * square * AsinTail(square);
    }

    /// <inheritdoc cref="AsinParts(Vector{double}, out Vector{long}, out Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AsinParts(Vector<float> x, out Vector<int> isLarge, out Vector<float> lead, out Vector<float> tail)
    {
        isLarge = Vector.GreaterThan(x, Vector.Create(0.5f));
        Vector<float> square = Vector.ConditionalSelect(isLarge, (Vector<float>.One - x) * 0.5f, x * x);
        Vector<float> root = Vector.SquareRoot(square);
        lead = Vector.ConditionalSelect(isLarge, root + root, x);
        tail = lead * square * AsinTail(square);
    }

    /// <summary>eighths · ¼π + the arctangent of t, for |t| ≤ √2 - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtanBeside(Vector<double> eighths, Vector<double> t)
    {
        Vector<double> square = t * t;
        Vector<double> angle = eighths * 0.7853981633974483;
        Vector<double> tail = Vector.MultiplyAddEstimate(t * square, AtanTail(square), eighths * 3.061616997868383e-17);
        Vector<double> sum = angle + t;
        return sum + (Exact.OrderedSumError(angle, t, sum) + tail);
    }

    /// <inheritdoc cref="AtanBeside(Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtanBeside(Vector<float> eighths, Vector<float> t)
    {
        Vector<float> square = t * t;
        Vector<float> angle = eighths * 0.7853982f;
        Vector<float> tail = Vector.MultiplyAddEstimate(t * square, AtanTail(square), eighths * -2.1855694e-08f);
        Vector<float> sum = angle + t;
        return sum + (Exact.OrderedSumError(angle, t, sum) + tail);
    }

    /// <summary>(atan t - t) / t³ as a polynomial of t², of degree 10, for |t| ≤ √2 - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtanTail(Vector<double> square)
    {
        Vector<double> fourth = square * square;
        Vector<double> low = Polynomial.Of(
            square, -0.333333333333332, 0.19999999999953685, -0.1428571428020122, 0.1111111078358091, -0.0909089776000951, 0.07692060252393734,
            -0.06663104544370749, 0.0584789378743769);
        Vector<double> high = Polynomial.Of(square, -0.05039329757736895, 0.03806533335688502, -0.01790821166785061);
        return Vector.MultiplyAddEstimate(fourth * fourth * (fourth * fourth), high, low);
    }

    /// <summary>(atan t - t) / t³ as a polynomial of t², of degree 4, for |t| ≤ √2 - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtanTail(Vector<float> square) => Polynomial.Of(square, -0.33333316f, 0.1999853f, -0.14244428f, 0.10599466f, -0.060908165f);

    /// <summary>(asin s - s) / s³ as a polynomial of s², of degree 12, for |s| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AsinTail(Vector<double> square)
    {
        Vector<double> fourth = square * square;
        Vector<double> low = Polynomial.Of(
            square, 0.1666666666666676, 0.07499999999970863, 0.04464285717456603, 0.030381942709521863, 0.022372214947981812, 0.017351612598478904,
            0.013980814761072298, 0.01139895125002125);
        Vector<double> high = Polynomial.Of(
            square, 0.010780073870488389, 0.0037069535744543914, 0.02170640305083014, -0.020997941529426915, 0.032628124338650345);
        return Vector.MultiplyAddEstimate(fourth * fourth * (fourth * fourth), high, low);
    }

    /// <summary>(asin s - s) / s³ as a polynomial of s², of degree 5, for |s| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AsinTail(Vector<float> square) => Polynomial.Of(
        square, 0.1666666f, 0.075005166f, 0.04451499f, 0.031821888f, 0.014390872f, 0.037577387f);
}
