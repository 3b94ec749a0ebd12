using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Solvers"/>.</summary>
public sealed class SolverProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("Thomas", Thomas),
        new("Sor", Sor),
        new("ConjugateGradients", ConjugateGradients) { Sizes = [0, 1, 2, 7, 17] },
        new("PowerIteration", PowerIteration) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("Levinson", n => Problem.OfInput(Between(-0.15, 0.15, n), Solvers.Levinson, Solvers.LevinsonGradient, Solvers.LevinsonFunctionalGradient, "r")) { BenchmarkSize = 100 },
        new("CubeRoots", n => Problem.OfInput(Between(0.5, 4, n), Solvers.CubeRoots, Solvers.CubeRootsGradient, Solvers.CubeRootsFunctionalGradient, "a")),
        new("Bisection", n => Problem.OfInput(Between(0.5, 3, n), Solvers.Bisection, Solvers.BisectionGradient, Solvers.BisectionFunctionalGradient, "a")),
        new("Bracket", n => Problem.OfInput(Between(1, 1.25, n), Solvers.Bracket, Solvers.BracketGradient, Solvers.BracketFunctionalGradient, "a")),
    ];

    private static Problem<double> Thomas(int n) => Problem.Of(
        [
            new("lower", Role.Input, Uniform(n, 1)), new("diagonal", Role.Input, Between(3, 4, n, 2)),
            new("upper", Role.InOut, Uniform(n, 3)), new("right", Role.InOut, Uniform(n, 4)),
        ],
        p => Solvers.Thomas(p[0].Span, p[1].Span, p[2].Span, p[3].Span),
        (p, d) => Solvers.ThomasGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, d[0].Span, d[1].Span, d[2].Span, d[3].Span)) with
    {
        Functional = (p, d) => Solvers.ThomasFunctionalGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, d[0].Span, d[1].Span, d[2].Span, d[3].Span),
    };

    private static Problem<double> Sor(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n, 1)), new("b", Role.Input, Uniform(n, 2)), new("omega", Role.Scalar, [1.25])],
        p => Solvers.Sor(p[0].Span, p[1].Span, p[2].Span[0]),
        (p, d) => Solvers.SorGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0])) with
    {
        Functional = (p, d) => Solvers.SorFunctionalGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0]),
    };

    private static Problem<double> ConjugateGradients(int n) => Problem.Of(
        [new("b", Role.Input, Uniform(n)), new("stiffness", Role.Scalar, [1.5])],
        p => Solvers.ConjugateGradients(p[0].Span, p[1].Span[0]),
        (p, d) => Solvers.ConjugateGradientsGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0])) with
    {
        Functional = (p, d) => Solvers.ConjugateGradientsFunctionalGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]),
    };

    private static Problem<double> PowerIteration(int n) => Problem.Of(
        [new("a", Role.Input, Between(0.25, 1, n * n))],
        p => Solvers.PowerIteration(p[0].Span, n),
        (p, d) => Solvers.PowerIterationGradient(p[0].Span, n, d[0].Span)) with
    {
        Functional = (p, d) => Solvers.PowerIterationFunctionalGradient(p[0].Span, n, d[0].Span),
    };
}
