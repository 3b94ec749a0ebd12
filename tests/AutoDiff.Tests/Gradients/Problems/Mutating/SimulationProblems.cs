using System;
using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Simulations"/>.</summary>
public sealed class SimulationProblems : IFamilies<double>
{
    private const int Steps = 5;

    public static IEnumerable<Family<double>> All =>
    [
        new("HeatSwapped", n => Heat(n, Simulations.HeatSwapped, Simulations.HeatSwappedGradient)),
        new("HeatByParity", n => Heat(n, Simulations.HeatByParity, Simulations.HeatByParityGradient)),
        new("HeatChosen", HeatChosen),
        new("RungeKutta", RungeKutta) { BenchmarkSize = 100 },
        new("AdaptiveStep", n => Problem.OfInput(Between(0.5, 1, n), Simulations.AdaptiveStep, Simulations.AdaptiveStepGradient, Simulations.AdaptiveStepFunctionalGradient, "start"))
        {
            Sizes = [0, 1, 2],
        },
        new("BinomialPut", BinomialPut) { Sizes = [0, 1, 2, 6, 33], BenchmarkSize = 100 },
    ];

    private delegate double HeatMethod(ReadOnlySpan<double> start, double conductivity, int steps);

    private delegate double HeatGradient(ReadOnlySpan<double> start, double conductivity, int steps, Span<double> dStart, out double dConductivity);

    private static Problem<double> Heat(int n, HeatMethod primal, HeatGradient gradient) => Problem.Of(
        [new("start", Role.Input, Uniform(n)), new("conductivity", Role.Scalar, [0.25])],
        p => primal(p[0].Span, p[1].Span[0], Steps),
        (p, d) => gradient(p[0].Span, p[1].Span[0], Steps, d[0].Span, out d[1].Span[0])) with
    {
        Functional = (p, d) => Simulations.HeatFunctionalGradient(p[0].Span, p[1].Span[0], Steps, d[0].Span, out d[1].Span[0]),
    };

    private static Problem<double> HeatChosen(int n) => Problem.Of(
        [new("a", Role.InOut, Uniform(n)), new("b", Role.Scratch, Unread(n)), new("conductivity", Role.Scalar, [0.25])],
        p => Simulations.HeatChosen(p[0].Span, p[1].Span, p[2].Span[0], Steps),
        (p, d) => Simulations.HeatChosenGradient(p[0].Span, p[1].Span, p[2].Span[0], Steps, d[0].Span, out d[1].Span[0])) with
    {
        Functional = (p, d) => Simulations.HeatFunctionalGradient(p[0].Span, p[2].Span[0], Steps, d[0].Span, out d[1].Span[0]),
    };

    private static Problem<double> RungeKutta(int n) => Problem.Of(
        [new("q", Role.InOut, Uniform(n)), new("length", Role.Scalar, [1.5])],
        p => Simulations.RungeKutta(p[0].Span, p[1].Span[0], Steps),
        (p, d) => Simulations.RungeKuttaGradient(p[0].Span, p[1].Span[0], Steps, d[0].Span, out d[1].Span[0])) with
    {
        Functional = (p, d) => Simulations.RungeKuttaFunctionalGradient(p[0].Span, p[1].Span[0], Steps, d[0].Span, out d[1].Span[0]),
    };

    private static Problem<double> BinomialPut(int n) => Problem.Of(
        [new("spot", Role.Scalar, [1.0]), new("strike", Role.Scalar, [1.125]), new("rate", Role.Scalar, [0.0625]), new("volatility", Role.Scalar, [0.375])],
        p => Simulations.BinomialPut(p[0].Span[0], p[1].Span[0], p[2].Span[0], p[3].Span[0], n),
        (p, d) => Simulations.BinomialPutGradient(p[0].Span[0], p[1].Span[0], p[2].Span[0], p[3].Span[0], n, out d[0].Span[0], out d[1].Span[0], out d[2].Span[0], out d[3].Span[0])) with
    {
        Functional = (p, d) => Simulations.BinomialPutFunctionalGradient(
            p[0].Span[0], p[1].Span[0], p[2].Span[0], p[3].Span[0], n, out d[0].Span[0], out d[1].Span[0], out d[2].Span[0], out d[3].Span[0]),
    };
}
