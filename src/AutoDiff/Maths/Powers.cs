using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>
    /// x to the power y, which is e to the power y · log x. Cases such as 0⁰ and powers of negative numbers are as in
    /// <see cref="System.Math.Pow(double, double)"/>. Measured errors are below 1.1 ulp (0.6 for float).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Pow(Vector<double> x, Vector<double> y)
    {
        Vector<double> zero = Vector<double>.Zero, one = Vector<double>.One, infinity = Vector.Create(double.PositiveInfinity), nan = Vector.Create(double.NaN);
        Vector<double> magnitude = Vector.Abs(x);
        Vector<double> power = PowOfPositive(magnitude, y);

        // 0 and infinity, where y is a number
        Vector<long> isEdge = (Vector.Equals(magnitude, zero) | Vector.Equals(magnitude, infinity)) & Vector.Equals(y, y);
        Vector<long> vanishes = Vector.Equals(magnitude, zero) ^ Vector.LessThan(y, zero);
        power = Vector.ConditionalSelect(isEdge, Vector.AndNot(infinity, Vector.AsVectorDouble(vanishes)), power);

        // below zero
        Vector<double> halfOfY = y * 0.5;
        Vector<long> isWhole = Vector.Equals(Vector.Truncate(y), y);
        Vector<long> isOdd = Vector.AndNot(isWhole, Vector.Equals(Vector.Truncate(halfOfY), halfOfY));
        Vector<long> sign = Vector.AsVectorInt64(x) & isOdd & Vector.Create(long.MinValue);
        power = Vector.AsVectorDouble(Vector.AsVectorInt64(power) ^ sign);
        Vector<long> isUndefined = Vector.AndNot(Vector.LessThan(x, zero) & Vector.LessThan(magnitude, infinity), isWhole);
        power = Vector.ConditionalSelect(isUndefined, nan, power);

        return Vector.ConditionalSelect(Vector.Equals(x, one) | Vector.Equals(y, zero), one, power);
    }

    /// <inheritdoc cref="Pow(Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Pow(Vector<float> x, Vector<float> y)
    {
        Vector<float> zero = Vector<float>.Zero, one = Vector<float>.One, infinity = Vector.Create(float.PositiveInfinity), nan = Vector.Create(float.NaN);
        Vector<float> magnitude = Vector.Abs(x);
        Vector<float> power = PowOfPositive(magnitude, y);

        // 0 and infinity, where y is a number
        Vector<int> isEdge = (Vector.Equals(magnitude, zero) | Vector.Equals(magnitude, infinity)) & Vector.Equals(y, y);
        Vector<int> vanishes = Vector.Equals(magnitude, zero) ^ Vector.LessThan(y, zero);
        power = Vector.ConditionalSelect(isEdge, Vector.AndNot(infinity, Vector.AsVectorSingle(vanishes)), power);

        // below zero
        Vector<float> halfOfY = y * 0.5f;
        Vector<int> isWhole = Vector.Equals(Vector.Truncate(y), y);
        Vector<int> isOdd = Vector.AndNot(isWhole, Vector.Equals(Vector.Truncate(halfOfY), halfOfY));
        Vector<int> sign = Vector.AsVectorInt32(x) & isOdd & Vector.Create(int.MinValue);
        power = Vector.AsVectorSingle(Vector.AsVectorInt32(power) ^ sign);
        Vector<int> isUndefined = Vector.AndNot(Vector.LessThan(x, zero) & Vector.LessThan(magnitude, infinity), isWhole);
        power = Vector.ConditionalSelect(isUndefined, nan, power);

        return Vector.ConditionalSelect(Vector.Equals(x, one) | Vector.Equals(y, zero), one, power);
    }

    /// <summary>
    /// The power of a positive number: the logarithm needs as many digits more as the exponent of the result has, and is a sum of two numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowOfPositive(Vector<double> x, Vector<double> y)
    {
        LogInTwo(x, out Vector<double> log, out Vector<double> logLow);

        // An infinite y would meet log 1 = 0.
        y = Binary.Within(y, -1e299, 1e299);
        Vector<double> product = y * log;
        Vector<double> productLow = Vector.MultiplyAddEstimate(y, logLow, Exact.ProductError(y, log, product));
        productLow = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(product), Vector.Create(800.0)), productLow, Vector<double>.Zero);
        Vector<double> part = ReducedExpM1(Binary.Within(product, -800, 800), productLow, out Vector<double> n);
        return Binary.Scale(part + Vector<double>.One, n);
    }

    /// <summary>The power of a positive number, with the digits of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowOfPositive(Vector<float> x, Vector<float> y)
    {
        Vector.Widen(x, out Vector<double> xLower, out Vector<double> xUpper);
        Vector.Widen(y, out Vector<double> yLower, out Vector<double> yUpper);
        return Vector.Narrow(RoughPow(xLower, yLower), RoughPow(xUpper, yUpper));
    }

    /// <summary>
    /// log x for a positive x, to about 68 bits: artanh s = s + s³ · (1/3 + s² · P(s²)), in which all but P(s²), of degree 7, has two parts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LogInTwo(Vector<double> x, out Vector<double> log, out Vector<double> low)
    {
        Split(x, out Vector<double> n, out Vector<double> significand);
        Vector<double> f = Vector.MultiplyAddEstimate(x, Vector<double>.Zero, significand - Vector<double>.One); // NaN stays

        // s = f / (2 + f)
        Vector<double> two = Vector.Create(2.0);
        Vector<double> divisor = two + f;
        Vector<double> reciprocal = Vector<double>.One / divisor;
        Vector<double> s = f * reciprocal;
        Vector<double> rest = Exact.SubtractProduct(f, s, divisor) - (s * Exact.OrderedSumError(two, f, divisor));
        Vector<double> sLow = rest * reciprocal;

        // s²
        Vector<double> square = s * s;
        Vector<double> squareLow = Vector.MultiplyAddEstimate(s + s, sLow, Exact.ProductError(s, s, square));

        // 1/3 + s² · P(s²)
        Vector<double> tail = square * Polynomial.Of(
            square, 0.1999999999999999, 0.14285714285721904, 0.11111111108900774, 0.0909090942116654,
            0.07692279273934038, 0.06668129920635454, 0.05837937386730893, 0.05990491250304534);
        Vector<double> third = Vector.Create(0.3333333333333333);
        Vector<double> factor = third + tail;
        Vector<double> factorLow = Exact.OrderedSumError(third, tail, factor) + Vector.Create(1.850371707708594e-17);

        // s² · factor, s³ · factor
        Vector<double> ratio = square * factor;
        Vector<double> ratioLow = Exact.ProductError(square, factor, ratio) + Vector.MultiplyAddEstimate(square, factorLow, squareLow * factor);
        Vector<double> cube = s * ratio;
        Vector<double> cubeLow = Exact.ProductError(s, ratio, cube) + Vector.MultiplyAddEstimate(s, ratioLow, sLow * ratio);

        // n · ln 2 + 2 · (s + cube)
        Vector<double> half = s + cube;
        Vector<double> halfLow = Exact.OrderedSumError(s, cube, half) + (sLow + cubeLow);
        Vector<double> whole = n * Ln2High;
        Vector<double> part = half + half;
        log = whole + part;
        low = Exact.OrderedSumError(whole, part, log) + Vector.MultiplyAddEstimate(n, Vector.Create(Ln2Low), halfLow + halfLow);
    }

    /// <summary>The power of a positive number to some 30 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> RoughPow(Vector<double> x, Vector<double> y)
    {
        SplitNormal(x, out Vector<double> n, out Vector<double> significand);
        Vector<double> f = Vector.MultiplyAddEstimate(x, Vector<double>.Zero, significand - Vector<double>.One); // NaN stays
        Vector<double> s = f / (f + Vector.Create(2.0));
        Vector<double> square = s * s;
        Vector<double> tail = Polynomial.Of(square, 0.6666666667576879, 0.39999995632789126, 0.28572108001831187, 0.22176236727576382, 0.19583464921686689);
        Vector<double> log = Vector.MultiplyAddEstimate(n, Vector.Create(0.6931471805599453), Vector.MultiplyAddEstimate(s * square, tail, s + s));

        Vector<double> exponent = Binary.Within(Binary.Within(y, -1e30, 1e30) * log, -200, 200);
        Vector<double> whole = Binary.Nearest(exponent * Log2OfE);
        Vector<double> r = Vector.MultiplyAddEstimate(whole, Vector.Create(-0.6931471805599453), exponent);
        Vector<double> power = Vector.MultiplyAddEstimate(r * r, Polynomial.Of(
            r, 0.5000000077866389, 0.16666666860606294, 0.04166627006751254, 0.008333264376354805, 0.0013946064243391182, 0.00019918373425451357),
            r) + Vector<double>.One;
        return power * Binary.PowerOfTwo(whole);
    }
}
