using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Numerics"/>.</summary>
public sealed class NumericsProblems : IFamilies<double>
{
    private const int Steps = 5;

    public static IEnumerable<Family<double>> All =>
    [
        new("LogDeterminant", LogDeterminant) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("GaussSeidel", GaussSeidel),
        new("Springs", Springs),
        new("Spectrum", Spectrum) { BenchmarkSize = 1024 },
        new("RankWeighted", RankWeighted) { BenchmarkSize = 100 },
        new("Roots", Roots),
    ];

    private static Problem<double> LogDeterminant(int n)
    {
        double[] a = Uniform(n * n);
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] = n + 1;
        }

        return Problem.Of(
            [new("a", Role.InOut, a)],
            p => Numerics.LogDeterminant(p[0].Span, n),
            (p, d) => Numerics.LogDeterminantGradient(p[0].Span, n, d[0].Span)) with
        {
            Functional = (p, d) => Factorizations.CholeskyFunctionalGradient(p[0].Span, n, d[0].Span),
        };
    }

    private static Problem<double> GaussSeidel(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n, 1)), new("b", Role.Input, Uniform(n, 2)), new("diagonal", Role.Scalar, [2.5])],
        p => Numerics.GaussSeidel(p[0].Span, p[1].Span, p[2].Span[0]),
        (p, d) => Numerics.GaussSeidelGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0])) with
    {
        Functional = (p, d) => Solvers.GaussSeidelFunctionalGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0]),
    };

    private static Problem<double> Springs(int n) => Problem.Of(
        [
            new("start", Role.Input, Uniform(n)), new("stiffness", Role.Scalar, [1.5]),
            new("q", Role.Scratch, Unread(n)), new("p", Role.Scratch, Unread(n)), new("force", Role.Scratch, Unread(n)),
        ],
        p => Numerics.Springs(p[0].Span, p[1].Span[0], Steps, p[2].Span, p[3].Span, p[4].Span),
        (p, d) => Numerics.SpringsGradient(p[0].Span, p[1].Span[0], Steps, p[2].Span, p[3].Span, p[4].Span, d[0].Span, out d[1].Span[0]));

    private static Problem<double> Spectrum(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n))],
        p => Numerics.Spectrum(p[0].Span),
        (p, d) => Numerics.SpectrumGradient(p[0].Span, d[0].Span));

    private static Problem<double> RankWeighted(int n)
    {
        double[] x = Distinct(n);
        return Problem.Of(
            [new("x", Role.InOut, x)],
            p => Numerics.RankWeighted(p[0].Span),
            (p, d) => Numerics.RankWeightedGradient(p[0].Span, d[0].Span)) with
        {
            ClosedForm = () => [[.. x.Select(value => 2 * value * x.Count(other => other <= value))]],
            Functional = (p, d) => Permutations.SortFunctionalGradient(p[0].Span, d[0].Span),
        };
    }

    private static Problem<double> Roots(int n) => Problem.Of(
        [new("a", Role.Input, Between(-3, 3, n))],
        p => Numerics.Roots(p[0].Span),
        (p, d) => Numerics.RootsGradient(p[0].Span, d[0].Span));
}
