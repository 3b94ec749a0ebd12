using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

/// <summary>
/// Polynomials in Estrin's order: halves of the polynomial do not wait for each other. Coefficients are constants at the call, lowest power
/// first, and end up as operands in memory.
/// </summary>
internal static class Polynomial
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(c1), Vector.Create(c0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1, double c2) =>
        Vector.MultiplyAddEstimate(x * x, Vector.Create(c2), Of(x, c0, c1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1, double c2, double c3) =>
        Vector.MultiplyAddEstimate(x * x, Of(x, c2, c3), Of(x, c0, c1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1, double c2, double c3, double c4) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Vector.Create(c4), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1, double c2, double c3, double c4, double c5) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Of(x, c4, c5), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1, double c2, double c3, double c4, double c5, double c6) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Of(x, c4, c5, c6), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Of(x, c4, c5, c6, c7), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(c1), Vector.Create(c0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1, float c2) =>
        Vector.MultiplyAddEstimate(x * x, Vector.Create(c2), Of(x, c0, c1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1, float c2, float c3) =>
        Vector.MultiplyAddEstimate(x * x, Of(x, c2, c3), Of(x, c0, c1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1, float c2, float c3, float c4) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Vector.Create(c4), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1, float c2, float c3, float c4, float c5) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Of(x, c4, c5), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1, float c2, float c3, float c4, float c5, float c6) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Of(x, c4, c5, c6), Of(x, c0, c1, c2, c3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x, float c0, float c1, float c2, float c3, float c4, float c5, float c6, float c7) =>
        Vector.MultiplyAddEstimate(x * x * (x * x), Of(x, c4, c5, c6, c7), Of(x, c0, c1, c2, c3));
}
