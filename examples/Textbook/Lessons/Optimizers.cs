using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>Two functions that everyone tries first, and how each rule gets to their lowest points.</summary>
internal static partial class Optimizers
{
    private const int MostSteps = 20_000, Shown = 2000;
    private const double Reached = 1e-6;

    public static void Run(Page page)
    {
        // A learning rate for the bowl and one for the valley, each the best of a few.
        (string Name, UpdateRule Bowl, UpdateRule Valley)[] rules =
        [
            ("gradient descent", new GradientDescent { LearningRate = 0.1 }, new GradientDescent { LearningRate = 1.5e-3 }),
            ("momentum", new Momentum { LearningRate = 0.02 }, new Momentum { LearningRate = 5e-4 }),
            ("Nesterov", new Momentum { LearningRate = 0.02, Nesterov = true }, new Momentum { LearningRate = 5e-4, Nesterov = true }),
            ("averaged momentum", new ExponentialMomentum { LearningRate = 0.2 }, new ExponentialMomentum { LearningRate = 5e-3 }),
            ("heavy ball", new HeavyBall { LearningRate = 0.02 }, new HeavyBall { LearningRate = 5e-4 }),
            ("AdaGrad", new AdaGrad { LearningRate = 1 }, new AdaGrad { LearningRate = 0.5 }),
            ("AdaDelta", new AdaDelta { LearningRate = 20 }, new AdaDelta { LearningRate = 20 }),
            ("RMSProp", new RmsProp { LearningRate = 0.02 }, new RmsProp { LearningRate = 2e-3 }),
            ("Adam", new Adam { LearningRate = 0.1 }, new Adam { LearningRate = 0.05 }),
            ("AdamW", new AdamW { LearningRate = 0.1, WeightDecay = 0 }, new AdamW { LearningRate = 0.05, WeightDecay = 0 }),
            ("AdaMax", new AdaMax { LearningRate = 0.1 }, new AdaMax { LearningRate = 0.05 }),
            ("NAdam", new NAdam { LearningRate = 0.1 }, new NAdam { LearningRate = 0.05 }),
            ("RAdam", new RAdam { LearningRate = 0.1 }, new RAdam { LearningRate = 0.05 }),
            ("Lion", new Lion { LearningRate = new CosineDecay { Initial = 0.05, Steps = Shown } }, new Lion { LearningRate = new CosineDecay { Initial = 0.01, Steps = Shown } }),
        ];

        (string Name, Path Bowl, Path Valley)[] paths = [.. rules.Select(static one => (one.Name, Descend(BowlGradient, [2, -1.5], one.Bowl), Descend(ValleyGradient, [-1.2, 1], one.Valley)))];
        page.Table("Steps until the function is below 1e-6", ["rule", "Σθ²", "Rosenbrock's valley"], [.. paths.Select(static path => (IReadOnlyList<string>)[path.Name, path.Bowl.Text, path.Valley.Text])]);

        string[] drawn = ["gradient descent", "momentum", "RMSProp", "Adam"];
        (string Name, Path Bowl, Path Valley)[] some = [.. paths.Where(path => drawn.Contains(path.Name))];
        page.Plot(
            "Paths",
            new ContourChart(static (x, y) => Bowl([x, y]), [.. some.Select(static path => new Series(path.Name, path.Bowl.Points))])
            {
                Title = "Σθ²", XAxis = new Axis { Label = "θ₁", Min = -2.2, Max = 2.2 }, YAxis = new Axis { Label = "θ₂", Min = -1.7, Max = 1.7 },
            },
            new ContourChart(static (x, y) => Valley([x, y]), [.. some.Select(static path => new Series(path.Name, path.Valley.Points))])
            {
                Title = "Rosenbrock's valley", XAxis = new Axis { Label = "θ₁", Min = -1.6, Max = 1.6 }, YAxis = new Axis { Label = "θ₂", Min = -0.6, Max = 1.8 }, Levels = [0.1, 0.5, 2, 5, 10, 20, 50, 100, 200, 400],
            });

        double[] x = [-1.2, 1];
        MinimizationResult result = new Lbfgs().Minimize<double>(ValleyGradient, x);
        page.Say("What to see", FormattableString.Invariant($"In a round bowl all are fast. In a valley gradient descent creeps along the ground, velocity helps, and so do step sizes for each coordinate. Where all examples fit into one step, a minimizer is better than any: L-BFGS needs {result.Evaluations} gradients in the valley."));
    }

    [Differentiable]
    public static double Bowl(ReadOnlySpan<double> theta)
    {
        double sum = 0;
        for (int i = 0; i < theta.Length; i++)
        {
            sum += theta[i] * theta[i];
        }

        return sum;
    }

    [Differentiable]
    public static double Valley(ReadOnlySpan<double> theta)
    {
        double sum = 0;
        for (int i = 0; i + 1 < theta.Length; i++)
        {
            double a = 1 - theta[i], b = theta[i + 1] - (theta[i] * theta[i]);
            sum += (a * a) + (100 * b * b);
        }

        return sum;
    }

    private static Path Descend(GradientFunction<double> gradientOf, double[] theta, UpdateRule rule)
    {
        double[] gradient = new double[theta.Length];
        using var optimizer = new Optimizer<double>(theta.Length, rule);
        List<(double, double)> points = [(theta[0], theta[1])];
        int? reached = null;
        for (int step = 0; step < MostSteps && reached is null; step++)
        {
            if (gradientOf(theta, gradient) < Reached)
            {
                reached = step;
            }

            optimizer.Step(theta, gradient);
            if (step < Shown)
            {
                points.Add((theta[0], theta[1]));
            }
        }

        return new Path(points, reached);
    }

    private sealed record Path(IReadOnlyList<(double, double)> Points, int? Steps)
    {
        public string Text => Steps is { } steps ? $"{steps}" : $"more than {MostSteps}";
    }
}
