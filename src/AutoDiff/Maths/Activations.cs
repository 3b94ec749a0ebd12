using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>The logistic function, 1 / (1 + e⁻ˣ). Measured errors are below 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> exp = Exp(-Vector.Abs(x)), one = Vector<double>.One, divisor = one + exp;
        Vector<double> sigmoid = Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), exp, one) / divisor;

        // What rounding loses of the divisor; 1 - ½e is near enough to 1 / (1 + e) for that.
        Vector<double> lost = Exact.OrderedSumError(one, exp, divisor) * Vector.MultiplyAddEstimate(exp, Vector.Create(-0.5), one);
        return Vector.MultiplyAddEstimate(-lost, sigmoid, sigmoid);
    }

    /// <inheritdoc cref="Sigmoid(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> exp = Exp(-Vector.Abs(x)), one = Vector<float>.One, divisor = one + exp;
        Vector<float> sigmoid = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), exp, one) / divisor;

        // What rounding loses of the divisor; 1 - ½e is near enough to 1 / (1 + e) for that.
        Vector<float> lost = Exact.OrderedSumError(one, exp, divisor) * Vector.MultiplyAddEstimate(exp, Vector.Create(-0.5f), one);
        return Vector.MultiplyAddEstimate(-lost, sigmoid, sigmoid);
    }

    /// <summary>log(1 + eˣ), which does not overflow. Measured errors are below 1.7 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x)
    {
        // It is max(x, 0) + log(1 + e⁻ˡˣˡ). That sum is in [1, 2], so that n is 0 or 1 where it is split as 2ⁿ · (1 + f).
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
        // It is max(x, 0) + log(1 + e⁻ˡˣˡ). That sum is in [1, 2], so that n is 0 or 1 where it is split as 2ⁿ · (1 + f).
        Vector<float> exp = Exp(-Vector.Abs(x));
        Vector<int> isLarge = Vector.GreaterThan(exp, Vector.Create(0.41421357f));
        Vector<float> f = Vector.ConditionalSelect(isLarge, (exp - Vector<float>.One) * 0.5f, exp);
        Vector<float> n = Vector.ConditionalSelect(isLarge, Vector<float>.One, Vector<float>.Zero);
        return Vector.Max(x, Vector<float>.Zero) + ScaledLog(n, f, Vector<float>.Zero);
    }
}
