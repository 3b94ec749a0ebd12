using System;
using System.Linq;
using AutoDiff;
using AutoDiff.Layers;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook;

/// <summary>A network of 10 inputs, 64 rectified hidden units and one output, and the function that it is to learn.</summary>
public static partial class Regressor
{
    public const int Inputs = 10, Hidden = 64;

    public static ParameterLayout Layout { get; } = [new("hidden.weight", Hidden, Inputs), new("hidden.bias", Hidden), new("output.weight", 1, Hidden), new("output.bias", 1)];

    /// <summary>What the network says to each example.</summary>
    public static void Predict(ReadOnlySpan<float> parameters, ReadOnlySpan<float> features, Span<float> predictions)
    {
        float[] hidden = new float[predictions.Length * Hidden];
        Dense.Forward(features, parameters[..(Hidden * Inputs)], parameters.Slice(Hidden * Inputs, Hidden), hidden, predictions.Length, Inputs, Hidden, Activation.Relu);
        Dense.Forward(hidden, parameters.Slice(Hidden * (Inputs + 1), Hidden), parameters[^1..], predictions, predictions.Length, Hidden, 1);
    }

    /// <summary>The mean squared error.</summary>
    [Differentiable]
    public static float Loss(ReadOnlySpan<float> parameters, [NoGradient] ReadOnlySpan<float> features, [NoGradient] ReadOnlySpan<float> targets)
    {
        float[] predictions = new float[targets.Length];
        Predict(parameters, features, predictions);
        return Losses.MeanSquaredError(predictions, targets);
    }

    /// <summary>Examples of a function in which half of the inputs have no part: y = 10 sin(π·x₁·x₂) + 20(x₃ − ½)² + 10x₄ + 5x₅ and noise, scaled to about 1.</summary>
    /// <remarks>Friedman, Multivariate Adaptive Regression Splines, Annals of Statistics 19, 1991.</remarks>
    internal static (Table<float> Features, float[] Targets) Examples(int count, int seed)
    {
        var random = new Random(seed);
        var features = new Table<float>(count, Inputs);
        foreach (ref float feature in features.Elements)
        {
            feature = random.NextSingle();
        }

        return (features, [.. Enumerable.Range(0, count).Select(i => Target(features[i], random))]);
    }

    private static float Target(ReadOnlySpan<float> x, Random random)
    {
        float noise = 2 * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f);
        return ((10 * MathF.Sin(MathF.PI * x[0] * x[1])) + (20 * (x[2] - 0.5f) * (x[2] - 0.5f)) + (10 * x[3]) + (5 * x[4]) + noise - 14.4f) / 5;
    }
}
