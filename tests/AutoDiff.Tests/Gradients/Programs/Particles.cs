using System;
using System.Numerics;

namespace AutoDiff.Tests.Gradients;

/// <summary>A place in space, in either precision.</summary>
public readonly record struct Point<T>(T X, T Y, T Z);

/// <summary>Sums over points in space.</summary>
public static partial class Particles
{
    /// <summary>The energy of all pairs of atoms.</summary>
    [Differentiable]
    public static double LennardJones(ReadOnlySpan<Vec3> atoms, double sigma, double depth)
    {
        double energy = 0;
        for (int i = 0; i < atoms.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Vec3 apart = atoms[i] - atoms[j];
                double ratio = sigma * sigma / apart.Dot(apart), sixth = ratio * ratio * ratio;
                energy += sixth * sixth - sixth;
            }
        }

        return 4 * depth * energy;
    }

    /// <summary>The sum of squared distances to a center.</summary>
    [Differentiable]
    public static T Inertia<T>(ReadOnlySpan<Point<T>> points, Point<T> center)
        where T : struct, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (Point<T> point in points)
        {
            sum += Square(point.X - center.X) + Square(point.Y - center.Y) + Square(point.Z - center.Z);
        }

        return sum;
    }

    private static T Square<T>(T x)
        where T : INumberBase<T> => x * x;
}
