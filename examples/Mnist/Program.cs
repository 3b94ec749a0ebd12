using System;
using System.Diagnostics;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Training;
using Mnist;

return new CommandLine().Run(args, Train, static (_, _) => 0);

static int Train(Settings settings)
{
    int[] sizes = settings.Sizes;
    Digits digits = Digits.ForTraining();
    Table<float> inputs = digits.Inputs();
    Split split = Split.ByCounts(digits.Count, settings.Validation, seed: (ulong)settings.Seed);
    ParameterLayout layout = Network.LayoutOf(sizes);
    var batches = new MiniBatches(split.Training, settings.Batch) { Seed = (ulong)settings.Seed };
    using var parameters = new ParameterBuffer<float>(layout);
    using var gradient = new ParameterBuffer<float>(layout);
    using var optimizer = new Optimizer<float>(layout, block => settings.RuleOf(block, settings.Epochs * batches.Count));
    var random = new Random(settings.Seed);
    for (int block = 0; block < layout.Count; block += 2)
    {
        double bound = Math.Sqrt(6.0 / sizes[block / 2]);
        foreach (ref float weight in parameters[block])
        {
            weight = (float)(bound * ((2 * random.NextDouble()) - 1));
        }
    }

    float[] buffer = new float[settings.Batch * Digits.PixelCount];
    int[] labels = new int[settings.Batch];
    long start = Stopwatch.GetTimestamp();
    for (int epoch = 0; epoch < settings.Epochs; epoch++)
    {
        double sum = 0;
        foreach (ReadOnlySpan<int> rows in batches.Epoch(epoch))
        {
            for (int i = 0; i < rows.Length; i++)
            {
                labels[i] = digits.Labels[rows[i]];
            }

            sum += rows.Length * Network.LossGradient(inputs.Gather(rows, buffer), labels.AsSpan(0, rows.Length), sizes, parameters.Elements, gradient.Elements);
            optimizer.Step(parameters, gradient);
        }

        Console.WriteLine($"epoch {epoch + 1}: loss {sum / split.Training.Length:F4}");
    }

    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Digits test = Digits.ForTest();
    float[] outputs = new float[test.Count * Network.OutputCount(sizes)];
    Network.Forward(test.Inputs().Elements, test.Count, sizes, parameters.Elements, outputs);
    double accuracy = Classification.Accuracy<float>(test.Labels, outputs.AsSpan(outputs.Length - (test.Count * Digits.Classes)));
    Console.WriteLine(FormattableString.Invariant($"test accuracy {100 * accuracy:F2} %, {seconds:F1} s, {settings.Epochs * split.Training.Length / seconds:F0} images a second"));
    return 0;
}
