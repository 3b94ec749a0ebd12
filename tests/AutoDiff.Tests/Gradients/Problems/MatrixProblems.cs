using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Matrices"/>.</summary>
public sealed class MatrixProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("LogDeterminant", LogDeterminant) { BenchmarkSize = 100 },
        new("Heat", Heat),
        new("References", References),
        new("Ranges", Ranges),
    ];

    private static Problem<double> LogDeterminant(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n))],
        p => Matrices.LogDeterminant(p[0].Span),
        (p, d) => Matrices.LogDeterminantGradient(p[0].Span, d[0].Span));

    private static Problem<double> Heat(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n)), new("conductivity", Role.Scalar, [0.125])],
        p => Matrices.Heat(p[0].Span, p[1].Span[0]),
        (p, d) => Matrices.HeatGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]));

    private static Problem<double> References(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n))],
        p => Matrices.References(p[0].Span),
        (p, d) => Matrices.ReferencesGradient(p[0].Span, d[0].Span));

    private static Problem<double> Ranges(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n), IsArray: true)],
        p => Matrices.Ranges(Whole(p[0])),
        (p, d) => Matrices.RangesGradient(Whole(p[0]), d[0].Span));
}
