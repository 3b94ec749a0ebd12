using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Rules"/>.</summary>
public sealed class RuleProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("RuleLayers", Layers) { Sizes = [0, 1, 2, 7] },
        new("RulePrefixes", Prefixes),
    ];

    private static Problem<double> Layers(int n) => Problem.Of(
        [new("w", Role.Input, Uniform(n * n, 1)), new("x", Role.Input, Uniform(n, 2)), new("bias", Role.Scalar, [0.1])],
        p => Rules.Layers(p[0].Span, p[1].Span, p[2].Span[0]),
        (p, d) => Rules.LayersGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0]));

    private static Problem<double> Prefixes(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n))],
        p => Rules.Prefixes(p[0].Span),
        (p, d) => Rules.PrefixesGradient(p[0].Span, d[0].Span));
}
