using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Perceptrons"/> in double precision; the size is that of the hidden layer.</summary>
public sealed class PerceptronProblems : IFamilies<double>
{
    private const int Inputs = 4;
    private const int Rows = 3;

    public static IEnumerable<Family<double>> All => [new("StoredPerceptron", Stored) { BenchmarkSize = 64 }, new("FusedPerceptron", Fused) { BenchmarkSize = 64 }];

    public static Problem<double> Fused(int hidden) => Problem.Of(
        Parameters(hidden),
        p => Perceptrons.Fused(p[0].Span, p[1].Span, p[2].Span, p[3].Span[0], p[4].Span, p[5].Span),
        (p, d) => Perceptrons.FusedGradient(
            p[0].Span, p[1].Span, p[2].Span, p[3].Span[0], p[4].Span, p[5].Span, d[0].Span, d[1].Span, d[2].Span, out d[3].Span[0]));

    private static Problem<double> Stored(int hidden) => Problem.Of(
        [.. Parameters(hidden), new("hidden", Role.Scratch, Unread(hidden))],
        p => Perceptrons.Stored(p[0].Span, p[1].Span, p[2].Span, p[3].Span[0], p[4].Span, p[5].Span, p[6].Span),
        (p, d) => Perceptrons.StoredGradient(
            p[0].Span, p[1].Span, p[2].Span, p[3].Span[0], p[4].Span, p[5].Span, p[6].Span, d[0].Span, d[1].Span, d[2].Span, out d[3].Span[0]));

    private static Parameter<double>[] Parameters(int hidden) =>
    [
        new("w1", Role.Input, Uniform(hidden * Inputs, 1)),
        new("b1", Role.Input, Uniform(hidden, 2)),
        new("w2", Role.Input, Uniform(hidden, 3)),
        new("b2", Role.Scalar, [0.125]),
        new("x", Role.Constant, Uniform(Rows * Inputs, 4)),
        new("y", Role.Constant, Uniform(Rows, 5)),
    ];
}
