using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent, (e²ˣ - 1) / (e²ˣ + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x)
    {
        // From 20 on it is 1.
        Vector<double> magnitude = Vector.MinNative(Vector.Create(20.0), Vector.Abs(x));
        Vector<double> expM1 = ScaledExpM1(magnitude + magnitude, 0, 1.0);
        return Vector.CopySign(expM1 / (expM1 + Vector.Create(2.0)), x);
    }

    /// <inheritdoc cref="Tanh(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        // From 10 on it is 1.
        Vector<float> magnitude = Vector.MinNative(Vector.Create(10f), Vector.Abs(x));
        Vector<float> expM1 = ScaledExpM1(magnitude + magnitude, 0, 1f);
        return Vector.CopySign(expM1 / (expM1 + Vector.Create(2f)), x);
    }
}
