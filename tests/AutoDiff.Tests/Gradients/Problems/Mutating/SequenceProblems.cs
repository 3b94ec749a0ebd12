using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Sequences"/>.</summary>
public sealed class SequenceProblems : IFamilies<double>
{
    private const int Length = 5;
    private const int Capacity = 12;

    public static IEnumerable<Family<double>> All =>
    [
        new("SoftDtw", SoftDtw) { BenchmarkSize = 100 },
        new("Kalman", Kalman),
        new("Lstm", Lstm) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("ForwardAlgorithm", ForwardAlgorithm) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("Viterbi", Viterbi) { Sizes = [0, 1, 2, 5], BenchmarkSize = 50 },
        new("FloydWarshall", FloydWarshall) { Sizes = [0, 1, 2, 5], BenchmarkSize = 50 },
        new("SoftKnapsack", SoftKnapsack),
    ];

    private static Problem<double> SoftDtw(int n) => Problem.Of(
        [new("x", Role.Input, Distinct(n, 1)), new("y", Role.Input, Distinct(n, 2))],
        p => Sequences.SoftDtw(p[0].Span, p[1].Span),
        (p, d) => Sequences.SoftDtwGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span)) with
    {
        Functional = (p, d) => Sequences.SoftDtwFunctionalGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span),
    };

    private static Problem<double> Kalman(int n) => Problem.Of(
        [new("measured", Role.Input, Uniform(n)), new("process", Role.Scalar, [0.125]), new("noise", Role.Scalar, [0.5])],
        p => Sequences.Kalman(p[0].Span, p[1].Span[0], p[2].Span[0]),
        (p, d) => Sequences.KalmanGradient(p[0].Span, p[1].Span[0], p[2].Span[0], d[0].Span, out d[1].Span[0], out d[2].Span[0])) with
    {
        Functional = (p, d) => Sequences.KalmanFunctionalGradient(p[0].Span, p[1].Span[0], p[2].Span[0], d[0].Span, out d[1].Span[0], out d[2].Span[0]),
    };

    private static Problem<double> Lstm(int n) => Problem.Of(
        [
            new("w", Role.Input, Uniform(3 * n * n, 1)), new("input", Role.Input, Uniform(Length, 2)),
            new("hidden", Role.InOut, Uniform(n, 3)), new("cell", Role.InOut, Uniform(n, 4)),
        ],
        p => Sequences.Lstm(p[0].Span, p[1].Span, p[2].Span, p[3].Span),
        (p, d) => Sequences.LstmGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, d[0].Span, d[1].Span, d[2].Span, d[3].Span)) with
    {
        Functional = (p, d) => Sequences.LstmFunctionalGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, d[0].Span, d[1].Span, d[2].Span, d[3].Span),
    };

    private static Problem<double> ForwardAlgorithm(int states) => Problem.Of(
        [new("transition", Role.Input, Distinct(states * states)), new("emission", Role.Input, Distinct(Length * states, 2))],
        p => Sequences.ForwardAlgorithm(p[0].Span, p[1].Span, states),
        (p, d) => Sequences.ForwardAlgorithmGradient(p[0].Span, p[1].Span, states, d[0].Span, d[1].Span)) with
    {
        Functional = (p, d) => Sequences.ForwardAlgorithmFunctionalGradient(p[0].Span, p[1].Span, states, d[0].Span, d[1].Span),
    };

    private static Problem<double> Viterbi(int states) => Problem.Of(
        [new("transition", Role.Input, Uniform(states * states)), new("emission", Role.Input, Uniform(Length * states, 2))],
        p => Sequences.Viterbi(p[0].Span, p[1].Span, states),
        (p, d) => Sequences.ViterbiGradient(p[0].Span, p[1].Span, states, d[0].Span, d[1].Span)) with
    {
        Functional = (p, d) => Sequences.ViterbiFunctionalGradient(p[0].Span, p[1].Span, states, d[0].Span, d[1].Span),
    };

    private static Problem<double> FloydWarshall(int n) => Problem.Of(
        [new("distance", Role.InOut, [.. Distinct(n * n).Select(x => x + 1.5)])],
        p => Sequences.FloydWarshall(p[0].Span, n),
        (p, d) => Sequences.FloydWarshallGradient(p[0].Span, n, d[0].Span)) with
    {
        Functional = (p, d) => Sequences.FloydWarshallFunctionalGradient(p[0].Span, n, d[0].Span),
    };

    private static Problem<double> SoftKnapsack(int n)
    {
        int[] weight = [.. Indices(n, 4).Select(i => i + 1)];
        return Problem.Of(
            [new("worth", Role.Input, Uniform(n))],
            p => Sequences.SoftKnapsack(p[0].Span, weight, Capacity),
            (p, d) => Sequences.SoftKnapsackGradient(p[0].Span, weight, Capacity, d[0].Span)) with
        {
            Functional = (p, d) => Sequences.SoftKnapsackFunctionalGradient(p[0].Span, weight, Capacity, d[0].Span),
        };
    }
}
