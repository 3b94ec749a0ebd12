using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Stencils"/>.</summary>
public sealed class StencilProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("LaplacianEnergy", LaplacianEnergy),
        new("HeatStepEnergy", HeatStepEnergy),
        new("NonlinearHeat", NonlinearHeat),
    ];

    private static Problem<double> LaplacianEnergy(int n) => Problem.Of(
        [new("u", Role.Input, Uniform(n))],
        p => Stencils.LaplacianEnergy(p[0].Span),
        (p, d) => Stencils.LaplacianEnergyGradient(p[0].Span, d[0].Span));

    private static Problem<double> HeatStepEnergy(int n) => Problem.Of(
        [new("u", Role.Input, Uniform(n)), new("k", Role.Scalar, [0.25]), new("next", Role.Scratch, Unread(n))],
        p => Stencils.HeatStepEnergy(p[0].Span, p[1].Span[0], p[2].Span),
        (p, d) => Stencils.HeatStepEnergyGradient(p[0].Span, p[1].Span[0], p[2].Span, d[0].Span, out d[1].Span[0]));

    private static Problem<double> NonlinearHeat(int n) => Problem.Of(
        [new("u", Role.InOut, Uniform(n)), new("k", Role.Scalar, [0.25]), new("next", Role.Scratch, Unread(n))],
        p => Stencils.NonlinearHeat(p[0].Span, p[1].Span[0], p[2].Span),
        (p, d) => Stencils.NonlinearHeatGradient(p[0].Span, p[1].Span[0], p[2].Span, d[0].Span, out d[1].Span[0]));
}
