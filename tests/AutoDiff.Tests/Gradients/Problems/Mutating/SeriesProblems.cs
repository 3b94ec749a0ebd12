using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Series"/>.</summary>
public sealed class SeriesProblems : IFamilies<double>
{
    private static readonly int[] PowersOfTwo = [0, 1, 2, 8, 32];

    public static IEnumerable<Family<double>> All =>
    [
        new("RepeatedPrefixSums", n => Problem.InPlace(Uniform(n), Series.PrefixSums, Series.PrefixSumsGradient, Series.PrefixSumsFunctionalGradient)),
        new("CumulativeProducts", n => Problem.InPlace(Between(0.75, 1.25, n), Series.CumulativeProducts, Series.CumulativeProductsGradient, Series.CumulativeProductsFunctionalGradient)),
        new("TaylorShift", TaylorShift) { Sizes = [0, 1, 2, 7, 17], BenchmarkSize = 50 },
        new("ConvolveInPlace", Convolve),
        new("FourierInterleaved", n => Problem.InPlace(Uniform(2 * n), Series.FourierInterleaved, Series.FourierInterleavedGradient, Series.FourierFunctionalGradient))
        {
            Sizes = PowersOfTwo, BenchmarkSize = 1024,
        },
        new("FourierSplit", FourierSplit) { Sizes = PowersOfTwo, BenchmarkSize = 1024 },
        new("Ring", n => Problem.OfInput(Uniform(n), Series.Ring, Series.RingGradient, Series.RingFunctionalGradient)),
        new("SlidingWindow", n => Problem.OfInput(Uniform(n), Series.SlidingWindow, Series.SlidingWindowGradient, Series.SlidingWindowFunctionalGradient)) { Sizes = [0, 1, 2, 3, 7, 33] },
    ];

    private static Problem<double> TaylorShift(int n) => Problem.Of(
        [new("a", Role.InOut, Uniform(n)), new("x", Role.Scalar, [0.25])],
        p => Series.TaylorShift(p[0].Span, p[1].Span[0]),
        (p, d) => Series.TaylorShiftGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0])) with
    {
        Functional = (p, d) => Series.TaylorShiftFunctionalGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]),
    };

    private static Problem<double> Convolve(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n)), new("kernel", Role.Input, [0.5, -1, 0.75])],
        p => Series.Convolve(p[0].Span, p[1].Span),
        (p, d) => Series.ConvolveGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span)) with
    {
        Functional = (p, d) => Series.ConvolveFunctionalGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span),
    };

    private static Problem<double> FourierSplit(int n) => Problem.Of(
        [new("re", Role.InOut, Uniform(n, 1)), new("im", Role.InOut, Uniform(n, 2))],
        p => Series.FourierSplit(p[0].Span, p[1].Span),
        (p, d) => Series.FourierSplitGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span)) with
    {
        Functional = (p, d) => Series.FourierSplitFunctionalGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span),
    };
}
