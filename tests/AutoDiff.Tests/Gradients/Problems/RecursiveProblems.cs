using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Recursive"/>.</summary>
public sealed class RecursiveProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("PairwiseSum", PairwiseSum),
        new("Powers", Powers),
        new("MergeSorted", MergeSorted),
        new("Heap", Heap),
    ];

    private static Problem<double> PairwiseSum(int n)
    {
        double[] x = Uniform(n);
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Recursive.PairwiseSum(p[0].Span),
            (p, d) => Recursive.PairwiseSumGradient(p[0].Span, d[0].Span)) with
        {
            ClosedForm = () => [[.. x.Select(double.Cos)]],
        };
    }

    private static Problem<double> Powers(int n)
    {
        double[] x = Uniform(n);
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Recursive.Powers(p[0].Span),
            (p, d) => Recursive.PowersGradient(p[0].Span, d[0].Span)) with
        {
            ClosedForm = () => [[.. x.Select((element, i) => i == 0 ? 0 : i * double.Pow(element, i - 1) / (1 + i))]],
        };
    }

    private static Problem<double> MergeSorted(int n) => Problem.Of(
        [new("x", Role.InOut, Distinct(n))],
        p => Recursive.MergeSorted(p[0].Span),
        (p, d) => Recursive.MergeSortedGradient(p[0].Span, d[0].Span));

    private static Problem<double> Heap(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n)), new("scale", Role.Scalar, [0.75])],
        p => Recursive.Heap(p[0].Span, p[1].Span[0]),
        (p, d) => Recursive.HeapGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]));
}

/// <summary>The same in single precision.</summary>
public sealed class RecursiveSingleProblems : IFamilies<float>
{
    public static IEnumerable<Family<float>> All => [new("PairwiseSingle", PairwiseSingle)];

    private static Problem<float> PairwiseSingle(int n) => InDouble(n).InSinglePrecision(
        p => Recursive.PairwiseSingle(p[0].Span, p[1].Span[0]),
        (p, d) => Recursive.PairwiseSingleGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]));

    private static Problem<double> InDouble(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n)), new("weight", Role.Scalar, [1])],
        p => Weighted(p[0].Span, p[1].Span[0]),
        (_, _) => throw new NotSupportedException("Only its differences are asked for."));

    private static double Weighted(ReadOnlySpan<double> x, double weight) => x.Length switch
    {
        0 => 0,
        1 => double.Sin(x[0]) * weight,
        _ => Weighted(x[..(x.Length / 2)], weight * 0.5) + Weighted(x[(x.Length / 2)..], weight),
    };
}
