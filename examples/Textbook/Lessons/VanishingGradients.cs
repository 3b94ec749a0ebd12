using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using AutoDiff.Layers;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>How long the gradient of each layer's weights is in a network of thirty, and how such a network learns.</summary>
internal static class VanishingGradients
{
    private const int Steps = 500, BatchSize = 64;

    /// <summary>A network before it has learned anything.</summary>
    /// <param name="Gain">Weights have the standard deviation gain / √width.</param>
    private sealed record Start(string Name, Nonlinearity Nonlinearity, double Gain, bool IsResidual = false, double? ClipNorm = null);

    public static void Run(Page page)
    {
        Start[] ill =
        [
            new("sigmoid, Glorot's weights", Nonlinearity.Sigmoid, 1),
            new("tanh, weights too small", Nonlinearity.Tanh, 0.5),
            new("ReLU, Glorot's weights", Nonlinearity.Relu, 1),
            new("ReLU, weights too large", Nonlinearity.Relu, 1.7),
        ];
        Start[] cured =
        [
            new("tanh, Glorot's weights", Nonlinearity.Tanh, 1),
            new("ReLU, He's weights", Nonlinearity.Relu, Math.Sqrt(2)),
            new("tanh, each layer adds a little", Nonlinearity.Tanh, 0.3, IsResidual: true),
            new("ReLU, weights too large, clipped", Nonlinearity.Relu, 1.7, ClipNorm: 0.3),
        ];
        foreach ((string heading, Start[] starts) in new[] { ("Ill", ill), ("Cured", cured) })
        {
            (double[] Norms, double[] Losses)[] runs = [.. starts.Select(Train)];
            page.Table(heading, ["network", "gradient of the first layer", "of the last", "loss after 500 steps"], [.. starts.Zip(runs, static (start, run) => (IReadOnlyList<string>)[start.Name, Text(run.Norms[0]), Text(run.Norms[^1]), Text(run.Losses[^1])])]);
            page.Plot(
                $"{heading}: on the way",
                new LineChart([.. starts.Zip(runs, static (start, run) => Series.Of(start.Name, run.Norms))]) { Title = "Gradient at the start, by layer", XAxis = "layer", YAxis = new Axis { Label = "norm", IsLogarithmic = true } },
                new LineChart([.. starts.Zip(runs, static (start, run) => Series.Of(start.Name, run.Losses))]) { Title = "Loss", XAxis = "step", YAxis = new Axis { Label = "mean squared error", IsLogarithmic = true } });
        }

        page.Say("What to see", "On its way through the layers a gradient is multiplied by each. Weights for which the product stays about one, a nonlinearity that does not flatten, and layers that only add to what they are given keep it alive; clipping keeps one that explodes from doing harm.");
    }

    private static (double[] Norms, double[] Losses) Train(Start start)
    {
        using var parameters = new ParameterBuffer<float>(DeepNetwork.Layout);
        using var gradient = new ParameterBuffer<float>(DeepNetwork.Layout);
        using var optimizer = new Optimizer<float>(DeepNetwork.Layout, new Momentum { LearningRate = 0.01 }) { Conditioning = new() { ClipNorm = start.ClipNorm } };
        for (int block = 0; block < DeepNetwork.Layout.Count; block++)
        {
            int weights = Math.Min(parameters[block].Length, DeepNetwork.Width * DeepNetwork.Width);
            Initializers.Normal(parameters[block][..weights], 0, start.Gain / Math.Sqrt(DeepNetwork.Width), seed: (ulong)block + 1);
        }

        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, BatchSize * DeepNetwork.Width).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] targets = [.. Enumerable.Range(0, BatchSize).Select(i => MathF.Sin(3 * features[i * DeepNetwork.Width]) * features[(i * DeepNetwork.Width) + 1])];
        double[] norms = [], losses = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            losses[step] = DeepNetwork.LossGradient(parameters.Elements, features, targets, start.Nonlinearity, start.IsResidual, gradient.Elements);
            if (step == 0)
            {
                norms = [.. Enumerable.Range(0, DeepNetwork.Depth).Select(layer => (double)TensorPrimitives.Norm<float>(gradient[layer]))];
            }

            optimizer.Step(parameters, gradient);
        }

        return (norms, losses);
    }

    private static string Text(double number) => FormattableString.Invariant($"{number:G3}");
}
