using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Training;

namespace Mnist;

/// <summary>A page that says how the training went, and what the network gets wrong.</summary>
internal static class Report
{
    private const int MostImages = 60;

    public static void Save(string path, Settings settings, TrainingResult result, Digits tests, Evaluation test, double seconds, double speed)
    {
        IReadOnlyList<EpochRecord> history = result.History;
        var report = new HtmlReport("Handwritten digits") { Subtitle = $"A network of {string.Join(" – ", settings.Sizes)} units, trained on MNIST" };
        report.AddFigures(
            ("test accuracy", FormattableString.Invariant($"{100 * test.Accuracy:F2} %")),
            ("wrong, of 10,000", $"{test.Labels.Zip(test.Answers).Count(static pair => pair.First != pair.Second)}"),
            ("training", FormattableString.Invariant($"{seconds:F1} s")),
            ("images a second", FormattableString.Invariant($"{speed:N0}")));

        List<Chart> charts = [new LineChart([Curve("training", history, static epoch => epoch.TrainingLoss), .. Validated("loss")]) { Title = "Loss", XAxis = "epoch", YAxis = new Axis { Label = "cross-entropy", IsLogarithmic = true } }];
        if (Validated("accuracy") is { Length: > 0 } accuracy)
        {
            charts.Add(new LineChart(accuracy) { Title = "Accuracy", XAxis = "epoch", YAxis = "share of pictures" });
        }

        charts.Add(new LineChart(Curve("learning rate", history, static epoch => epoch.LearningRate)) { Title = "Learning rate at the end of each epoch", XAxis = "epoch", YAxis = "learning rate" });
        report.AddCharts("Training", charts);

        var matrix = new ConfusionMatrix(Digits.Classes);
        matrix.Add(test.Labels, test.Answers);
        report.AddConfusionMatrix("What the 10,000 test pictures are, and what the network says", matrix);

        // The most confident ones first.
        int[] wrong = [.. Enumerable.Range(0, test.Labels.Length).Where(i => test.Labels[i] != test.Answers[i]).OrderByDescending(Confidence).Take(MostImages)];
        report.AddGallery("Wrong answers, the most confident ones first", [.. wrong.Select(i => new ReportImage(tests.Pictures[test.Rows[i]], Digits.Side, Digits.Side, $"{test.Labels[i]}", $"{test.Answers[i]}", Confidence(i)))]);
        report.AddSettings(
            "Settings",
            ("epochs", $"{settings.Epochs}"), ("batch", $"{settings.Batch}"), ("optimizer", settings.Optimizer), ("schedule", settings.Schedule),
            ("dropout", FormattableString.Invariant($"{settings.Dropout}")), ("weight decay", FormattableString.Invariant($"{settings.WeightDecay}")),
            ("validation", $"{settings.Validation} pictures"), ("threads", $"{settings.Threads}"), ("seed", $"{settings.Seed}"), ("best epoch", $"{result.BestEpoch}"));
        report.Save(path);

        double Confidence(int i) => test.Probabilities[(i * Digits.Classes) + test.Answers[i]];

        Series[] Validated(string metric) => history.Count == 0 || history[0].Metrics.Count == 0 ? [] : [Curve("validation", history, epoch => epoch[metric])];
    }

    private static Series Curve(string name, IReadOnlyList<EpochRecord> history, Func<EpochRecord, double> number) => new(name, [.. history.Select(epoch => ((double)epoch.Epoch, number(epoch)))]);
}
