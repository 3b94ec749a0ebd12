using System.Collections.Generic;
using System.Linq;
using AutoDiff.Problems;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of the problems by which autodiff tools are compared, ADBench's and GradBench's.</summary>
public sealed class FieldProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("LeastSquares", LeastSquares) { BenchmarkSize = 128 },
        new("LogSumExp", LogSumExp) { BenchmarkSize = 10_000 },
        new("Determinant", Determinant) { Sizes = [0, 1, 2, 3, 5], BenchmarkSize = 8 },
        new("ChainedGrowth", ChainedGrowth) { Sizes = [1, 2, 7, 33] },
        new("Clustering", Clustering) { Sizes = [1, 2, 7], BenchmarkSize = 50 },
        new("GaussianMixture", GaussianMixture) { Sizes = [0, 1, 2, 7] },
        new("RecurrentNetwork", RecurrentNetwork) { Sizes = [2, 3, 8], BenchmarkSize = 1024 },
    ];

    private static Problem<double> LeastSquares(int coefficients)
    {
        int points = (4 * coefficients) + 3;
        return Problem.Of(
            [new("x", Role.Input, Uniform(coefficients))],
            p => Problems.LeastSquares.Misfit(p[0].Span, points),
            (p, d) => Problems.LeastSquares.MisfitGradient(p[0].Span, points, d[0].Span));
    }

    private static Problem<double> LogSumExp(int n) => Problem.Of(
        [new("x", Role.Input, Distinct(n))],
        p => Problems.LogSumExp.Of(p[0].Span),
        (p, d) => Problems.LogSumExp.OfGradient(p[0].Span, d[0].Span));

    private static Problem<double> Determinant(int size) => Problem.Of(
        [new("matrix", Role.Input, Uniform(size * size))],
        p => Problems.Determinant.ByMinors(p[0].Span, size),
        (p, d) => Problems.Determinant.ByMinorsGradient(p[0].Span, size, d[0].Span));

    private static Problem<double> ChainedGrowth(int n)
    {
        const int Steps = 10;
        return Problem.Of(
            [new("x", Role.Input, Between(0.5, 1.5, n))],
            p => Problems.ChainedGrowth.Last(p[0].Span, Steps),
            (p, d) => Problems.ChainedGrowth.LastGradient(p[0].Span, Steps, d[0].Span));
    }

    /// <summary>Each point is nearer to its own centroid than to the next one.</summary>
    private static Problem<double> Clustering(int count)
    {
        const int Dimension = 8, PointsEach = 20;
        double[] centroids = [.. Uniform(count * Dimension, 1).Select((offset, i) => (8 * (i / Dimension)) + offset)];
        double[] points = [.. Uniform(PointsEach * count * Dimension, 2).Select((offset, i) => (8 * (i / Dimension % count)) + offset)];
        return Problem.Of(
            [new("points", Role.Constant, points), new("centroids", Role.Input, centroids)],
            p => Problems.Clustering.Cost(p[0].Span, p[1].Span, Dimension),
            (p, d) => Problems.Clustering.CostGradient(p[0].Span, p[1].Span, Dimension, d[0].Span));
    }

    private static Problem<double> GaussianMixture(int points)
    {
        const int Count = 5, Dimension = 10;
        const double Gamma = 1.5;
        return Problem.Of(
            [
                new("alpha", Role.Input, Uniform(Count, 1)), new("mu", Role.Input, Uniform(Count * Dimension, 2)), new("q", Role.Input, Uniform(Count * Dimension, 3)),
                new("l", Role.Input, Uniform(Count * Dimension * (Dimension - 1) / 2, 4)), new("x", Role.Constant, Uniform(points * Dimension, 5)),
            ],
            p => Problems.GaussianMixture.LogPosterior(p[0].Span, p[1].Span, p[2].Span, p[3].Span, p[4].Span, Gamma, 1),
            (p, d) => Problems.GaussianMixture.LogPosteriorGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, p[4].Span, Gamma, 1, d[0].Span, d[1].Span, d[2].Span, d[3].Span));
    }

    private static Problem<double> RecurrentNetwork(int length)
    {
        const int Bits = 14, Layers = 2;
        return Problem.Of(
            [
                new("main", Role.Input, Uniform(8 * Layers * Bits, 1)), new("extra", Role.Input, Uniform(3 * Bits, 2)),
                new("state", Role.Constant, Uniform(2 * Layers * Bits, 3)), new("sequence", Role.Constant, [.. Indices(length * Bits, 2, 4).Select(bit => (double)bit)]),
            ],
            p => Problems.RecurrentNetwork.Loss(p[0].Span, p[1].Span, p[2].Span, p[3].Span, Bits),
            (p, d) => Problems.RecurrentNetwork.LossGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, Bits, d[0].Span, d[1].Span));
    }
}
