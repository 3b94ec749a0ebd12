using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>Layers in which each output is connected with all inputs.</summary>
public static partial class Dense
{
    /// <summary>y = x·Wᵀ + b, for each row of a batch.</summary>
    /// <param name="x">The inputs, a row of <paramref name="inputs"/> numbers for each example.</param>
    /// <param name="weights">W, a row of <paramref name="inputs"/> weights for each output: the layout of PyTorch's <c>Linear</c>.</param>
    /// <param name="bias">b, a number for each output; empty for a layer without.</param>
    /// <param name="y">The results, a row of <paramref name="outputs"/> numbers for each example. It shares no memory with the others.</param>
    /// <param name="batch">How many examples there are.</param>
    /// <param name="inputs">How many numbers an example has.</param>
    /// <param name="outputs">How many results it gets.</param>
    /// <exception cref="ArgumentException">A span does not have exactly the elements that these numbers say.</exception>
    [Differentiable]
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, [Output] Span<T> y, int batch, int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Rows(x.Length, batch, inputs, nameof(x));
        Require.Rows(weights.Length, outputs, inputs, nameof(weights));
        if (bias.Length != 0) Require.Length(bias.Length, outputs, nameof(bias));
        Require.Rows(y.Length, batch, outputs, nameof(y));
        for (int i = 0; i < batch; i++) bias.CopyTo(y.Slice(i * outputs, bias.Length));
        Kernels.Gemm(x, weights, y, batch, outputs, inputs, Transposed.B, accumulate: bias.Length != 0);
    }

    /// <summary>y = φ(x·Wᵀ + b), for each row of a batch, with the bias and the activation computed while the product is stored.</summary>
    /// <param name="x">The inputs, a row of <paramref name="inputs"/> numbers for each example.</param>
    /// <param name="weights">W, a row of <paramref name="inputs"/> weights for each output: the layout of PyTorch's <c>Linear</c>.</param>
    /// <param name="bias">b, a number for each output; empty for a layer without.</param>
    /// <param name="y">The results, a row of <paramref name="outputs"/> numbers for each example. It shares no memory with the others.</param>
    /// <param name="batch">How many examples there are.</param>
    /// <param name="inputs">How many numbers an example has.</param>
    /// <param name="outputs">How many results it gets.</param>
    /// <param name="activation">φ.</param>
    /// <exception cref="ArgumentException">A span does not have exactly the elements that these numbers say.</exception>
    [Differentiable]
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, [Output] Span<T> y, int batch, int inputs, int outputs, Activation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Rows(x.Length, batch, inputs, nameof(x));
        Require.Rows(weights.Length, outputs, inputs, nameof(weights));
        if (bias.Length != 0) Require.Length(bias.Length, outputs, nameof(bias));
        Require.Rows(y.Length, batch, outputs, nameof(y));
        Kernels.Affine(x, weights, bias, y, batch, outputs, inputs, activation, Transposed.B);
    }
}
