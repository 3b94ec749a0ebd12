using System;
using System.Numerics;
using AutoDiff.Maths;

namespace AutoDiff.Layers;

// The error function has no name in C#: the unit and its derivatives are rules.
public static partial class Activations
{
    /// <summary>x · Φ(x) with the distribution function of the standard normal distribution, the Gaussian error linear unit (Hendrycks, Gimpel 2016). It has second derivatives and no further ones.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The results. It may not share memory with the arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or memory is shared.</exception>
    [CustomVjp(nameof(GeluVjp)), CustomJvp(nameof(GeluJvp))]
    public static void Gelu(ReadOnlySpan<float> x, [Output] Span<float> y) => Units(x, y);

    /// <inheritdoc cref="Gelu(ReadOnlySpan{float}, Span{float})"/>
    [CustomVjp(nameof(GeluVjp)), CustomJvp(nameof(GeluJvp))]
    public static void Gelu(ReadOnlySpan<double> x, [Output] Span<double> y) => Units(x, y);

    /// <summary>The pullback of <see cref="Gelu(ReadOnlySpan{float}, Span{float})"/>: dX += dY · (Φ(x) + x φ(x)), and dY is cleared.</summary>
    [CustomJvp(nameof(GeluVjpJvp))]
    public static void GeluVjp(ReadOnlySpan<float> x, [Output, Unread] Span<float> y, Span<float> dX, Span<float> dY)
    {
        AddSlopes(x, dY, dX);
        dY.Clear();
    }

    /// <inheritdoc cref="GeluVjp(ReadOnlySpan{float}, Span{float}, Span{float}, Span{float})"/>
    [CustomJvp(nameof(GeluVjpJvp))]
    public static void GeluVjp(ReadOnlySpan<double> x, [Output, Unread] Span<double> y, Span<double> dX, Span<double> dY)
    {
        AddSlopes(x, dY, dX);
        dY.Clear();
    }

    /// <summary>The pushforward of <see cref="Gelu(ReadOnlySpan{float}, Span{float})"/>: the value, and vY = vX · (Φ(x) + x φ(x)).</summary>
    public static void GeluJvp(ReadOnlySpan<float> x, [Output] Span<float> y, ReadOnlySpan<float> vX, Span<float> vY)
    {
        Units(x, y);
        vY.Clear();
        AddSlopes(x, vX, vY);
    }

    /// <inheritdoc cref="GeluJvp(ReadOnlySpan{float}, Span{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void GeluJvp(ReadOnlySpan<double> x, [Output] Span<double> y, ReadOnlySpan<double> vX, Span<double> vY)
    {
        Units(x, y);
        vY.Clear();
        AddSlopes(x, vX, vY);
    }

    /// <summary>The pushforward of the pullback, for second derivatives: the pullback itself, and vdX += vdY · (Φ(x) + x φ(x)) + dY · vX · φ(x) (2 - x²).</summary>
    public static void GeluVjpJvp(
        ReadOnlySpan<float> x, [Output] Span<float> y, Span<float> dX, Span<float> dY, ReadOnlySpan<float> vX, Span<float> vY, Span<float> vDX, Span<float> vDY)
    {
        AddSlopes(x, vDY, vDX);
        AddCurvatures(x, dY, vX, vDX);
        vDY.Clear();
        GeluVjp(x, y, dX, dY);
    }

    /// <inheritdoc cref="GeluVjpJvp(ReadOnlySpan{float}, Span{float}, Span{float}, Span{float}, ReadOnlySpan{float}, Span{float}, Span{float}, Span{float})"/>
    public static void GeluVjpJvp(
        ReadOnlySpan<double> x, [Output] Span<double> y, Span<double> dX, Span<double> dY, ReadOnlySpan<double> vX, Span<double> vY, Span<double> vDX, Span<double> vDY)
    {
        AddSlopes(x, vDY, vDX);
        AddCurvatures(x, dY, vX, vDX);
        vDY.Clear();
        GeluVjp(x, y, dX, dY);
    }

    private static void Units<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        Guard.Disjoint<T, T>(y, x, nameof(y), nameof(x));
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) NormalDistribution.Unit(new Vector<T>(x[i..])).CopyTo(y[i..]);
        for (; i < x.Length; i++) y[i] = NormalDistribution.Unit(Vector.Create(x[i]))[0];
    }

    private static void AddSlopes<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> factors, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) (new Vector<T>(sums[i..]) + (new Vector<T>(factors[i..]) * NormalDistribution.Slope(new Vector<T>(x[i..])))).CopyTo(sums[i..]);
        for (; i < x.Length; i++) sums[i] += factors[i] * NormalDistribution.Slope(Vector.Create(x[i]))[0];
    }

    private static void AddCurvatures<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> factors, ReadOnlySpan<T> directions, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) (new Vector<T>(sums[i..]) + (new Vector<T>(factors[i..]) * new Vector<T>(directions[i..]) * NormalDistribution.Curvature(new Vector<T>(x[i..])))).CopyTo(sums[i..]);
        for (; i < x.Length; i++) sums[i] += factors[i] * directions[i] * NormalDistribution.Curvature(Vector.Create(x[i]))[0];
    }

    /// <summary>x · Φ(x) and its derivatives, of float or double.</summary>
    private static class NormalDistribution
    {
        public static Vector<T> Unit<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            typeof(T) == typeof(float) ? VectorMath.Gelu(x.As<T, float>()).As<float, T>() : VectorMath.Gelu(x.As<T, double>()).As<double, T>();

        public static Vector<T> Slope<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cdf(x) + (Near(x) * Density(Near(x)));

        public static Vector<T> Curvature<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Density(Near(x)) * (Vector.Create(T.One + T.One) - (Near(x) * Near(x)));

        private static Vector<T> Cdf<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            typeof(T) == typeof(float) ? VectorMath.NormalCdf(x.As<T, float>()).As<float, T>() : VectorMath.NormalCdf(x.As<T, double>()).As<double, T>();

        private static Vector<T> Density<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Vector<T> exponent = x * x * T.CreateChecked(-0.5), scale = Vector.Create(T.CreateChecked(0.39894228040143267794));
            return scale * (typeof(T) == typeof(float) ? VectorMath.Exp(exponent.As<T, float>()).As<float, T>() : VectorMath.Exp(exponent.As<T, double>()).As<double, T>());
        }

        /// <summary>The density is 0 beyond, also when it is multiplied by infinity.</summary>
        private static Vector<T> Near<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Vector<T> bound = Vector.Create(T.CreateChecked(50));
            return Vector.Max(Vector.Min(x, bound), -bound);
        }
    }
}
