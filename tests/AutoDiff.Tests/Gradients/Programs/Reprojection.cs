using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>A pinhole camera: its rotation as axis times angle, its place, and what its lens does.</summary>
public struct Camera
{
    public Vec3 Rotation, Center;
    public double Focal, U, V, K1, K2;

    /// <summary>Where it sees a point.</summary>
    public readonly (double U, double V) Project(Vec3 point)
    {
        Vec3 seen = Rotate(point - Center);
        double x = seen.X / seen.Z, y = seen.Y / seen.Z;
        double square = (x * x) + (y * y), lens = 1 + (square * (K1 + (square * K2)));
        return ((Focal * lens * x) + U, (Focal * lens * y) + V);
    }

    /// <summary>Rodrigues' formula; of small angles the first term.</summary>
    private readonly Vec3 Rotate(Vec3 point)
    {
        double square = Rotation.Dot(Rotation);
        if (square < 1e-12)
        {
            return point + Rotation.Cross(point);
        }

        double angle = Math.Sqrt(square);
        (double sin, double cos) = Math.SinCos(angle);
        Vec3 axis = 1 / angle * Rotation;
        return (cos * point) + (sin * axis.Cross(point)) + (axis.Dot(point) * (1 - cos) * axis);
    }
}

/// <summary>Which camera has seen which point, and where.</summary>
public readonly record struct Observation(int Camera, int Point, double U, double V);

/// <summary>Bundle adjustment.</summary>
public static partial class Reprojection
{
    /// <summary>The weighted errors of all observations, and how far the weights are from one.</summary>
    [Differentiable]
    public static double Errors(ReadOnlySpan<Camera> cameras, ReadOnlySpan<Vec3> points, ReadOnlySpan<double> weights, [NoGradient] Observation[] observations)
    {
        double sum = 0;
        for (int i = 0; i < observations.Length; i++)
        {
            Observation observation = observations[i];
            (double u, double v) = cameras[observation.Camera].Project(points[observation.Point]);
            double errorU = weights[i] * (u - observation.U), errorV = weights[i] * (v - observation.V), off = 1 - (weights[i] * weights[i]);
            sum += (errorU * errorU) + (errorV * errorV) + (off * off);
        }

        return sum;
    }
}
