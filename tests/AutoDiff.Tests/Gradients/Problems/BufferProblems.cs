using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Buffers"/>.</summary>
public sealed class BufferProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("WrittenThenRead", WrittenThenRead),
        new("PrefixSums", PrefixSums),
        new("Overwritten", Overwritten),
        new("Arrays", Arrays),
        new("ForwardSubstitution", ForwardSubstitution) { BenchmarkSize = 200 },
        new("LocalArray", LocalArray),
        new("Halves", Halves) { Sizes = [2, 7, 33] },
    ];

    private static Problem<double> WrittenThenRead(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n)), new("squares", Role.Output, Unread(n))],
        p => Buffers.WrittenThenRead(p[0].Span, p[1].Span),
        (p, d) => Buffers.WrittenThenReadGradient(p[0].Span, p[1].Span, d[0].Span));

    private static Problem<double> PrefixSums(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n))],
        p => Buffers.PrefixSums(p[0].Span),
        (p, d) => Buffers.PrefixSumsGradient(p[0].Span, d[0].Span));

    private static Problem<double> Overwritten(int n)
    {
        double[] x = Uniform(n, 1), y = Uniform(n, 2);
        return Problem.Of(
            [new("x", Role.InOut, x), new("y", Role.Input, y)],
            p => Buffers.Overwritten(p[0].Span, p[1].Span),
            (p, d) => Buffers.OverwrittenGradient(p[0].Span, p[1].Span, d[0].Span, d[1].Span)) with
        {
            ClosedForm = () => [[.. x.Zip(y, (a, b) => 2 * a * Math.Sin(b))], [.. x.Zip(y, (a, b) => (a * a * Math.Cos(b)) + (2 * b))]],
        };
    }

    private static Problem<double> Arrays(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n, 1), IsArray: true), new("weights", Role.InOut, Uniform(n, 2), IsArray: true)],
        p => Buffers.Arrays(Whole(p[0]), Whole(p[1])),
        (p, d) => Buffers.ArraysGradient(Whole(p[0]), Whole(p[1]), d[0].Span, d[1].Span));

    private static Problem<double> ForwardSubstitution(int n)
    {
        double[] l = Uniform(n * n, 1);
        for (int i = 0; i < n; i++)
        {
            l[(i * n) + i] = n;
        }

        return Problem.Of(
            [new("l", Role.Input, l), new("b", Role.Input, [.. Uniform(n, 2).Select(x => n * x)]), new("x", Role.Scratch, Unread(n))],
            p => Buffers.ForwardSubstitution(p[0].Span, p[1].Span, p[2].Span),
            (p, d) => Buffers.ForwardSubstitutionGradient(p[0].Span, p[1].Span, p[2].Span, d[0].Span, d[1].Span));
    }

    private static Problem<double> LocalArray(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n))],
        p => Buffers.LocalArray(p[0].Span),
        (p, d) => Buffers.LocalArrayGradient(p[0].Span, d[0].Span));

    private static Problem<double> Halves(int n) => Problem.Of(
        [new("x", Role.InOut, Uniform(n))],
        p => Buffers.Halves(p[0].Span),
        (p, d) => Buffers.HalvesGradient(p[0].Span, d[0].Span));
}
