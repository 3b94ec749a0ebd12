using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Reprojection"/>.</summary>
public sealed class ReprojectionProblems : IFamilies<double>
{
    private const int CameraSize = 11;

    public static IEnumerable<Family<double>> All => [new("Reprojection", Errors)];

    /// <summary>A camera for every eight observations and a point for every four.</summary>
    private static Problem<double> Errors(int n)
    {
        int cameraCount = 1 + (n / 8), pointCount = 1 + (n / 4);
        double[] cameras = Between(0.0625, 0.25, CameraSize * cameraCount), points = Uniform(3 * pointCount, 2);
        for (int i = 2; i < points.Length; i += 3) points[i] += 4;
        double[] seen = Uniform(2 * n, 3);
        int[] camera = Indices(n, cameraCount, 4), point = Indices(n, pointCount, 5);
        Observation[] observations = [.. Enumerable.Range(0, n).Select(i => new Observation(camera[i], point[i], seen[2 * i], seen[(2 * i) + 1]))];
        return Problem.Of(
            [
                new("cameras", Role.Input, cameras) { ElementSize = CameraSize },
                new("points", Role.Input, points) { ElementSize = 3 },
                new("weights", Role.Input, Between(0.5, 1, n)),
            ],
            p => Reprojection.Errors(p[0].As<Camera>(), p[1].As<Vec3>(), p[2].Span, observations),
            (p, d) => Reprojection.ErrorsGradient(p[0].As<Camera>(), p[1].As<Vec3>(), p[2].Span, observations, d[0].As<Camera>(), d[1].As<Vec3>(), d[2].Span));
    }
}
