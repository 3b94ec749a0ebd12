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
    private static readonly double[] Rates = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

    public static void Run(Page page)
    {
        (string Name, Func<double, UpdateRule> Of)[] rules =
        [
            ("gradient descent", static rate => new GradientDescent { LearningRate = rate }),
            ("momentum", static rate => new Momentum { LearningRate = rate }),
            ("Nesterov", static rate => new Momentum { LearningRate = rate, Nesterov = true }),
            ("averaged momentum", static rate => new ExponentialMomentum { LearningRate = rate }),
            ("heavy ball", static rate => new HeavyBall { LearningRate = rate }),
            ("AdaGrad", static rate => new AdaGrad { LearningRate = rate }),
            ("AdaDelta", static rate => new AdaDelta { LearningRate = rate }),
            ("RMSProp", static rate => new RmsProp { LearningRate = rate }),
            ("Adam", static rate => new Adam { LearningRate = rate }),
            ("AdamW", static rate => new AdamW { LearningRate = rate, WeightDecay = 0 }),
            ("AdaMax", static rate => new AdaMax { LearningRate = rate }),
            ("NAdam", static rate => new NAdam { LearningRate = rate }),
            ("RAdam", static rate => new RAdam { LearningRate = rate }),
            ("Lion, falling to zero", static rate => new Lion { LearningRate = new CosineDecay { Initial = rate, Steps = Shown } }),
        ];

        (string Name, Path Bowl, Path Valley)[] paths = [.. rules.Select(static one => (one.Name, Best(BowlGradient, [2, -1.5], one.Of), Best(ValleyGradient, [-1.2, 1], one.Of)))];
        page.Table(
            "Steps until the function is below 1e-6, with the best of eleven learning rates",
            ["rule", "Σθ²", "rate", "Rosenbrock's valley", "rate"],
            [.. paths.Select(static path => (IReadOnlyList<string>)[path.Name, path.Bowl.Text, path.Bowl.RateText, path.Valley.Text, path.Valley.RateText])]);

        string[] drawn = ["gradient descent", "momentum", "Adam"];
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

    /// <summary>The descent of the rule that is the shortest, by its learning rate.</summary>
    private static Path Best(GradientFunction<double> gradientOf, double[] start, Func<double, UpdateRule> ruleOf) =>
        Rates.Select(rate => Descend(gradientOf, [.. start], ruleOf(rate), rate)).MinBy(static path => path.Steps ?? int.MaxValue)!;

    private static Path Descend(GradientFunction<double> gradientOf, double[] theta, UpdateRule rule, double rate)
    {
        double[] gradient = new double[theta.Length];
        using var optimizer = new Optimizer<double>(theta.Length, rule);
        List<(double, double)> points = [(theta[0], theta[1])];
        int? reached = null;
        for (int step = 0; step < MostSteps && reached is null; step++)
        {
            double value = gradientOf(theta, gradient);
            if (value < Reached)
            {
                reached = step;
            }
            else if (!double.IsFinite(value))
            {
                break;
            }

            optimizer.Step(theta, gradient);
            if (step < Shown)
            {
                points.Add((theta[0], theta[1]));
            }
        }

        return new Path(points, reached, rate);
    }

    private sealed record Path(IReadOnlyList<(double, double)> Points, int? Steps, double Rate)
    {
        public string Text => Steps is { } steps ? $"{steps}" : $"more than {MostSteps}";

        public string RateText => Steps is null ? "–" : FormattableString.Invariant($"{Rate}");
    }
}
