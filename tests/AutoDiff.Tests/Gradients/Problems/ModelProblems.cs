using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Models"/>.</summary>
public sealed class ModelProblems : IFamilies<double>
{
    private const int Length = 4;
    private const int Cameras = 3;

    public static IEnumerable<Family<double>> All =>
    [
        new("Mixture", Mixture) { Sizes = [1, 2, 7, 33], BenchmarkSize = 50 },
        new("Gated", Gated) { Sizes = [0, 1, 2, 7], BenchmarkSize = 50 },
        new("Attention", Attention) { BenchmarkSize = 100 },
        new("Convolution", Convolution),
        new("Reprojection", Reprojection),
    ];

    private static Problem<double> Mixture(int n) => Problem.Of(
        [
            new("logits", Role.Input, Uniform(n, 1)), new("means", Role.Input, Uniform(n, 2)),
            new("logScales", Role.Input, Uniform(n, 3)), new("data", Role.Constant, Uniform(Length, 4)),
        ],
        p => Models.Mixture(p[0].Span, p[1].Span, p[2].Span, p[3].Span),
        (p, d) => Models.MixtureGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, d[0].Span, d[1].Span, d[2].Span));

    private static Problem<double> Gated(int n) => Problem.Of(
        [
            new("w", Role.Input, Uniform(n, 1)), new("u", Role.Input, Uniform(n * n, 2)), new("input", Role.Constant, Uniform(Length, 3)),
            new("state", Role.Scratch, Unread(n)), new("next", Role.Scratch, Unread(n)),
        ],
        p => Models.Gated(p[0].Span, p[1].Span, p[2].Span, p[3].Span, p[4].Span),
        (p, d) => Models.GatedGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, p[4].Span, d[0].Span, d[1].Span));

    private static Problem<double> Attention(int n) => Problem.Of(
        [new("query", Role.Input, Uniform(n, 1)), new("key", Role.Input, Uniform(n, 2)), new("value", Role.Input, Uniform(n, 3)), new("answer", Role.Output, Unread(n))],
        p => Models.Attention(p[0].Span, p[1].Span, p[2].Span, p[3].Span),
        (p, d) => Models.AttentionGradient(p[0].Span, p[1].Span, p[2].Span, p[3].Span, d[0].Span, d[1].Span, d[2].Span));

    private static Problem<double> Convolution(int n) => Problem.Of(
        [new("signal", Role.Input, Distinct(n)), new("kernel", Role.Input, [0.5, -1, 0.75]), new("bias", Role.Scalar, [0.3])],
        p => Models.Convolution(p[0].Span, p[1].Span, p[2].Span[0]),
        (p, d) => Models.ConvolutionGradient(p[0].Span, p[1].Span, p[2].Span[0], d[0].Span, d[1].Span, out d[2].Span[0]));

    private static Problem<double> Reprojection(int n)
    {
        int[] cameraOf = Indices(n, Cameras, 1), pointOf = Indices(n, int.Max(n / 2, 1), 2);
        double[] points = [.. Uniform(2 * int.Max(n / 2, 1), 4)];
        return Problem.Of(
            [new("cameras", Role.Input, Between(1.5, 2, 3 * Cameras, 3)), new("points", Role.Input, points), new("seen", Role.Constant, Uniform(n, 5))],
            p => Models.Reprojection(p[0].Span, p[1].Span, cameraOf, pointOf, p[2].Span),
            (p, d) => Models.ReprojectionGradient(p[0].Span, p[1].Span, cameraOf, pointOf, p[2].Span, d[0].Span, d[1].Span));
    }
}
