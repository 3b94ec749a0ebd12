using System;
using System.Linq;
using AutoDiff;
using AutoDiff.Layers;
using AutoDiff.Optimization;

namespace Textbook;

/// <summary>What stands between the layers of a deep network.</summary>
public enum Nonlinearity
{
    Sigmoid,
    Tanh,
    Relu,
}

/// <summary>Many dense layers of equal width on top of each other, and one output.</summary>
public static partial class DeepNetwork
{
    public const int Depth = 30, Width = 32, LayerLength = Width * (Width + 1);

    /// <summary>All layers have as many weights and biases, the last one, which makes one number, too.</summary>
    public static ParameterLayout Layout { get; } = new([.. Enumerable.Range(1, Depth).Select(static layer => new ParameterBlock($"layer{layer}", Width + 1, Width)), new ParameterBlock("output", Width)]);

    /// <summary>The mean squared error of what the network says to a batch.</summary>
    /// <param name="isResidual">Each layer adds to what it is given.</param>
    [Differentiable]
    public static float Loss(ReadOnlySpan<float> parameters, [NoGradient] ReadOnlySpan<float> features, [NoGradient] ReadOnlySpan<float> targets, Nonlinearity nonlinearity, bool isResidual)
    {
        int count = targets.Length * Width;
        float[] state = new float[count], next = new float[count];
        features.CopyTo(state);
        for (int layer = 0; layer < Depth; layer++)
        {
            ReadOnlySpan<float> own = parameters.Slice(layer * LayerLength, LayerLength);
            Dense.Forward(state, own[..(Width * Width)], own[(Width * Width)..], next, targets.Length, Width, Width);
            switch (nonlinearity)
            {
                case Nonlinearity.Sigmoid:
                    Activations.Sigmoid(next, next);
                    break;
                case Nonlinearity.Tanh:
                    Activations.Tanh(next, next);
                    break;
                default:
                    Activations.Relu(next, next);
                    break;
            }

            for (int i = 0; i < count; i++)
            {
                state[i] = isResidual ? state[i] + next[i] : next[i];
            }
        }

        float[] predictions = new float[targets.Length];
        Dense.Forward(state, parameters[(Depth * LayerLength)..], [], predictions, targets.Length, Width, 1);
        return Losses.MeanSquaredError(predictions, targets);
    }
}
