using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Losses"/> in double precision.</summary>
public sealed class LossProblems : IFamilies<double>
{
    private const int Rows = 5;

    public static IEnumerable<Family<double>> All =>
    [
        new("Rosenbrock", Rosenbrock),
        new("Logistic", Logistic) { BenchmarkSize = 200 },
        new("SquaredError", SquaredError),
        new("Ridge", Ridge) { BenchmarkSize = 200 },
    ];

    public static Problem<double> Rosenbrock(int n)
    {
        double[] x = Uniform(n);
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Losses.Rosenbrock(p[0].Span),
            (p, d) => Losses.RosenbrockGradient(p[0].Span, d[0].Span)) with { ClosedForm = Formula };

        double[][] Formula() =>
        [
            [.. Enumerable.Range(0, n).Select(i =>
                (i + 1 < n ? (-2 * (1 - x[i])) - (400 * x[i] * (x[i + 1] - (x[i] * x[i]))) : 0) + (i > 0 ? 200 * (x[i] - (x[i - 1] * x[i - 1])) : 0))],
        ];
    }

    public static Problem<double> Logistic(int n)
    {
        double[] w = Uniform(n, 1), b = [0.25], x = Uniform(Rows * n, 2), y = Signs(Rows, 3);
        return Problem.Of(
            [new("w", Role.Input, w), new("b", Role.Scalar, b), new("x", Role.Constant, x), new("y", Role.Constant, y)],
            p => Losses.Logistic(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span),
            (p, d) => Losses.LogisticGradient(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span, d[0].Span, out d[1].Span[0])) with { ClosedForm = Formula };

        double[][] Formula()
        {
            double[] slopes = [.. Enumerable.Range(0, Rows).Select(i => -y[i] / (1 + Math.Exp(y[i] * (b[0] + Enumerable.Range(0, n).Sum(j => w[j] * x[(i * n) + j])))) / Rows)];
            return [[.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, Rows).Sum(i => slopes[i] * x[(i * n) + j]))], [slopes.Sum()]];
        }
    }

    private static Problem<double> SquaredError(int n)
    {
        double[] prediction = Uniform(n, 1), target = Uniform(n, 2);
        return Problem.Of(
            [new("prediction", Role.Input, prediction), new("target", Role.Input, target)],
            p => Losses.SquaredError(p[0].Span, p[1].Span),
            (p, d) => Losses.SquaredErrorGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span)) with
        {
            ClosedForm = () => [[.. prediction.Zip(target, (a, b) => a - b)], [.. prediction.Zip(target, (a, b) => b - a)]],
        };
    }

    private static Problem<double> Ridge(int n)
    {
        double[] w = Uniform(n, 1), lambda = [0.125], x = Uniform(Rows * n, 2), y = Uniform(Rows, 3);
        return Problem.Of(
            [new("w", Role.Input, w), new("lambda", Role.Scalar, lambda), new("x", Role.Constant, x), new("y", Role.Constant, y)],
            p => Losses.Ridge(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span),
            (p, d) => Losses.RidgeGradient(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span, d[0].Span, out d[1].Span[0])) with { ClosedForm = Formula };

        double[][] Formula()
        {
            double[] residuals = [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Range(0, n).Sum(j => w[j] * x[(i * n) + j]) - y[i])];
            return
            [
                [.. Enumerable.Range(0, n).Select(j => (2 * lambda[0] * w[j]) + Enumerable.Range(0, Rows).Sum(i => 2 * residuals[i] * x[(i * n) + j]))],
                [w.Sum(weight => weight * weight)],
            ];
        }
    }
}
