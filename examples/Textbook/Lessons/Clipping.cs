using System;
using System.Collections.Generic;
using AutoDiff;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>A unit that feeds on itself has a cliff in its loss. A step from the edge of it goes to nowhere, unless the gradient is clipped.</summary>
/// <remarks>After Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, ICML 2013.</remarks>
internal static partial class Clipping
{
    private const int Unrolled = 50, Steps = 300;

    public static void Run(Page page)
    {
        double[] start = [5, -2.7];
        Path free = Descend(start, new GradientConditioning()), clipped = Descend(start, new GradientConditioning { ClipNorm = 1 });
        page.Say("The cliff", FormattableString.Invariant($"The largest gradient on the way is {free.LargestNorm:G3} long. Without clipping the loss ends at {free.Loss:G3}, with gradients clipped to length 1 at {clipped.Loss:G3}."));
        page.Plot(
            "The cliff",
            new ContourChart(static (weight, bias) => Loss([weight, bias]), new("not clipped", free.Points), new("clipped", clipped.Points))
            {
                Title = "Two descents from the same place", XAxis = new Axis { Label = "weight", Min = 1, Max = 8 }, YAxis = new Axis { Label = "bias", Min = -8, Max = 0 },
            },
            new LineChart(Series.Of("not clipped", free.Losses), Series.Of("clipped", clipped.Losses)) { Title = "Loss", XAxis = "step", YAxis = "loss" });
    }

    /// <summary>A unit starts at ½ and is fed what it yields, fifty times; it should end at 0.7.</summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> parameters)
    {
        double state = 0.5;
        for (int t = 0; t < Unrolled; t++)
        {
            state = 1 / (1 + Math.Exp(-((parameters[0] * state) + parameters[1])));
        }

        double error = state - 0.7;
        return error * error;
    }

    private static Path Descend(double[] start, GradientConditioning conditioning)
    {
        double[] parameters = [.. start], gradient = new double[2];
        using var optimizer = new Optimizer<double>(2, new GradientDescent { LearningRate = 0.1 }) { Conditioning = conditioning };
        var path = new Path();
        for (int step = 0; step <= Steps; step++)
        {
            path.Loss = LossGradient(parameters, gradient);
            path.Losses.Add(path.Loss);
            path.Points.Add((parameters[0], parameters[1]));
            path.LargestNorm = Math.Max(path.LargestNorm, Math.Sqrt((gradient[0] * gradient[0]) + (gradient[1] * gradient[1])));
            optimizer.Step(parameters, gradient);
        }

        return path;
    }

    private sealed class Path
    {
        public List<(double, double)> Points { get; } = [];

        public List<double> Losses { get; } = [];

        public double Loss { get; set; }

        public double LargestNorm { get; set; }
    }
}
