using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AutoDiff;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Mnist;

/// <summary>Trains a network, tests it, saves it and reports.</summary>
internal static class Trainer
{
    public static int Run(Settings settings)
    {
        Console.WriteLine("Reading 70,000 pictures of digits …");
        Digits digits = Digits.ForTraining(), tests = Digits.ForTest();
        Table<float> inputs = digits.Inputs();
        Split split = Split.ByCounts(digits.Count, Math.Min(settings.Validation, digits.Count - 1), seed: (ulong)settings.Seed);

        // What is trained, by what, and on what.
        using var model = Model.Create(settings.Sizes, settings.Seed);
        var batches = new MiniBatches(split.Training, settings.Batch) { Seed = (ulong)settings.Seed };
        using var optimizer = new Optimizer<float>(model.Parameters.Layout, block => settings.RuleOf(block, Math.Max(1, settings.Epochs * batches.Count))) { Threads = settings.Threads };
        Kernels.Threads = 1; // the threads are those of the loop

        // Each worker gathers its rows in memory of its own.
        float[][] pictures = [.. Enumerable.Range(0, settings.Threads).Select(_ => new float[settings.Batch * Digits.PixelCount])];
        int[][] labels = [.. Enumerable.Range(0, settings.Threads).Select(_ => new int[settings.Batch])];
        int[] sizes = settings.Sizes;

        Directory.CreateDirectory(settings.Folder);
        using var training = new TrainingLoop<float>(model.Parameters, optimizer, batches, (rows, parameters, gradient, batch) =>
            Network.LossGradient(
                inputs.Gather(rows, pictures[batch.Worker]), Batch.Gather<int>(digits.Labels, 1, rows, labels[batch.Worker]), sizes, parameters, settings.Dropout, batch.Seed, gradient))
        {
            Epochs = settings.Epochs,
            Shards = settings.Threads,
            Threads = settings.Threads,
            Validate = split.Validation.Length == 0 ? null : parameters =>
            {
                Evaluation evaluation = Evaluation.Of(parameters.Elements, sizes, inputs, digits.Labels, split.Validation);
                return [new("loss", evaluation.Loss), new("accuracy", evaluation.Accuracy)];
            },
            EarlyStopping = split.Validation.Length == 0 ? null : new() { Metric = "accuracy", Goal = Goal.Maximize, Patience = settings.Patience },
            Checkpoint = new(Path.Combine(settings.Folder, "checkpoint.safetensors")),
            Progress = new ConsoleProgress(),
        };
        if (settings.Resume && !training.Resume())
        {
            Console.Error.WriteLine($"There is nothing to go on with in {settings.Folder}.");
            return 1;
        }

        using var cancellation = new ConsoleCancellation();
        TrainingResult result = training.Run(cancellation.Token);
        WriteLog(Path.Combine(settings.Folder, "log.csv"), result.History);
        if (result.Status == TrainingStatus.Cancelled)
        {
            Console.WriteLine("Stopped. Go on with --resume and the same options.");
            return 130;
        }

        model.Parameters.Save(Path.Combine(settings.Folder, "model.safetensors"));
        Evaluation test = Evaluation.Of(model.Parameters.Elements, sizes, tests.Inputs(), tests.Labels, [.. Enumerable.Range(0, tests.Count)]);
        double seconds = result.History.Sum(static epoch => epoch.Seconds), speed = result.History.Count * (double)split.Training.Length / Math.Max(seconds, 1e-9);
        string report = Path.Combine(settings.Folder, "report.html");
        Report.Save(report, settings, result, tests, test, seconds, speed);
        Console.WriteLine(FormattableString.Invariant($"test accuracy {100 * test.Accuracy:F2} %"));
        Console.WriteLine(FormattableString.Invariant($"trained in {seconds:F1} s, {speed:N0} images a second"));
        Console.WriteLine($"model, log and report are in {settings.Folder}: open {report}");
        return 0;
    }

    /// <summary>The epochs as a table, for other programs.</summary>
    private static void WriteLog(string path, IReadOnlyList<EpochRecord> history)
    {
        string[] metrics = [.. history.Count == 0 ? [] : history[0].Metrics.Select(static metric => $"validation_{metric.Name}")];
        using CsvLog log = CsvLog.Create(path, ["epoch", "steps", "training_loss", "learning_rate", "seconds", .. metrics]);
        foreach (EpochRecord epoch in history)
        {
            log.Append([epoch.Epoch, epoch.Steps, epoch.TrainingLoss, epoch.LearningRate, epoch.Seconds, .. epoch.Metrics.Select(static metric => metric.Value)]);
        }
    }
}
