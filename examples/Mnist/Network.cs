using System;
using System.Linq;
using AutoDiff;
using AutoDiff.Layers;
using AutoDiff.Optimization;

namespace Mnist;

/// <summary>Dense layers with ReLU between them. Weights are [outputs × inputs]; each layer has its weights, then its biases.</summary>
public static partial class Network
{
    /// <summary>What the layers between these sizes have as parameters.</summary>
    public static ParameterLayout LayoutOf(int[] sizes) =>
        new([.. Enumerable.Range(1, sizes.Length - 1).SelectMany(layer => new ParameterBlock[] { new($"layer{layer}.weight", sizes[layer], sizes[layer - 1]), new($"layer{layer}.bias", sizes[layer]) })]);

    /// <summary>The mean cross-entropy of the digits that the network sees in a batch of pictures. The compiler writes <c>LossGradient</c> beside it.</summary>
    [Differentiable]
    public static float Loss([NoGradient] ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters, [NoGradient] float dropout, ulong seed)
    {
        float[] outputs = new float[labels.Length * OutputCount(sizes)];
        Forward(inputs, labels.Length, sizes, parameters, outputs, dropout, seed);
        return Losses.SoftmaxCrossEntropy<float>(outputs.AsSpan(outputs.Length - (labels.Length * sizes[^1])), labels, sizes[^1]);
    }

    /// <summary>What all layers yield for one picture, in numbers.</summary>
    public static int OutputCount(ReadOnlySpan<int> sizes)
    {
        int count = 0;
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            count += sizes[layer];
        }

        return count;
    }

    /// <summary>What each layer yields for the pictures of a batch, layer after layer; last are the scores of the classes.</summary>
    /// <param name="dropout">The share of hidden units that are zero, for each picture others; 0 outside of the training.</param>
    public static void Forward(ReadOnlySpan<float> inputs, int batch, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters, Span<float> outputs, float dropout, ulong seed)
    {
        // The first layer is not in the loop, so that no gradient by the pictures is computed.
        int length = sizes[1] * (sizes[0] + 1), place = 0;
        Layer(inputs, parameters[..length], outputs[..(batch * sizes[1])], batch, sizes[0], sizes[1], isLast: sizes.Length == 2);
        for (int layer = 2; layer < sizes.Length; layer++)
        {
            int k = sizes[layer - 1], n = sizes[layer];
            Span<float> hidden = outputs.Slice(place, batch * k);
            if (dropout > 0)
            {
                Dropout.Forward(hidden, hidden, dropout, seed, (ulong)layer);
            }

            Layer(hidden, parameters.Slice(length, n * (k + 1)), outputs.Slice(place + (batch * k), batch * n), batch, k, n, isLast: layer == sizes.Length - 1);
            length += n * (k + 1);
            place += batch * k;
        }
    }

    private static void Layer(ReadOnlySpan<float> x, ReadOnlySpan<float> own, Span<float> y, int batch, int inputs, int outputs, bool isLast)
    {
        ReadOnlySpan<float> weights = own[..(outputs * inputs)], bias = own[(outputs * inputs)..];
        if (isLast)
        {
            Dense.Forward(x, weights, bias, y, batch, inputs, outputs);
        }
        else
        {
            Dense.Forward(x, weights, bias, y, batch, inputs, outputs, Activation.Relu);
        }
    }
}
