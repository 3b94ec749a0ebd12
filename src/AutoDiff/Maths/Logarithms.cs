using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

// x = 2ⁿ · (1 + f) with √½ ≤ 1 + f < √2. With s = f / (2 + f), log(1 + f) = 2 artanh s = f - f²/2 + s · (f²/2 + s² · tail(s²)): what is rounded
// is small beside f, which is exact (fdlibm's e_log.c).
public static partial class VectorMath
{
    private const ulong DoubleRootHalf = 0x3FE6A09E667F3BCD;
    private const uint SingleRootHalf = 0x3F3504F3;

    // 2⁵² and 2²³: a whole number in the low bits is added to them.
    private const double DoubleWholeBits = 4503599627370496;
    private const float SingleWholeBits = 8388608;

    private const double DoubleLeastNormal = 2.2250738585072014e-308;
    private const float SingleLeastNormal = 1.17549435e-38f;

    /// <summary>The natural logarithm. Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        Split(x, out Vector<double> n, out Vector<double> significand);
        return LogAtEdges(x, ScaledLog(n, significand - Vector<double>.One, Vector<double>.Zero));
    }

    /// <inheritdoc cref="Log(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        Split(x, out Vector<float> n, out Vector<float> significand);
        return LogAtEdges(x, ScaledLog(n, significand - Vector<float>.One, Vector<float>.Zero));
    }

    /// <summary>log(1 + x). Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LogP1(Vector<double> x)
    {
        Vector<double> sum = x + Vector<double>.One;
        SplitNormal(sum, out Vector<double> n, out Vector<double> significand);

        // f = x / 2ⁿ - (1 - 1 / 2ⁿ), which is x where n is 0. Where 1 / 2ⁿ is no normal number the power comes out as 0, and 1 + x is x.
        Vector<double> mostExponent = Vector.Create(1023.0);
        Vector<double> scale = Binary.PowerOfTwo(-Vector.MinNative(n, mostExponent));
        Vector<double> part = scale * x;
        Vector<double> whole = scale - Vector<double>.One;
        Vector<double> f = part + whole;
        Vector<double> lost = Exact.SumError(part, whole, f) * Polynomial.Of(f, 1, -1, 1); // of 1 + f, as a share of it
        f = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(n, mostExponent), significand - Vector<double>.One, f);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, LogAtEdges(sum, ScaledLog(n, f, lost)));
    }

    /// <inheritdoc cref="LogP1(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogP1(Vector<float> x)
    {
        Vector<float> sum = x + Vector<float>.One;
        SplitNormal(sum, out Vector<float> n, out Vector<float> significand);

        // f = x / 2ⁿ - (1 - 1 / 2ⁿ), which is x where n is 0. Where 1 / 2ⁿ is no normal number the power comes out as 0, and 1 + x is x.
        Vector<float> mostExponent = Vector.Create(127f);
        Vector<float> scale = Binary.PowerOfTwo(-Vector.MinNative(n, mostExponent));
        Vector<float> part = scale * x;
        Vector<float> whole = scale - Vector<float>.One;
        Vector<float> f = part + whole;
        Vector<float> lost = Exact.SumError(part, whole, f) * Polynomial.Of(f, 1, -1, 1); // of 1 + f, as a share of it
        f = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(n, mostExponent), significand - Vector<float>.One, f);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), x, LogAtEdges(sum, ScaledLog(n, f, lost)));
    }

    /// <summary>The logarithm to base 2, exact where x is a power of 2. Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log2(Vector<double> x)
    {
        Split(x, out Vector<double> n, out Vector<double> significand);
        return LogAtEdges(x, LogToBase(n, Vector<double>.Zero, significand - Vector<double>.One, 1.4426950408889634, 2.0355273740931033e-17));
    }

    /// <inheritdoc cref="Log2(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log2(Vector<float> x)
    {
        Split(x, out Vector<float> n, out Vector<float> significand);
        return LogAtEdges(x, LogToBase(n, Vector<float>.Zero, significand - Vector<float>.One, 1.442695f, 1.925963e-08f));
    }

    /// <summary>The logarithm to base 10. Measured errors are below 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log10(Vector<double> x)
    {
        Split(x, out Vector<double> n, out Vector<double> significand);
        Vector<double> whole = n * 0.30102999566383914; // exact: the factor has trailing zeros
        Vector<double> wholeLow = n * 1.42050232272661e-13;
        return LogAtEdges(x, LogToBase(whole, wholeLow, significand - Vector<double>.One, 0.4342944819032518, 1.098319650216765e-17));
    }

    /// <inheritdoc cref="Log10(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log10(Vector<float> x)
    {
        Split(x, out Vector<float> n, out Vector<float> significand);
        Vector<float> whole = n * 0.301025390625f; // exact: the factor has trailing zeros
        Vector<float> wholeLow = n * 4.605039066518657e-06f;
        return LogAtEdges(x, LogToBase(whole, wholeLow, significand - Vector<float>.One, 0.4342945f, -1.0103050e-08f));
    }

    /// <summary>x = 2ⁿ · significand with √½ ≤ significand &lt; √2, for positive numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector<double> x, out Vector<double> n, out Vector<double> significand)
    {
        Vector<long> isSubnormal = Vector.LessThan(x, Vector.Create(DoubleLeastNormal));
        SplitNormal(Vector.ConditionalSelect(isSubnormal, x * 18014398509481984.0, x), out n, out significand); // 2⁵⁴
        n -= Vector.ConditionalSelect(isSubnormal, Vector.Create(54.0), Vector<double>.Zero);
    }

    /// <inheritdoc cref="Split(Vector{double}, out Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector<float> x, out Vector<float> n, out Vector<float> significand)
    {
        Vector<int> isSubnormal = Vector.LessThan(x, Vector.Create(SingleLeastNormal));
        SplitNormal(Vector.ConditionalSelect(isSubnormal, x * 33554432f, x), out n, out significand); // 2²⁵
        n -= Vector.ConditionalSelect(isSubnormal, Vector.Create(25f), Vector<float>.Zero);
    }

    /// <inheritdoc cref="Split(Vector{double}, out Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitNormal(Vector<double> x, out Vector<double> n, out Vector<double> significand)
    {
        Vector<ulong> rootHalf = Vector.Create(DoubleRootHalf);
        Vector<ulong> fromRootHalf = Vector.AsVectorUInt64(x) - rootHalf + Vector.Create(1024ul << 52);
        Vector<ulong> exponent = (fromRootHalf >>> 52) | Vector.AsVectorUInt64(Vector.Create(DoubleWholeBits));
        n = Vector.AsVectorDouble(exponent) - Vector.Create(DoubleWholeBits + 1024);
        significand = Vector.AsVectorDouble((fromRootHalf & Vector.Create((1ul << 52) - 1)) + rootHalf);
    }

    /// <inheritdoc cref="Split(Vector{double}, out Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitNormal(Vector<float> x, out Vector<float> n, out Vector<float> significand)
    {
        Vector<uint> rootHalf = Vector.Create(SingleRootHalf);
        Vector<uint> fromRootHalf = Vector.AsVectorUInt32(x) - rootHalf + Vector.Create(128u << 23);
        Vector<uint> exponent = (fromRootHalf >>> 23) | Vector.AsVectorUInt32(Vector.Create(SingleWholeBits));
        n = Vector.AsVectorSingle(exponent) - Vector.Create(SingleWholeBits + 128);
        significand = Vector.AsVectorSingle((fromRootHalf & Vector.Create((1u << 23) - 1)) + rootHalf);
    }

    /// <summary>n · ln 2 + log(1 + f) + lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ScaledLog(Vector<double> n, Vector<double> f, Vector<double> lost)
    {
        Vector<double> s = f / (f + Vector.Create(2.0));
        Vector<double> square = s * s;
        Vector<double> halfSquare = f * f * 0.5;
        Vector<double> tail = Vector.MultiplyAddEstimate(square, ArtanhTail(square), halfSquare);
        Vector<double> low = Vector.MultiplyAddEstimate(s, tail, Vector.MultiplyAddEstimate(n, Vector.Create(Ln2Low), lost));
        return Vector.MultiplyAddEstimate(n, Vector.Create(Ln2High), f - (halfSquare - low));
    }

    /// <inheritdoc cref="ScaledLog(Vector{double}, Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ScaledLog(Vector<float> n, Vector<float> f, Vector<float> lost)
    {
        Vector<float> s = f / (f + Vector.Create(2f));
        Vector<float> square = s * s;
        Vector<float> halfSquare = f * f * 0.5f;
        Vector<float> tail = Vector.MultiplyAddEstimate(square, ArtanhTail(square), halfSquare);
        Vector<float> low = Vector.MultiplyAddEstimate(s, tail, Vector.MultiplyAddEstimate(n, Vector.Create(Ln2LowSingle), lost));
        return Vector.MultiplyAddEstimate(n, Vector.Create(Ln2HighSingle), f - (halfSquare - low));
    }

    /// <summary>whole + log(1 + f) · (factor + factorLow): both parts of the product are kept, as the factor's rounding would count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogToBase(Vector<double> whole, Vector<double> wholeLow, Vector<double> f, double factor, double factorLow)
    {
        Vector<double> s = f / (f + Vector.Create(2.0));
        Vector<double> square = s * s;
        Vector<double> halfSquare = f * f * 0.5;
        Vector<double> tail = Vector.MultiplyAddEstimate(square, ArtanhTail(square), halfSquare);
        Vector<double> log = f - halfSquare;
        Vector<double> logLow = Vector.MultiplyAddEstimate(s, tail, (f - log) - halfSquare);

        Vector<double> product = log * factor;
        Vector<double> productLow = Vector.MultiplyAddEstimate(logLow, Vector.Create(factor), Exact.ProductError(log, Vector.Create(factor), product));
        productLow = Vector.MultiplyAddEstimate(log, Vector.Create(factorLow), productLow);
        Vector<double> sum = whole + product;
        return sum + (Exact.OrderedSumError(whole, product, sum) + (wholeLow + productLow));
    }

    /// <inheritdoc cref="LogToBase(Vector{double}, Vector{double}, Vector{double}, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogToBase(Vector<float> whole, Vector<float> wholeLow, Vector<float> f, float factor, float factorLow)
    {
        Vector<float> s = f / (f + Vector.Create(2f));
        Vector<float> square = s * s;
        Vector<float> halfSquare = f * f * 0.5f;
        Vector<float> tail = Vector.MultiplyAddEstimate(square, ArtanhTail(square), halfSquare);
        Vector<float> log = f - halfSquare;
        Vector<float> logLow = Vector.MultiplyAddEstimate(s, tail, (f - log) - halfSquare);

        Vector<float> product = log * factor;
        Vector<float> productLow = Vector.MultiplyAddEstimate(logLow, Vector.Create(factor), Exact.ProductError(log, Vector.Create(factor), product));
        productLow = Vector.MultiplyAddEstimate(log, Vector.Create(factorLow), productLow);
        Vector<float> sum = whole + product;
        return sum + (Exact.OrderedSumError(whole, product, sum) + (wholeLow + productLow));
    }

    /// <summary>The logarithm where x is no positive finite number, and what it is given elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogAtEdges(Vector<double> x, Vector<double> log)
    {
        Vector<double> infinity = Vector.Create(double.PositiveInfinity);
        Vector<double> atZero = Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), -infinity, Vector.Create(double.NaN));
        log = Vector.ConditionalSelect(Vector.Equals(x, infinity), infinity, log);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), log, atZero);
    }

    /// <inheritdoc cref="LogAtEdges(Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogAtEdges(Vector<float> x, Vector<float> log)
    {
        Vector<float> infinity = Vector.Create(float.PositiveInfinity);
        Vector<float> atZero = Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), -infinity, Vector.Create(float.NaN));
        log = Vector.ConditionalSelect(Vector.Equals(x, infinity), infinity, log);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), log, atZero);
    }

    /// <summary>(2 artanh s - 2s) / s³ as a polynomial of s², of degree 6, for |s| ≤ 0.1716.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ArtanhTail(Vector<double> square) => Polynomial.Of(
        square, 0.6666666666666734, 0.39999999999417074, 0.2857142874188386, 0.22222198622650421, 0.1818356184926391, 0.15314111880638642, 0.1479535390786057);

    /// <summary>(2 artanh s - 2s) / s³ as a polynomial of s², of degree 2, for |s| ≤ 0.1716.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ArtanhTail(Vector<float> square) => Polynomial.Of(square, 0.66666776f, 0.3997759f, 0.29870573f);
}
