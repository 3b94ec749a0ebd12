using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Particles"/>.</summary>
public sealed class ParticleProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All =>
    [
        new("LennardJones", LennardJones) { BenchmarkSize = 500 },
        new("Inertia", Inertia) { BenchmarkSize = 100_000 },
    ];

    private static Problem<double> LennardJones(int n) => Problem.Of(
        [new("atoms", Role.Input, Lattice(n)) { ElementSize = 3 }, new("sigma", Role.Scalar, [0.875]), new("depth", Role.Scalar, [1.25])],
        p => Particles.LennardJones(p[0].As<Vec3>(), p[1].Span[0], p[2].Span[0]),
        (p, d) => Particles.LennardJonesGradient(p[0].As<Vec3>(), p[1].Span[0], p[2].Span[0], d[0].As<Vec3>(), out d[1].Span[0], out d[2].Span[0]));

    public static Problem<double> Inertia(int n)
    {
        double[] points = Uniform(3 * n), center = [0.25, -0.5, 0.125];
        return Problem.Of(
            [new("points", Role.Input, points) { ElementSize = 3 }, new("center", Role.Scalar, center)],
            p => Particles.Inertia(p[0].As<Point<double>>(), p[1].As<Point<double>>()[0]),
            (p, d) => Particles.InertiaGradient(p[0].As<Point<double>>(), p[1].As<Point<double>>()[0], d[0].As<Point<double>>(), out d[1].As<Point<double>>()[0])) with
        {
            ClosedForm = () =>
            [
                [.. points.Select((x, i) => 2 * (x - center[i % 3]))],
                [.. center.Select((c, axis) => 2 * points.Where((_, i) => i % 3 == axis).Sum(x => c - x))],
            ],
        };
    }

    /// <summary>Points of a lattice, each a little off its place.</summary>
    private static double[] Lattice(int n)
    {
        double[] off = Between(-0.125, 0.125, 3 * n);
        return [.. Enumerable.Range(0, n).SelectMany(i => new[] { off[3 * i] + (i % 8), off[(3 * i) + 1] + (i / 8 % 8), off[(3 * i) + 2] + (i / 64) })];
    }
}

/// <summary>Calls in single precision.</summary>
public sealed class ParticleSingleProblems : IFamilies<float>
{
    public static IEnumerable<Family<float>> All =>
    [
        new("InertiaSingle", n => ParticleProblems.Inertia(n).InSinglePrecision(
            p => Particles.Inertia(p[0].As<Point<float>>(), p[1].As<Point<float>>()[0]),
            (p, d) => Particles.InertiaGradient(p[0].As<Point<float>>(), p[1].As<Point<float>>()[0], d[0].As<Point<float>>(), out d[1].As<Point<float>>()[0]))) { BenchmarkSize = 100_000 },
    ];
}
