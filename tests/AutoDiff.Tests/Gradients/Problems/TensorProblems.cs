using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Tensors"/>.</summary>
public sealed class TensorProblems : IFamilies<double>
{
    private const int Rows = 5;
    private const int Classes = 10;
    private const int Dimension = 3;

    public static IEnumerable<Family<double>> All =>
    [
        new("TensorLogistic", Logistic) { BenchmarkSize = 200 },
        new("Clusters", Clusters) { Sizes = [1, 2, 7], BenchmarkSize = 20 },
        new("TensorCrossEntropy", CrossEntropy) { BenchmarkSize = 100 },
        new("Similarity", Similarity) { Sizes = [1, 2, 7, 33] },
        new("Normalized", Normalized) { Sizes = [2, 7, 33] },
    ];

    public static Problem<double> Logistic(int n) => Problem.Of(
        [new("w", Role.Input, Uniform(n, 1)), new("b", Role.Scalar, [0.25]), new("x", Role.Constant, Uniform(Rows * n, 2)), new("y", Role.Constant, Signs(Rows, 3))],
        p => Tensors.Logistic(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span),
        (p, d) => Tensors.LogisticGradient(p[0].Span, p[1].Span[0], p[2].Span, p[3].Span, d[0].Span, out d[1].Span[0]));

    private static Problem<double> Clusters(int n) => Problem.Of(
        [new("centers", Role.Input, Uniform(n * Dimension, 1)), new("points", Role.Input, Uniform(4 * Dimension, 2))],
        p => Tensors.Clusters(p[0].Span, p[1].Span, Dimension),
        (p, d) => Tensors.ClustersGradient(p[0].Span, p[1].Span, Dimension, d[0].Span, d[1].Span));

    private static Problem<double> CrossEntropy(int rows)
    {
        double[] logits = [.. Enumerable.Range(0, rows).SelectMany(row => Distinct(Classes, row).Select(x => 4 * x))];
        int[] labels = Indices(rows, Classes);
        return Problem.Of(
            [new("logits", Role.Input, logits), new("probabilities", Role.Scratch, Unread(Classes))],
            p => Tensors.CrossEntropy(p[0].Span, labels, Classes, p[1].Span),
            (p, d) => Tensors.CrossEntropyGradient(p[0].Span, labels, Classes, p[1].Span, d[0].Span)) with
        {
            ClosedForm = () => [[.. logits.Select((x, i) => (1 / logits.Skip(i / Classes * Classes).Take(Classes).Sum(other => Math.Exp(other - x))) - (labels[i / Classes] == i % Classes ? 1 : 0))]],
        };
    }

    private static Problem<double> Similarity(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n, 1)), new("y", Role.Input, Uniform(n, 2)), new("scale", Role.Scalar, [0.75])],
        p => Tensors.Similarity(p[0].Span, p[1].Span, p[2].Span[0]),
        (p, d) => Tensors.SimilarityGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0]));

    private static Problem<double> Normalized(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n, 1)), new("gain", Role.Input, Uniform(n, 2)), new("bias", Role.Input, Uniform(n, 3))],
        p => Tensors.Normalized(p[0].Span, p[1].Span, p[2].Span),
        (p, d) => Tensors.NormalizedGradient(p[0].Span, p[1].Span, p[2].Span, d[0].Span, d[1].Span, d[2].Span));
}
