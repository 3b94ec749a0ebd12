using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff.Layers;

/// <summary>
/// Functions of each element of a layer's results, or of each row of them. All write <c>y</c>, which has the length of <c>x</c>; it may be the same memory, so that a layer is
/// activated in place, and overlaps it in no other way.
/// </summary>
/// <remarks>Generated members take <c>x</c> and <c>y</c> apart; in place is for code that is itself differentiated.</remarks>
public static partial class Activations
{
    /// <summary>The rectifier, max(0, x). Its derivative at 0 is 0.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable]
    public static void Relu<T>(ReadOnlySpan<T> x, [Output] Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        for (int i = 0; i < x.Length; i++) y[i] = T.Max(T.Zero, x[i]);
    }

    /// <summary>x where it is positive, else <paramref name="slope"/> times x, which is also the derivative at 0 (Maas, Hannun, Ng 2013).</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="slope">The slope below zero; the usual one is 0.01.</param>
    /// <param name="y">The results.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable]
    public static void LeakyRelu<T>(ReadOnlySpan<T> x, [NoGradient] T slope, [Output] Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        for (int i = 0; i < x.Length; i++) y[i] = x[i] > T.Zero ? x[i] : slope * x[i];
    }

    /// <summary>The logistic function, 1 / (1 + e⁻ˣ).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable]
    public static void Sigmoid<T>(ReadOnlySpan<T> x, [Output] Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        if (x.Length != 0) TensorPrimitives.Sigmoid(x, y);
    }

    /// <summary>x / (1 + e⁻ˣ), the sigmoid-weighted linear unit (Elfwing, Uchibe, Doya 2017), also known as Swish.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable]
    public static void Silu<T>(ReadOnlySpan<T> x, [Output] Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        for (int i = 0; i < x.Length; i++)
        {
            // The exponential is at most 1.
            bool isPositive = x[i] > T.Zero;
            T exp = T.Exp(isPositive ? -x[i] : x[i]);
            y[i] = x[i] * ((isPositive ? T.One : exp) / (T.One + exp));
        }
    }

    /// <summary>½x · (1 + tanh(√(2/π) · (x + 0.044715x³))), the approximation of the Gaussian error linear unit (Hendrycks, Gimpel 2016).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable]
    public static void GeluTanh<T>(ReadOnlySpan<T> x, [Output] Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        T half = T.CreateChecked(0.5), scale = T.CreateChecked(0.79788456080286535588), cubic = T.CreateChecked(0.044715);
        for (int i = 0; i < x.Length; i++) y[i] = half * x[i] * (T.One + T.Tanh(scale * x[i] * (T.One + cubic * x[i] * x[i])));
    }

    /// <summary>The hyperbolic tangent.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable]
    public static void Tanh<T>(ReadOnlySpan<T> x, [Output] Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, x.Length, nameof(y));
        TensorPrimitives.Tanh(x, y);
    }

    /// <summary>The probabilities eˣⁱ / Σ eˣᵏ of each row. The row's maximum is taken off first, so that nothing overflows; where all elements are -∞, or one is +∞, they are NaN.</summary>
    /// <param name="x">The logits, in rows.</param>
    /// <param name="y">The probabilities, in the same rows.</param>
    /// <param name="width">How many elements a row has.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the width.</exception>
    [Differentiable]
    public static void Softmax<T>(ReadOnlySpan<T> x, [Output] Span<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Require.WholeRows(x.Length, width, nameof(x));
        Require.Length(y.Length, x.Length, nameof(y));
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> logits = x.Slice(i * width, width);
            Span<T> probabilities = y.Slice(i * width, width);
            T shift = Rows.Shift(logits);
            T sum = T.Zero;
            for (int k = 0; k < width; k++)
            {
                T exp = T.Exp(logits[k] - shift);
                probabilities[k] = exp;
                sum += exp;
            }

            for (int k = 0; k < width; k++) probabilities[k] /= sum;
        }
    }

    /// <summary>The logarithms of <see cref="Softmax"/>: xᵢ - log Σ eˣᵏ, which are finite where the probabilities are too small to be.</summary>
    /// <param name="x">The logits, in rows.</param>
    /// <param name="y">The logarithms of the probabilities, in the same rows.</param>
    /// <param name="width">How many elements a row has.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the width.</exception>
    [Differentiable]
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, [Output] Span<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Require.WholeRows(x.Length, width, nameof(x));
        Require.Length(y.Length, x.Length, nameof(y));
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> logits = x.Slice(i * width, width);
            T shift = Rows.Shift(logits), log = Rows.LogSumExp(logits, shift);
            for (int k = 0; k < width; k++) y[i * width + k] = logits[k] - shift - log;
        }
    }
}
