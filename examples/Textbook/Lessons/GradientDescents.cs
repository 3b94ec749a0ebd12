using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>The same regression by steps on all examples, on one, and on a few; then with momentum in its forms, and with Adam.</summary>
internal static class GradientDescents
{
    private const int Epochs = 60;

    public static void Run(Page page)
    {
        Split split = Split.ByFractions(442, validation: 0.2, seed: 1);
        Patients patients = Patients.Load(split.Training), training = patients.Select(split.Training), validation = patients.Select(split.Validation);

        (string Name, int Batch, UpdateRule Rule)[] batches =
        [
            ("batch: all examples a step", training.Count, new GradientDescent { LearningRate = 0.1 }),
            ("mini-batch: 16 examples a step", 16, new GradientDescent { LearningRate = 0.02 }),
            ("stochastic: one example a step", 1, new GradientDescent { LearningRate = 0.002 }),
        ];
        Result[] bySize = [.. batches.Select(one => Train(one.Name, training, validation, one.Batch, one.Rule))];
        page.Table("Batches of three sizes", Result.Columns, [.. bySize.Select(static result => result.Row)]);
        page.Plot("Batches of three sizes", Curves("Loss after each epoch", bySize));

        UpdateRule[] rules =
        [
            new GradientDescent { LearningRate = 0.005 },
            new Momentum { LearningRate = 0.005, Beta = 0.9 },
            new ExponentialMomentum { LearningRate = 0.005, Beta = 0.9 },
            new Momentum { LearningRate = 0.005, Beta = 0.9, Nesterov = true },
            new Adam { LearningRate = 0.005 },
        ];
        string[] names = ["gradient descent", "momentum: v = βv + g", "momentum: v = βv + (1 − β)g", "Nesterov's momentum", "Adam"];
        Result[] byRule = [.. rules.Zip(names, (rule, name) => Train(name, training, validation, 32, rule))];
        page.Table("Rules, all with the learning rate 0.005 and 32 examples a step", Result.Columns, [.. byRule.Select(static result => result.Row)]);
        page.Plot("Rules", Curves("Loss after each epoch", byRule));
        page.Say("What to see", "Small batches make more steps of an epoch, and noise in them. Velocity that adds up gradients goes ten times as far at β = 0.9 as velocity that averages them, which is gradient descent with a delay.");
    }

    private static LineChart Curves(string title, Result[] results) =>
        new([.. results.Select(static result => Series.Of(result.Name, result.Losses))]) { Title = title, XAxis = "epoch", YAxis = new Axis { Label = "mean squared error", IsLogarithmic = true } };

    private static Result Train(string name, Patients training, Patients validation, int batch, UpdateRule rule)
    {
        double[] weights = new double[training.Features.Width + 1], gradient = new double[weights.Length];
        double[] features = new double[batch * training.Features.Width], targets = new double[batch];
        using var optimizer = new Optimizer<double>(weights.Length, rule);
        var batches = new MiniBatches(training.Count, batch) { Seed = 1 };
        List<double> losses = [];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (ReadOnlySpan<int> rows in batches.Epoch(epoch))
            {
                ReadOnlySpan<double> x = training.Features.Gather(rows, features), y = Batch.Gather<double>(training.Targets, 1, rows, targets);
                LinearModel.LossGradient(weights, x, y, gradient);
                optimizer.Step(weights, gradient);
            }

            losses.Add(LinearModel.Loss(weights, training.Features.Elements, training.Targets));
        }

        return new Result(name, losses, optimizer.Steps, LinearModel.Loss(weights, validation.Features.Elements, validation.Targets));
    }

    private sealed record Result(string Name, IReadOnlyList<double> Losses, long Steps, double Validation)
    {
        public static string[] Columns => ["method", "steps", "training loss", "validation loss"];

        public string[] Row => [Name, $"{Steps}", FormattableString.Invariant($"{Losses[^1]:F4}"), FormattableString.Invariant($"{Validation:F4}")];
    }
}
