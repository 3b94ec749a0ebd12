using System;
using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Nests"/>.</summary>
public sealed class NestProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("Bilinear", n => Bilinear(n, n)) { BenchmarkSize = 200 },
        new("BilinearWide", n => Bilinear(2, n)),
        new("BilinearTall", n => Bilinear(n, 1)),
        new("Triangular", Triangular) { BenchmarkSize = 200 },
        new("Recurrent", Recurrent),
    ];

    private static Problem<double> Bilinear(int rows, int columns) => Problem.Of(
        [new("x", Role.Input, Uniform(rows, 1)), new("a", Role.Input, Uniform(rows * columns, 2)), new("y", Role.Input, Uniform(columns, 3))],
        p => Nests.Bilinear(p[0].Span, p[1].Span, p[2].Span),
        (p, d) => Nests.BilinearGradient(p[0].Span, p[1].Span, p[2].Span, d[0].Span, d[1].Span, d[2].Span));

    private static Problem<double> Triangular(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n))],
        p => Nests.Triangular(p[0].Span),
        (p, d) => Nests.TriangularGradient(p[0].Span, d[0].Span));

    private static Problem<double> Recurrent(int n) => Problem.Of(
        [new("w", Role.Input, Between(0.5, 1, n, 1)), new("input", Role.Constant, Uniform(n, 2))],
        p => Nests.Recurrent(p[0].Span, p[1].Span),
        (p, d) => Nests.RecurrentGradient(p[0].Span, p[1].Span, d[0].Span));
}
