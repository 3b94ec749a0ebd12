using System;
using AutoDiff;

namespace Library;

/// <summary>A struct that travels between the assemblies.</summary>
public readonly record struct Vector(double X, double Y)
{
    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y);

    public double Dot(Vector other) => X * other.X + Y * other.Y;
}

public static partial class Vectors
{
    [Differentiable]
    public static double Distance(Vector a, Vector b) => Math.Sqrt(Squared(a - b));

    [Differentiable]
    public static double Spread(ReadOnlySpan<Vector> points, Vector center)
    {
        double sum = 0;
        foreach (Vector point in points) sum += Squared(point - center);
        return sum;
    }

    [Differentiable]
    public static Vector Turn(Vector a, double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new(cos * a.X - sin * a.Y, sin * a.X + cos * a.Y);
    }

    private static double Squared(Vector a) => a.Dot(a);
}
