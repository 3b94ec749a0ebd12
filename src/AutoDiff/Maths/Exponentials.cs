using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

// x = n · ln 2 + r with |r| ≤ ½ ln 2, so that eˣ = 2ⁿ · eʳ. The upper part of ln 2 has trailing zeros: n times it is exact.
public static partial class VectorMath
{
    private const double Log2OfE = 1.4426950408889634;
    private const double Ln2High = 0.693147180559663;
    private const double Ln2Low = 2.8235290563031577e-13;

    private const float Log2OfESingle = 1.442695f;
    private const float Ln2HighSingle = 0.693145751953125f;
    private const float Ln2LowSingle = 1.428606765330187e-06f;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        x = Binary.Within(x, -746, 710);
        Vector<double> n = Binary.Nearest(x * Log2OfE);
        Vector<double> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2High), x);
        Vector<double> correction = n * Ln2Low;
        Vector<double> r = rough - correction;
        Vector<double> tail = Vector.MultiplyAddEstimate(r * r, ExpTail(r), (rough - r) - correction);
        return Binary.Scale((r + tail) + Vector<double>.One, n);
    }

    /// <inheritdoc cref="Exp(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        x = Binary.Within(x, -104, 89);
        Vector<float> n = Binary.Nearest(x * Log2OfESingle);
        Vector<float> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2HighSingle), x);
        Vector<float> correction = n * Ln2LowSingle;
        Vector<float> r = rough - correction;
        Vector<float> tail = Vector.MultiplyAddEstimate(r * r, ExpTail(r), (rough - r) - correction);
        return Binary.Scale((r + tail) + Vector<float>.One, n);
    }

    /// <summary>eˣ - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpM1(Vector<double> x)
    {
        Vector<double> half = ScaledExpM1(Binary.Within(x, -40, 710), -1, 0.5);
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(TinyDouble)), x, half + half);
    }

    /// <inheritdoc cref="ExpM1(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpM1(Vector<float> x)
    {
        Vector<float> half = ScaledExpM1(Binary.Within(x, -20, 89), -1, 0.5f);
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(TinySingle)), x, half + half);
    }

    // Below, x and its odd functions of slope 1 are the same number; above, products of x with small powers of two are normal.
    private const double TinyDouble = 1e-20;
    private const float TinySingle = 1e-10f;

    /// <summary>
    /// (eˣ - 1) · unit for unit = 2ᵉ, which keeps 2ⁿ · unit a number of the type where eˣ is none. What rounding loses of r and of the sum of
    /// the leading terms is added again, so that no more than the last rounding counts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ScaledExpM1(Vector<double> x, double exponent, double unit)
    {
        Vector<double> n = Binary.Nearest(x * Log2OfE);
        Vector<double> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2High), x);
        Vector<double> correction = n * Ln2Low;
        Vector<double> r = rough - correction;
        Vector<double> tail = Vector.MultiplyAddEstimate(r * r, ExpTail(r), (rough - r) - correction);

        Vector<double> scale = Binary.PowerOfTwo(n + Vector.Create(exponent));
        Vector<double> whole = scale - Vector.Create(unit);
        Vector<double> part = scale * r;
        Vector<double> sum = whole + part;
        return sum + Vector.MultiplyAddEstimate(scale, tail, Exact.OrderedSumError(whole, part, sum));
    }

    /// <inheritdoc cref="ScaledExpM1(Vector{double}, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ScaledExpM1(Vector<float> x, float exponent, float unit)
    {
        Vector<float> n = Binary.Nearest(x * Log2OfESingle);
        Vector<float> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2HighSingle), x);
        Vector<float> correction = n * Ln2LowSingle;
        Vector<float> r = rough - correction;
        Vector<float> tail = Vector.MultiplyAddEstimate(r * r, ExpTail(r), (rough - r) - correction);

        Vector<float> scale = Binary.PowerOfTwo(n + Vector.Create(exponent));
        Vector<float> whole = scale - Vector.Create(unit);
        Vector<float> part = scale * r;
        Vector<float> sum = whole + part;
        return sum + Vector.MultiplyAddEstimate(scale, tail, Exact.OrderedSumError(whole, part, sum));
    }

    /// <summary>(eʳ - 1 - r) / r², of degree 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpTail(Vector<double> r)
    {
        Vector<double> low = Polynomial.Of(
            r, 0.5000000000000012, 0.166666666666667, 0.04166666666651895, 0.008333333333307222,
            0.0013888888946228517, 0.00019841269917339268, 2.480149066142516e-05, 2.7557216344270487e-06);
        Vector<double> fourth = r * r * (r * r);
        return Vector.MultiplyAddEstimate(fourth * fourth, Polynomial.Of(r, 2.763104857550513e-07, 2.5117846505475e-08), low);
    }

    /// <summary>(eʳ - 1 - r) / r², of degree 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpTail(Vector<float> r) =>
        Polynomial.Of(r, 0.5f, 0.16666667f, 0.041666456f, 0.008333198f, 0.0013935759f, 0.00019953417f);
}
