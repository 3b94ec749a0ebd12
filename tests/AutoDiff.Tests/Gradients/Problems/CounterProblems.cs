using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Counters"/>.</summary>
public sealed class CounterProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("Packed", Packed) { Sizes = [0, 1, 2, 7], BenchmarkSize = 100 },
        new("TwoWays", TwoWays),
        new("UntilNegative", UntilNegative),
        new("OneAfterAnother", OneAfterAnother),
    ];

    private static Problem<double> Packed(int n) => Problem.Of(
        [new("packed", Role.Input, Uniform(n * (n + 1) / 2, 1)), new("x", Role.Input, Uniform(n, 2))],
        p => Counters.Packed(p[0].Span, p[1].Span),
        (p, d) => Counters.PackedGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span));

    private static Problem<double> TwoWays(int n)
    {
        const int Rows = 3;
        return Problem.Of(
            [new("x", Role.Input, Uniform(n))],
            p => Counters.TwoWays(p[0].Span, Rows),
            (p, d) => Counters.TwoWaysGradient(p[0].Span, Rows, d[0].Span));
    }

    private static Problem<double> UntilNegative(int n)
    {
        double[] x = Between(0.1, 0.5, n);
        if (n > 2) x[n - 2] = -x[n - 2];
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Counters.UntilNegative(p[0].Span),
            (p, d) => Counters.UntilNegativeGradient(p[0].Span, d[0].Span));
    }

    private static Problem<double> OneAfterAnother(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n))],
        p => Counters.OneAfterAnother(p[0].Span),
        (p, d) => Counters.OneAfterAnotherGradient(p[0].Span, d[0].Span));
}
