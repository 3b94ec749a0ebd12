using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Maths;

public static partial class VectorMath
{
    /// <summary>
    /// The cube root: x is 8ᵠ · a, and a to the power -⅓ starts as a polynomial and is refined by one step of third order; the root itself by one of
    /// Newton's. Measured errors are below 0.6 ulp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cbrt(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x);
        Split(magnitude, out Vector<double> n, out Vector<double> significand);
        Vector<double> q = Binary.Nearest(n * 0.3333333333333333);
        Vector<double> rest = Vector.MultiplyAddEstimate(q, Vector.Create(-3.0), n); // -1, 0 or 1

        Vector<long> isAbove = Vector.GreaterThan(rest, Vector<double>.Zero), isBelow = Vector.LessThan(rest, Vector<double>.Zero);
        Vector<double> a = significand * Choose(isAbove, isBelow, 2, 0.5, 1);
        Vector<double> inverse = InverseCbrt(significand) * Choose(isAbove, isBelow, 0.7937005259840998, 1.2599210498948732, 1);

        Vector<double> miss = Vector<double>.One - (a * inverse * (inverse * inverse));
        inverse += inverse * miss * Vector.MultiplyAddEstimate(miss, Vector.Create(0.2222222222222222), Vector.Create(0.3333333333333333));

        // The square of the root has the digits of two numbers, so that what is missing is right.
        Vector<double> inverseSquare = inverse * inverse;
        Vector<double> root = a * inverseSquare;
        Vector<double> square = root * root;
        Vector<double> missing = Exact.SubtractProduct(a, square, root) - (Exact.ProductError(root, root, square) * root);
        root = Vector.MultiplyAddEstimate(missing * inverseSquare, Vector.Create(0.3333333333333333), root);

        Vector<double> cbrt = Vector.MultiplyAddEstimate(magnitude, Vector<double>.Zero, root) * Binary.PowerOfTwo(q); // NaN stays
        return Vector.ConditionalSelect(Vector.Equals(magnitude + magnitude, magnitude), x, Vector.CopySign(cbrt, x));
    }

    /// <inheritdoc cref="Cbrt(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Cbrt(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x);
        Split(magnitude, out Vector<float> n, out Vector<float> significand);
        Vector<float> q = Binary.Nearest(n * 0.33333334f);
        Vector<float> rest = Vector.MultiplyAddEstimate(q, Vector.Create(-3f), n); // -1, 0 or 1

        Vector<int> isAbove = Vector.GreaterThan(rest, Vector<float>.Zero), isBelow = Vector.LessThan(rest, Vector<float>.Zero);
        Vector<float> a = significand * Choose(isAbove, isBelow, 2, 0.5f, 1);
        Vector<float> inverse = InverseCbrt(significand) * Choose(isAbove, isBelow, 0.7937005f, 1.2599211f, 1);

        Vector<float> miss = Vector<float>.One - (a * inverse * (inverse * inverse));
        inverse += inverse * miss * Vector.MultiplyAddEstimate(miss, Vector.Create(0.22222222f), Vector.Create(0.33333334f));

        // The square of the root has the digits of two numbers, so that what is missing is right.
        Vector<float> inverseSquare = inverse * inverse;
        Vector<float> root = a * inverseSquare;
        Vector<float> square = root * root;
        Vector<float> missing = Exact.SubtractProduct(a, square, root) - (Exact.ProductError(root, root, square) * root);
        root = Vector.MultiplyAddEstimate(missing * inverseSquare, Vector.Create(0.33333334f), root);

        Vector<float> cbrt = Vector.MultiplyAddEstimate(magnitude, Vector<float>.Zero, root) * Binary.PowerOfTwo(q); // NaN stays
        return Vector.ConditionalSelect(Vector.Equals(magnitude + magnitude, magnitude), x, Vector.CopySign(cbrt, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Choose(Vector<long> isAbove, Vector<long> isBelow, double above, double below, double otherwise) =>
        Vector.ConditionalSelect(isAbove, Vector.Create(above), Vector.ConditionalSelect(isBelow, Vector.Create(below), Vector.Create(otherwise)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Choose(Vector<int> isAbove, Vector<int> isBelow, float above, float below, float otherwise) =>
        Vector.ConditionalSelect(isAbove, Vector.Create(above), Vector.ConditionalSelect(isBelow, Vector.Create(below), Vector.Create(otherwise)));

    /// <summary>x to the power -⅓ to 17 bits, as a polynomial of degree 5, for √½ ≤ x &lt; √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> InverseCbrt(Vector<double> x) => Polynomial.Of(
        x, 1.9991714310318105, -2.485923534126397, 2.7922179199885573, -1.8981394574274033, 0.7007423457649123, -0.10806485779509406);

    /// <summary>x to the power -⅓ to 12 bits, as a polynomial of degree 3, for √½ ≤ x &lt; √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> InverseCbrt(Vector<float> x) => Polynomial.Of(x, 1.7307111f, -1.2857355f, 0.7133435f, -0.1585405f);
}
