using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>A rotation in space, up to its length.</summary>
public record struct Quaternion(double W, Vec3 V)
{
    public readonly double Norm => Math.Sqrt((W * W) + V.Dot(V));

    public static Quaternion operator *(Quaternion a, Quaternion b) => new((a.W * b.W) - a.V.Dot(b.V), (a.W * b.V) + (b.W * a.V) + a.V.Cross(b.V));

    public void Normalize()
    {
        double scale = 1 / Norm;
        W *= scale;
        V = scale * V;
    }

    public readonly Vec3 Rotate(Vec3 point)
    {
        Vec3 turn = 2 * V.Cross(point);
        return point + (W * turn) + V.Cross(turn);
    }
}

/// <summary>Rotations by quaternions.</summary>
public static partial class Rotations
{
    /// <summary>How far points are off their targets when they have been rotated.</summary>
    [Differentiable]
    public static double Alignment(ReadOnlySpan<Vec3> points, ReadOnlySpan<Vec3> targets, Quaternion rotation)
    {
        rotation.Normalize();
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            Vec3 error = rotation.Rotate(points[i]) - targets[i];
            sum += error.Dot(error);
        }

        return sum;
    }

    /// <summary>Where an arm ends whose joints are rotations: the product of all of them acts on the last segment.</summary>
    [Differentiable]
    public static double Reach(ReadOnlySpan<Quaternion> joints, Vec3 segment, Vec3 goal)
    {
        var end = new Vec3(0, 0, 0);
        var total = new Quaternion(1, end);
        foreach (Quaternion joint in joints)
        {
            total *= joint;
            total.Normalize();
            end += total.Rotate(segment);
        }

        Vec3 miss = end - goal;
        return miss.Dot(miss);
    }
}
