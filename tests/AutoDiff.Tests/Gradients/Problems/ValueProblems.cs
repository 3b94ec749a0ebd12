using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Values"/> in double precision.</summary>
public sealed class ValueProblems : IFamilies<double>
{
    private const int Width = 3;
    private const int Vocabulary = 6;

    private static readonly Settings s_settings = new();

    public static IEnumerable<Family<double>> All =>
    [
        new("Rotations", Rotations),
        new("SumOfSquares", SumOfSquares),
        new("Embedding", Embedding),
        new("Stopped", Stopped),
        new("Opaque", Opaque),
        new("Converted", Converted),
    ];

    public static Problem<double> SumOfSquares(int n)
    {
        double[] x = Uniform(n);
        return Problem.Of(
            [new("x", Role.Input, x)],
            p => Values.SumOfSquares(p[0].Span),
            (p, d) => Values.SumOfSquaresGradient(p[0].Span, d[0].Span)) with { ClosedForm = () => [[.. x.Select(value => 2 * value)]] };
    }

    private static Problem<double> Rotations(int n) => Problem.Of(
        [new("angles", Role.Input, Uniform(n))],
        p => Values.Rotations(p[0].Span),
        (p, d) => Values.RotationsGradient(p[0].Span, d[0].Span));

    private static Problem<double> Embedding(int n)
    {
        int[] ids = Indices(n, Vocabulary);
        return Problem.Of(
            [new("table", Role.Input, Uniform(Vocabulary * Width, 1)), new("w", Role.Input, Uniform(Width, 2))],
            p => Values.Embedding(p[0].Span, p[1].Span, ids),
            (p, d) => Values.EmbeddingGradient(p[0].Span, p[1].Span, ids, d[0].Span, d[1].Span));
    }

    private static Problem<double> Stopped(int n)
    {
        double[] x = Uniform(n);
        Parameter<double>[] parameters = [new("x", Role.Input, x)];
        return Problem.Of(parameters, p => Values.Stopped(p[0].Span), (p, d) => Values.StoppedGradient(p[0].Span, d[0].Span)) with
        {
            Reference = new Differences(parameters, p => x.Select((value, i) => value * value * p[0].Span[i]).Sum()),
            ClosedForm = () => [[.. x.Select(value => value * value)]],
        };
    }

    private static Problem<double> Opaque(int n) => Problem.Of(
        [new("x", Role.Input, Uniform(n))],
        p => Values.Opaque(p[0].Span, s_settings),
        (p, d) => Values.OpaqueGradient(p[0].Span, s_settings, d[0].Span));

    private static Problem<double> Converted(int n)
    {
        double[] x = AwayFromMultiples(0.25, 2, n, 1), scale = Uniform(n, 2);
        Parameter<double>[] parameters = [new("x", Role.Input, x), new("scale", Role.Constant, scale)];
        return Problem.Of(
            parameters,
            p => Values.Converted(p[0].Span, p[1].Span),
            (p, d) => Values.ConvertedGradient(p[0].Span, p[1].Span, d[0].Span)) with
        {
            // The adjoint of a number in single precision has single precision.
            Tolerance = 1e-7,

            // Differences of what is rounded to single precision are those of the rounding.
            Reference = new Differences(parameters, p => p[0].ToArray().Select((value, i) => value * value * ((int)(4 * x[i]) + i) * scale[i]).Sum()),
        };
    }
}
