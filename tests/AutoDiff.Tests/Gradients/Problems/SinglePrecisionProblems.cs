using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls in single precision.</summary>
public sealed class SinglePrecisionProblems : IFamilies<float>
{
    public static IEnumerable<Family<float>> All =>
    [
        new("RosenbrockSingle", n => LossProblems.Rosenbrock(n).InSinglePrecision(
            p => Losses.Rosenbrock(p[0].Span),
            (p, d) => Losses.RosenbrockGradient(p[0].Span, d[0].Span))),
        new("LogisticSingle", n => LossProblems.Logistic(n).InSinglePrecision(
            p => Losses.Logistic(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span),
            (p, d) => Losses.LogisticGradient(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span, d[0].Span, out d[1].Span[0]))) { BenchmarkSize = 200 },
        new("TensorLogisticSingle", n => TensorProblems.Logistic(n).InSinglePrecision(
            p => Tensors.Logistic(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span),
            (p, d) => Tensors.LogisticGradient(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span, d[0].Span, out d[1].Span[0]))) { BenchmarkSize = 200 },
        new("HornerSingle", n => PolynomialProblems.Horner(n).InSinglePrecision(
            p => Polynomials.Horner(p[0].Span, p[1].Span[0]),
            (p, d) => Polynomials.HornerGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]))),
        new("LogSumExpSingle", n => SoftmaxProblems.LogSumExp(n).InSinglePrecision(
            p => Softmax.LogSumExp(p[0].Span),
            (p, d) => Softmax.LogSumExpGradient(p[0].Span, d[0].Span))),
        new("FusedPerceptronSingle", n => PerceptronProblems.Fused(n).InSinglePrecision(
            p => Perceptrons.Fused(p[0].Span, p[1].Span, p[2].Span, p[3].Span[0], p[4].Span, p[5].Span),
            (p, d) => Perceptrons.FusedGradient(
                p[0].Span, p[1].Span, p[2].Span, p[3].Span[0], p[4].Span, p[5].Span, d[0].Span, d[1].Span, d[2].Span, out d[3].Span[0]))) { BenchmarkSize = 64 },
        new("Accumulated", Accumulated),
    ];

    private static Problem<float> Accumulated(int n)
    {
        Parameter<double>[] parameters = [new("x", Role.Input, Samples.Uniform(n))];
        return new Problem<float>(
            [new("x", Role.Input, [.. parameters[0].Content.Select(x => (float)x)])],
            p => Values.Accumulated(p[0].Span),
            (p, d) => Values.AccumulatedGradient(p[0].Span, d[0].Span))
        {
            Reference = new Differences(parameters, p => double.Sqrt(1 + p[0].ToArray().Sum(x => x * x))),
        };
    }
}
