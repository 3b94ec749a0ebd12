using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

// x = n · ln 2 + r with |r| ≤ ½ ln 2, so that eˣ = 2ⁿ · eʳ (Cody and Waite). The upper part of ln 2 has trailing zeros: n times it is exact. What
// rounding loses of r is added again, so that little more than the last rounding counts.
public static partial class VectorMath
{
    private const double Log2OfE = 1.4426950408889634;
    private const double Ln2High = 0.693147180559663;
    private const double Ln2Low = 2.8235290563031577e-13;

    private const float Log2OfESingle = 1.442695f;
    private const float Ln2HighSingle = 0.693145751953125f;
    private const float Ln2LowSingle = 1.428606765330187e-06f;

    // Below, x and its functions of slope 1 are the same number; above, products of x with small powers of two are normal.
    private const double TinyDouble = 1e-20;
    private const float TinySingle = 1e-10f;

    /// <summary>eˣ. Measured errors are below 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        Vector<double> part = ReducedExpM1(Binary.Within(x, -746, 710), out Vector<double> n);
        return Binary.Scale(part + Vector<double>.One, n);
    }

    /// <inheritdoc cref="Exp(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> part = ReducedExpM1(Binary.Within(x, -104, 89), out Vector<float> n);
        return Binary.Scale(part + Vector<float>.One, n);
    }

    /// <summary>eˣ - 1, without the digits that the difference would lose. Measured errors are below 1.4 ulp.</summary>
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

    /// <summary>2ˣ. Measured errors are below 1.7 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp2(Vector<double> x)
    {
        x = Binary.Within(x, -1076, 1025);
        Vector<double> n = Binary.Nearest(x);
        Vector<double> r = x - n;
        return Binary.Scale(Vector.MultiplyAddEstimate(r, Exp2Slope(r), Vector<double>.One), n);
    }

    /// <inheritdoc cref="Exp2(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp2(Vector<float> x)
    {
        x = Binary.Within(x, -151, 129);
        Vector<float> n = Binary.Nearest(x);
        Vector<float> r = x - n;
        return Binary.Scale(Vector.MultiplyAddEstimate(r, Exp2Slope(r), Vector<float>.One), n);
    }

    /// <summary>10ˣ. Measured errors are below 1.7 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp10(Vector<double> x)
    {
        // x = n · log10 2 + r
        x = Binary.Within(x, -325, 309);
        Vector<double> n = Binary.Nearest(x * 3.321928094887362);
        Vector<double> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-0.30102999566383914), x);
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-1.42050232272661e-13), rough);
        return Binary.Scale(Vector.MultiplyAddEstimate(r, Exp10Slope(r), Vector<double>.One), n);
    }

    /// <inheritdoc cref="Exp10(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp10(Vector<float> x)
    {
        // x = n · log10 2 + r
        x = Binary.Within(x, -46, 39);
        Vector<float> n = Binary.Nearest(x * 3.321928f);
        Vector<float> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-0.301025390625f), x);
        Vector<float> r = Vector.MultiplyAddEstimate(n, Vector.Create(-4.605039066518657e-06f), rough);
        return Binary.Scale(Vector.MultiplyAddEstimate(r, Exp10Slope(r), Vector<float>.One), n);
    }

    /// <summary>eʳ - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedExpM1(Vector<double> x, out Vector<double> n)
    {
        n = Binary.Nearest(x * Log2OfE);
        Vector<double> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2High), x);
        return ReducedExpM1(rough, n * Ln2Low);
    }

    /// <inheritdoc cref="ReducedExpM1(Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReducedExpM1(Vector<float> x, out Vector<float> n)
    {
        n = Binary.Nearest(x * Log2OfESingle);
        Vector<float> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2HighSingle), x);
        return ReducedExpM1(rough, n * Ln2LowSingle);
    }

    /// <summary>eʳ - 1 for r = rough - correction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedExpM1(Vector<double> rough, Vector<double> correction)
    {
        Vector<double> r = rough - correction;
        return r + Vector.MultiplyAddEstimate(r * r, ExpTail(r), (rough - r) - correction);
    }

    /// <inheritdoc cref="ReducedExpM1(Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReducedExpM1(Vector<float> rough, Vector<float> correction)
    {
        Vector<float> r = rough - correction;
        return r + Vector.MultiplyAddEstimate(r * r, ExpTail(r), (rough - r) - correction);
    }

    /// <summary>eʳ - 1 for x + low = n · ln 2 + r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedExpM1(Vector<double> x, Vector<double> low, out Vector<double> n)
    {
        n = Binary.Nearest(x * Log2OfE);
        Vector<double> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2High), x);
        return ReducedExpM1(rough, Vector.MultiplyAddEstimate(n, Vector.Create(Ln2Low), -low));
    }

    /// <inheritdoc cref="ReducedExpM1(Vector{double}, Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReducedExpM1(Vector<float> x, Vector<float> low, out Vector<float> n)
    {
        n = Binary.Nearest(x * Log2OfESingle);
        Vector<float> rough = Vector.MultiplyAddEstimate(n, Vector.Create(-Ln2HighSingle), x);
        return ReducedExpM1(rough, Vector.MultiplyAddEstimate(n, Vector.Create(Ln2LowSingle), -low));
    }

    /// <summary>
    /// (eˣ - 1) · unit for unit = 2ᵉ, which keeps 2ⁿ · unit a number of the type where eˣ is none.
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
        Vector<double> fourth = r * r * (r * r);
        Vector<double> low = Polynomial.Of(
            r, 0.5000000000000012, 0.166666666666667, 0.04166666666651895, 0.008333333333307222, 0.0013888888946228517, 0.00019841269917339268,
            2.480149066142516e-05, 2.7557216344270487e-06);
        Vector<double> high = Polynomial.Of(r, 2.763104857550513e-07, 2.5117846505475e-08);
        return Vector.MultiplyAddEstimate(fourth * fourth, high, low);
    }

    /// <summary>(eʳ - 1 - r) / r², of degree 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpTail(Vector<float> r) => Polynomial.Of(r, 0.5f, 0.16666667f, 0.041666456f, 0.008333198f, 0.0013935759f, 0.00019953417f);

    /// <summary>(2ʳ - 1) / r for |r| ≤ ½, of degree 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exp2Slope(Vector<double> r)
    {
        Vector<double> fourth = r * r * (r * r);
        Vector<double> low = Polynomial.Of(
            r, 0.6931471805599453, 0.24022650695910133, 0.05550410866482298, 0.009618129107593328, 0.0013333558146151519, 0.00015403530458083395,
            1.525273405031652e-05, 1.3215434815434346e-06);
        Vector<double> high = Polynomial.Of(r, 1.0177979805535267e-07, 7.0738603858875695e-09, 4.4664304921183513e-10);
        return Vector.MultiplyAddEstimate(fourth * fourth, high, low);
    }

    /// <summary>(2ʳ - 1) / r for |r| ≤ ½, of degree 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp2Slope(Vector<float> r) => Polynomial.Of(
        r, 0.6931472f, 0.2402265f, 0.05550406f, 0.009618077f, 0.0013336829f, 0.00015456358f, 1.4599124e-05f);

    /// <summary>(10ʳ - 1) / r for |r| ≤ ½ log10 2, of degree 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exp10Slope(Vector<double> r)
    {
        Vector<double> fourth = r * r * (r * r);
        Vector<double> low = Polynomial.Of(
            r, 2.302585092994046, 2.650949055239206, 2.0346785922933432, 1.1712551489079763, 0.5393829292218218, 0.20699584956761422, 0.06808936285274753,
            0.019597617487777018);
        Vector<double> high = Polynomial.Of(r, 0.005014010210556279, 0.0011576017662030097, 0.00024080036625483364);
        return Vector.MultiplyAddEstimate(fourth * fourth, high, low);
    }

    /// <summary>(10ʳ - 1) / r for |r| ≤ ½ log10 2, of degree 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp10Slope(Vector<float> r) => Polynomial.Of(
        r, 2.3025851f, 2.650949f, 2.03467f, 1.171256f, 0.54002315f, 0.20749761f, 0.05357876f);
}
