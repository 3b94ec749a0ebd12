using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>The logistic function, 1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> exp = Exp(-Vector.Abs(x));
        Vector<double> one = Vector<double>.One;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), exp, one) / (one + exp);
    }

    /// <inheritdoc cref="Sigmoid(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> exp = Exp(-Vector.Abs(x));
        Vector<float> one = Vector<float>.One;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), exp, one) / (one + exp);
    }

    /// <summary>log(1 + eˣ), which does not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x)
    {
        // 1 + e⁻ˡˣˡ is in [1, 2]: split into 2ⁿ · (1 + f) as a logarithm is, n is 0 or 1.
        Vector<double> exp = Exp(-Vector.Abs(x));
        Vector<long> isLarge = Vector.GreaterThan(exp, Vector.Create(0.41421356237309503));
        Vector<double> f = Vector.ConditionalSelect(isLarge, (exp - Vector<double>.One) * 0.5, exp);
        Vector<double> n = Vector.ConditionalSelect(isLarge, Vector<double>.One, Vector<double>.Zero);
        return Vector.Max(x, Vector<double>.Zero) + ScaledLog(n, f, Vector<double>.Zero);
    }

    /// <inheritdoc cref="Softplus(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x)
    {
        // 1 + e⁻ˡˣˡ is in [1, 2]: split into 2ⁿ · (1 + f) as a logarithm is, n is 0 or 1.
        Vector<float> exp = Exp(-Vector.Abs(x));
        Vector<int> isLarge = Vector.GreaterThan(exp, Vector.Create(0.41421357f));
        Vector<float> f = Vector.ConditionalSelect(isLarge, (exp - Vector<float>.One) * 0.5f, exp);
        Vector<float> n = Vector.ConditionalSelect(isLarge, Vector<float>.One, Vector<float>.Zero);
        return Vector.Max(x, Vector<float>.Zero) + ScaledLog(n, f, Vector<float>.Zero);
    }
}
