using System;
using System.Linq;
using AutoDiff;
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
    public static float Loss([NoGradient] ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters)
    {
        float[] outputs = new float[labels.Length * OutputCount(sizes)];
        Forward(inputs, labels.Length, sizes, parameters, outputs);
        ReadOnlySpan<float> scores = outputs.AsSpan(outputs.Length - (labels.Length * sizes[^1]));
        float sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> z = scores.Slice(i * sizes[^1], sizes[^1]);
            float max = float.NegativeInfinity;
            for (int j = 0; j < z.Length; j++)
            {
                max = Math.Max(max, z[j]);
            }

            float exp = 0;
            for (int j = 0; j < z.Length; j++)
            {
                exp += MathF.Exp(z[j] - max);
            }

            sum += max + MathF.Log(exp) - z[labels[i]];
        }

        return sum / labels.Length;
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
    public static void Forward(ReadOnlySpan<float> inputs, int batch, ReadOnlySpan<int> sizes, ReadOnlySpan<float> parameters, Span<float> outputs)
    {
        ReadOnlySpan<float> input = inputs;
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            int n = sizes[layer], k = sizes[layer - 1];
            ReadOnlySpan<float> weights = parameters[..(n * k)], biases = parameters.Slice(n * k, n);
            Span<float> output = outputs[..(batch * n)];
            for (int i = 0; i < batch; i++)
            {
                biases.CopyTo(output[(i * n)..]);
            }

            Kernels.Gemm(input, weights, output, batch, n, k, Transposed.B, accumulate: true);
            if (layer + 1 < sizes.Length)
            {
                for (int i = 0; i < output.Length; i++)
                {
                    output[i] = Math.Max(0, output[i]);
                }
            }

            input = output;
            parameters = parameters[(n * (k + 1))..];
            outputs = outputs[(batch * n)..];
        }
    }
}
