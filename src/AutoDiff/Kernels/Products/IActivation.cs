using System.Numerics;
using AutoDiff.Maths;

namespace AutoDiff.Products;

/// <summary>A function φ of the elements of a matrix. What its derivative is follows from y = φ(x): φ′(x) = g(y).</summary>
internal interface IActivation<T>
    where T : unmanaged
{
    /// <summary>φ(x).</summary>
    static abstract Vector<T> Of(Vector<T> x);

    /// <summary>g(y)·d.</summary>
    static abstract Vector<T> Pull(Vector<T> y, Vector<T> d);

    /// <summary>g′(y)·v·d: what a tangent v of y does to <see cref="Pull"/>.</summary>
    static abstract Vector<T> Bend(Vector<T> y, Vector<T> v, Vector<T> d);
}

internal readonly struct Identity<T> : IActivation<T>
    where T : unmanaged
{
    public static Vector<T> Of(Vector<T> x) => x;

    public static Vector<T> Pull(Vector<T> y, Vector<T> d) => d;

    public static Vector<T> Bend(Vector<T> y, Vector<T> v, Vector<T> d) => Vector<T>.Zero;
}

internal readonly struct Rectifier<T> : IActivation<T>
    where T : unmanaged
{
    public static Vector<T> Of(Vector<T> x) => Vector.Max(Vector<T>.Zero, x);

    public static Vector<T> Pull(Vector<T> y, Vector<T> d) => Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<T>.Zero), d, Vector<T>.Zero);

    public static Vector<T> Bend(Vector<T> y, Vector<T> v, Vector<T> d) => Vector<T>.Zero;
}

internal readonly struct Logistic<T> : IActivation<T>
    where T : unmanaged
{
    public static Vector<T> Of(Vector<T> x) => typeof(T) == typeof(float)
        ? VectorMath.Sigmoid(x.As<T, float>()).As<float, T>()
        : VectorMath.Sigmoid(x.As<T, double>()).As<double, T>();

    public static Vector<T> Pull(Vector<T> y, Vector<T> d) => d * y * (Vector<T>.One - y);

    public static Vector<T> Bend(Vector<T> y, Vector<T> v, Vector<T> d) => d * v * (Vector<T>.One - y - y);
}

internal readonly struct HyperbolicTangent<T> : IActivation<T>
    where T : unmanaged
{
    public static Vector<T> Of(Vector<T> x) => typeof(T) == typeof(float)
        ? VectorMath.Tanh(x.As<T, float>()).As<float, T>()
        : VectorMath.Tanh(x.As<T, double>()).As<double, T>();

    public static Vector<T> Pull(Vector<T> y, Vector<T> d) => d * (Vector<T>.One - (y * y));

    public static Vector<T> Bend(Vector<T> y, Vector<T> v, Vector<T> d) => -(d * v * (y + y));
}
