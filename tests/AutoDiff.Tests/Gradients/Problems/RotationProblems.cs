using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Rotations"/>.</summary>
public sealed class RotationProblems : IFamilies<double>
{
    public static IEnumerable<Family<double>> All => [new("Alignment", Alignment), new("Reach", Reach)];

    private static Problem<double> Alignment(int n) => Problem.Of(
        [
            new("points", Role.Input, Uniform(3 * n, 1)) { ElementSize = 3 },
            new("targets", Role.Input, Uniform(3 * n, 2)) { ElementSize = 3 },
            new("rotation", Role.Scalar, [1, 0.5, -0.25, 0.75]),
        ],
        p => Rotations.Alignment(p[0].As<Vec3>(), p[1].As<Vec3>(), p[2].As<Quaternion>()[0]),
        (p, d) => Rotations.AlignmentGradient(
            p[0].As<Vec3>(), p[1].As<Vec3>(), p[2].As<Quaternion>()[0], d[0].As<Vec3>(), d[1].As<Vec3>(), out d[2].As<Quaternion>()[0]));

    private static Problem<double> Reach(int n) => Problem.Of(
        [
            new("joints", Role.Input, Between(0.5, 1, 4 * n)) { ElementSize = 4 },
            new("segment", Role.Scalar, [1, 0.5, -0.25]),
            new("goal", Role.Scalar, [2, 1, 0.75]),
        ],
        p => Rotations.Reach(p[0].As<Quaternion>(), p[1].As<Vec3>()[0], p[2].As<Vec3>()[0]),
        (p, d) => Rotations.ReachGradient(
            p[0].As<Quaternion>(), p[1].As<Vec3>()[0], p[2].As<Vec3>()[0], d[0].As<Quaternion>(), out d[1].As<Vec3>()[0], out d[2].As<Vec3>()[0]));
}
