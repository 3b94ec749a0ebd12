using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Polynomials"/> in double precision.</summary>
public sealed class PolynomialProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("Horner", Horner),
        new("PowerSum", n => Make(
            n,
            p => Polynomials.PowerSum(p[0].Span, p[1].Span[0]),
            (p, d) => Polynomials.PowerSumGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]))),
        new("Powers", n => Make(
            n,
            p => Polynomials.Powers(p[0].Span, p[1].Span[0]),
            (p, d) => Polynomials.PowersGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]))),
    ];

    public static Problem<double> Horner(int n) => Make(
        n,
        p => Polynomials.Horner(p[0].Span, p[1].Span[0]),
        (p, d) => Polynomials.HornerGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]));

    private static Problem<double> Make(int n, Primal<double> primal, Gradient<double> gradient)
    {
        double[] c = Uniform(n);
        const double x = 0.875;
        return Problem.Of([new("c", Role.Input, c), new("x", Role.Scalar, [x])], primal, gradient) with
        {
            ClosedForm = () => [[.. c.Select((_, i) => Math.Pow(x, i))], [c.Select((coefficient, i) => i == 0 ? 0 : i * coefficient * Math.Pow(x, i - 1)).Sum()]],
        };
    }
}
