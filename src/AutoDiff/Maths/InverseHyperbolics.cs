using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>The inverse hyperbolic sine, log(1 + t) with t = x + x² / (1 + √(1 + x²)) for a positive x. Measured errors are below 1.8 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Asinh(Vector<double> x)
    {
        // Far out it is log(2x), and x² might overflow.
        Vector<double> magnitude = Vector.Abs(x);
        Vector<double> square = magnitude * magnitude;
        Vector<double> t = magnitude + (square / (Vector.SquareRoot(square + Vector<double>.One) + Vector<double>.One));
        Vector<long> isFar = Vector.GreaterThan(magnitude, Vector.Create(1e18));
        Vector<double> log = LogP1(Vector.ConditionalSelect(isFar, magnitude, t));
        Vector<double> ln2 = Vector.ConditionalSelect(isFar, Vector.Create(0.6931471805599453), Vector<double>.Zero);
        return Vector.CopySign(log + ln2, x);
    }

    /// <inheritdoc cref="Asinh(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Asinh(Vector<float> x)
    {
        // Far out it is log(2x), and x² might overflow.
        Vector<float> magnitude = Vector.Abs(x);
        Vector<float> square = magnitude * magnitude;
        Vector<float> t = magnitude + (square / (Vector.SquareRoot(square + Vector<float>.One) + Vector<float>.One));
        Vector<int> isFar = Vector.GreaterThan(magnitude, Vector.Create(1e12f));
        Vector<float> log = LogP1(Vector.ConditionalSelect(isFar, magnitude, t));
        Vector<float> ln2 = Vector.ConditionalSelect(isFar, Vector.Create(0.6931472f), Vector<float>.Zero);
        return Vector.CopySign(log + ln2, x);
    }

    /// <summary>The inverse hyperbolic cosine, log(1 + t + √(2t + t²)) with t = x - 1. Measured errors are below 2.2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Acosh(Vector<double> x)
    {
        Vector<double> t = x - Vector<double>.One;
        Vector<double> sum = t + Vector.SquareRoot(Vector.MultiplyAddEstimate(t, t, t + t));
        Vector<long> isFar = Vector.GreaterThan(x, Vector.Create(1e18));
        Vector<double> log = LogP1(Vector.ConditionalSelect(isFar, x, sum));
        Vector<double> ln2 = Vector.ConditionalSelect(isFar, Vector.Create(0.6931471805599453), Vector<double>.Zero);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.One), Vector.Create(double.NaN), log + ln2);
    }

    /// <inheritdoc cref="Acosh(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Acosh(Vector<float> x)
    {
        Vector<float> t = x - Vector<float>.One;
        Vector<float> sum = t + Vector.SquareRoot(Vector.MultiplyAddEstimate(t, t, t + t));
        Vector<int> isFar = Vector.GreaterThan(x, Vector.Create(1e12f));
        Vector<float> log = LogP1(Vector.ConditionalSelect(isFar, x, sum));
        Vector<float> ln2 = Vector.ConditionalSelect(isFar, Vector.Create(0.6931472f), Vector<float>.Zero);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.One), Vector.Create(float.NaN), log + ln2);
    }

    /// <summary>The inverse hyperbolic tangent, ½ log(1 + 2x / (1 - x)) for a positive x. Measured errors are below 2.2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Atanh(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x);
        return Vector.CopySign(LogP1((magnitude + magnitude) / (Vector<double>.One - magnitude)) * 0.5, x);
    }

    /// <inheritdoc cref="Atanh(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Atanh(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x);
        return Vector.CopySign(LogP1((magnitude + magnitude) / (Vector<float>.One - magnitude)) * 0.5f, x);
    }
}
