using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Layers;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>The network of the first course: 10-64-1 with ReLU, mean squared error, Adam with 0.01, 100 epochs of batches of 32.</summary>
internal static class SmallNetwork
{
    private const int Epochs = 100, BatchSize = 32;

    public static void Run(Page page)
    {
        Training run = Train(new Adam { LearningRate = 0.01 }, Epochs);
        (Table<float> features, float[] targets) = Regressor.Examples(500, seed: 2);
        float[] predictions = new float[targets.Length];
        Regressor.Predict(run.Parameters, features.Elements, predictions);
        page.Say("The network", FormattableString.Invariant($"After {Epochs} epochs the mean squared error is {run.Losses[^1]:F4} on the examples that were learned from and {run.Validation[^1]:F4} on others; the noise alone is 0.04. R² is {Regression.R2<float>(targets, predictions):F3}."));
        page.Plot(
            "The network",
            new LineChart(Series.Of("training", run.Losses), Series.Of("validation", run.Validation)) { Title = "Loss", XAxis = "epoch", YAxis = new Axis { Label = "mean squared error", IsLogarithmic = true } },
            new ScatterChart(new Series("examples not learned from", [.. targets.Zip(predictions, static (target, prediction) => ((double)target, (double)prediction))])) { Title = "Predictions", XAxis = "target", YAxis = "prediction" });
    }

    /// <summary>A training loop by hand: shuffled batches, a gradient, a step.</summary>
    public static Training Train(UpdateRule rule, int epochs)
    {
        (Table<float> features, float[] targets) = Regressor.Examples(1000, seed: 1);
        (Table<float> validation, float[] validationTargets) = Regressor.Examples(500, seed: 2);
        using var parameters = new ParameterBuffer<float>(Regressor.Layout);
        using var gradient = new ParameterBuffer<float>(Regressor.Layout);
        using var optimizer = new Optimizer<float>(Regressor.Layout, rule);
        Initializers.HeUniform(parameters["hidden.weight"], Regressor.Inputs, seed: 1);
        Initializers.HeUniform(parameters["output.weight"], Regressor.Hidden, seed: 2);

        var batches = new MiniBatches(features.Count, BatchSize) { Seed = 1 };
        float[] x = new float[BatchSize * Regressor.Inputs], y = new float[BatchSize];
        var run = new Training();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            foreach (ReadOnlySpan<int> rows in batches.Epoch(epoch))
            {
                Regressor.LossGradient(parameters.Elements, features.Gather(rows, x), Batch.Gather<float>(targets, 1, rows, y), gradient.Elements);
                optimizer.Step(parameters, gradient);
            }

            run.Losses.Add(Regressor.Loss(parameters.Elements, features.Elements, targets));
            run.Validation.Add(Regressor.Loss(parameters.Elements, validation.Elements, validationTargets));
        }

        run.Parameters = parameters.Elements.ToArray();
        return run;
    }

    internal sealed class Training
    {
        public List<double> Losses { get; } = [];

        public List<double> Validation { get; } = [];

        public float[] Parameters { get; set; } = [];
    }
}
