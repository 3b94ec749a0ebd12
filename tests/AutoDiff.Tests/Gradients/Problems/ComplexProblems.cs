using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="ComplexNumbers"/>.</summary>
public sealed class ComplexProblems : IFamilies<double>
{
    private const int Limit = 8;

    public static IEnumerable<Family<double>> All => [new("Escape", Escape), new("ComplexRoots", Roots) { Sizes = [0, 1, 2, 7] }];

    /// <summary>Every other number escapes, in a round that small differences do not change.</summary>
    private static Problem<double> Escape(int n)
    {
        double[] points = [.. Between(-0.125, 0.125, 2 * n).Select((x, i) => i % 4 == 0 ? x + 1.75 : x)];
        return Problem.Of(
            [new("points", Role.Input, points) { ElementSize = 2 }],
            p => ComplexNumbers.Escape(p[0].As<Complex>(), Limit),
            (p, d) => ComplexNumbers.EscapeGradient(p[0].As<Complex>(), Limit, d[0].As<Complex>()));
    }

    private static Problem<double> Roots(int n) => Problem.Of(
        [new("squares", Role.Input, Between(0.5, 2, 2 * n)) { ElementSize = 2 }],
        p => ComplexNumbers.Roots(p[0].As<Complex>()),
        (p, d) => ComplexNumbers.RootsGradient(p[0].As<Complex>(), d[0].As<Complex>()));
}
