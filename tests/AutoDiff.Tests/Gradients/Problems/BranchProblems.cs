using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Branches"/>, away from the kinks.</summary>
public sealed class BranchProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("RunningMaximum", RunningMaximum),
        new("Product", n => Product(Between(0.75, 1.25, n))),
        new("ProductWithOneZero", n => Product([.. Between(0.75, 1.25, n).Select((x, i) => i == n / 2 ? 0 : x)])),
        new("ProductWithTwoZeros", n => Product([.. Between(0.75, 1.25, n).Select((x, i) => i == 0 || i == n / 2 ? 0 : x)])),
        new("Huber", Huber),
        new("Hinge", Hinge),
        new("Piecewise", Piecewise),
        new("Kinds", Kinds),
        new("UntilNegative", UntilNegative),
        new("UntilNegativeAtOnce", n => UntilNegative(Between(-0.75, -0.6, n))),
        new("LastButOne", LastButOne),
        new("Newton", Newton),
    ];

    private static Problem<double> RunningMaximum(int n)
    {
        double[] x = Distinct(n);
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Branches.RunningMaximum(p[0].Span),
            (p, d) => Branches.RunningMaximumGradient(p[0].Span, d[0].Span)) with { ClosedForm = Formula };

        double[][] Formula()
        {
            double[] d = new double[n];
            for (int i = 0; i < n; i++)
            {
                double max = x[..(i + 1)].Max();
                d[Array.IndexOf(x, max)] += 2 * max;
            }

            return [d];
        }
    }

    private static Problem<double> Product(double[] x) => Problem.Of(
        [new("x", Role.Input, x)],
        p => Branches.Product(p[0].Span),
        (p, d) => Branches.ProductGradient(p[0].Span, d[0].Span)) with
    {
        ClosedForm = () => [[.. x.Select((_, i) => x.Where((_, other) => other != i).Aggregate(1.0, (product, value) => product * value))]],
    };

    private static Problem<double> Huber(int n) => Problem.Of(
        [new("residuals", Role.Input, AwayFromMultiples(0.5, 2, n)), new("width", Role.Scalar, [1])],
        p => Branches.Huber(p[0].Span, p[1].Span[0]),
        (p, d) => Branches.HuberGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]));

    private static Problem<double> Hinge(int n) => Problem.Of(
        [new("score", Role.Input, AwayFromMultiples(1, 3, n)), new("y", Role.Constant, Signs(n))],
        p => Branches.Hinge(p[0].Span, p[1].Span),
        (p, d) => Branches.HingeGradient(p[0].Span, p[1].Span, d[0].Span));

    private static Problem<double> Piecewise(int n) => Problem.Of(
        [new("x", Role.Input, AwayFromMultiples(1, 3, n))],
        p => Branches.Piecewise(p[0].Span),
        (p, d) => Branches.PiecewiseGradient(p[0].Span, d[0].Span));

    private static Problem<double> Kinds(int n)
    {
        int[] kinds = Indices(n, 4);
        return Problem.Of(
            [new("x", Role.Input, Between(0.25, 1, n))],
            p => Branches.Kinds(p[0].Span, kinds),
            (p, d) => Branches.KindsGradient(p[0].Span, kinds, d[0].Span));
    }

    private static Problem<double> UntilNegative(int n) => UntilNegative([.. Between(-0.25, 0.25, n).Select((x, i) => i == 20 ? -0.75 : x)]);

    private static Problem<double> UntilNegative(double[] x) => Problem.Of(
        [new("x", Role.Input, x)],
        p => Branches.UntilNegative(p[0].Span),
        (p, d) => Branches.UntilNegativeGradient(p[0].Span, d[0].Span));

    private static Problem<double> LastButOne(int n) => Problem.Of(
        [new("x", Role.Input, Distinct(n))],
        p => Branches.LastButOne(p[0].Span),
        (p, d) => Branches.LastButOneGradient(p[0].Span, d[0].Span));

    private static Problem<double> Newton(int n)
    {
        double[] x = Between(0.25, 3, n);
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Branches.Newton(p[0].Span),
            (p, d) => Branches.NewtonGradient(p[0].Span, d[0].Span)) with
        {
            ClosedForm = () => [[.. x.Select(value => value / Math.Sqrt(1 + (value * value)))]],
        };
    }
}
