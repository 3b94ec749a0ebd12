using System;
using System.Numerics;
using AutoDiff.Layers;

namespace AutoDiff.Tests.Layers;

/// <summary>
/// Each loss, and of each layer the sum of its results times coefficients: methods of another assembly than the layers'. p are the active numbers, c the constant ones, n whole numbers.
/// </summary>
internal static partial class LayerFunctions
{
    private const Derivatives All = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp;

    [Differentiable(All)]
    public static T MeanSquaredError<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.MeanSquaredError(p[..(batch * width)], p[(batch * width)..]);

    [Differentiable(All)]
    public static T MeanAbsoluteError<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.MeanAbsoluteError(p[..(batch * width)], p[(batch * width)..]);

    [Differentiable(All)]
    public static T Huber<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.Huber(p[..(batch * width)], p[(batch * width)..], T.CreateChecked(0.7));

    [Differentiable(All)]
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.BinaryCrossEntropy(p, c[..p.Length]);

    [Differentiable(All)]
    public static T Hinge<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.Hinge(p, c[..p.Length]);

    [Differentiable(All)]
    public static T MulticlassHinge<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.MulticlassHinge(p, n[..batch], width);

    [Differentiable(All)]
    public static T KullbackLeibler<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] probabilities = new T[p.Length];
        for (int i = 0; i < p.Length; i++) probabilities[i] = T.Exp(p[i]);
        return Losses.KullbackLeibler(probabilities.AsSpan(0, batch * width), probabilities.AsSpan(batch * width), width);
    }

    [Differentiable(All)]
    public static T LabelCrossEntropy<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.SoftmaxCrossEntropy(p, n[..batch], width);

    [Differentiable(All)]
    public static T SmoothedCrossEntropy<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.SoftmaxCrossEntropy(p, n[..batch], width, T.CreateChecked(0.1));

    [Differentiable(All)]
    public static T SoftCrossEntropy<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Losses.SoftmaxCrossEntropy(p, c[..p.Length], width);

    [Differentiable(All)]
    public static T Relu<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.Relu(p, y);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T LeakyRelu<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.LeakyRelu(p, T.CreateChecked(0.01), y);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T Sigmoid<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.Sigmoid(p, y);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T Silu<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.Silu(p, y);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T GeluTanh<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.GeluTanh(p, y);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static double GeluOfDouble(ReadOnlySpan<double> p, [NoGradient] Span<double> c, ReadOnlySpan<int> n, int batch, int width)
    {
        double[] y = new double[p.Length];
        Activations.Gelu(p, y);
        return Sum<double>(y, c);
    }

    [Differentiable(All)]
    public static float GeluOfSingle(ReadOnlySpan<float> p, [NoGradient] Span<float> c, ReadOnlySpan<int> n, int batch, int width)
    {
        float[] y = new float[p.Length];
        Activations.Gelu(p, y);
        return Sum<float>(y, c);
    }

    [Differentiable(All)]
    public static T Tanh<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.Tanh(p, y);
        return Sum<T>(y, c);
    }

    /// <summary>In place.</summary>
    [Differentiable(All)]
    public static T InPlace<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        p.CopyTo(y);
        Activations.Tanh<T>(y, y);
        Activations.Silu<T>(y, y);
        Activations.Relu<T>(y, y);
        Dropout.Forward<T>(y, y, 0.5, 3, 4);
        if (width > 0) Activations.Softmax<T>(y, y, width);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T Softmax<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.Softmax(p, y, width);
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T LogSoftmax<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Activations.LogSoftmax(p, y, width);
        return Sum<T>(y, c);
    }

    /// <summary>p is x, of as many inputs as outputs, W and b.</summary>
    [Differentiable(All)]
    public static T DenseLayer<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = width + 1;
        T[] y = new T[batch * outputs], z = new T[batch * outputs];
        ReadOnlySpan<T> x = p[..(batch * width)], w = p.Slice(batch * width, outputs * width);
        Dense.Forward(x, w, p[^outputs..], y, batch, width, outputs);
        Dense.Forward(x, w, [], z, batch, width, outputs);
        return Sum<T>(y, c) + Sum<T>(z, y);
    }

    [Differentiable(All)]
    public static T ActivatedDenseLayers<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = width + 1;
        ReadOnlySpan<T> x = p[..(batch * width)], w = p.Slice(batch * width, outputs * width), bias = p[^outputs..];
        T sum = T.Zero;
        for (int activation = 0; activation <= (int)Activation.Tanh; activation++)
        {
            T[] y = new T[batch * outputs];
            Dense.Forward(x, w, bias, y, batch, width, outputs, (Activation)activation);
            for (int i = 0; i < y.Length; i++) sum += c[i] * y[i] * y[i];
        }

        return sum;
    }

    [Differentiable(All)]
    public static T DropoutLayer<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[p.Length];
        Dropout.Forward(p, y, 0.3, 1, 2);
        return Sum<T>(y, y);
    }

    /// <summary>p is the table of width rows.</summary>
    [Differentiable(All)]
    public static T EmbeddingLayer<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Columns = 3;
        T[] y = new T[batch * Columns];
        Embedding.Forward(p, n[..batch], y, Columns);
        return Sum<T>(y, c) + Sum<T>(y, y);
    }

    [Differentiable(All)]
    public static T LayerNormalization<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[batch * width];
        Normalization.Layer(p[..(batch * width)], p.Slice(batch * width, width), p[^width..], y, T.CreateChecked(1e-2));
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T BatchNormalization<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[batch * width];
        Normalization.Batch(p[..(batch * width)], p.Slice(batch * width, width), p[^width..], y, c.Slice(c.Length - (2 * width), width), c[^width..], T.CreateChecked(0.1), T.CreateChecked(1e-2));
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T BatchInference<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[batch * width];
        Normalization.BatchInference(p[..(batch * width)], p.Slice(batch * width, width), p[^width..], y, c[..width], c[..width], T.CreateChecked(2));
        return Sum<T>(y, c);
    }

    [Differentiable(All)]
    public static T PenaltySum<T>(ReadOnlySpan<T> p, [NoGradient] Span<T> c, ReadOnlySpan<int> n, int batch, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Penalties.L1(p, T.CreateChecked(0.1)) + Penalties.L2(p, T.CreateChecked(0.2)) + Penalties.ElasticNet(p, T.CreateChecked(0.3), T.CreateChecked(0.4));

    private static T Sum<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < y.Length; i++) sum += c[i] * y[i];
        return sum;
    }
}
