using System;

namespace AutoDiff.Problems;

/// <summary>A vector of space.</summary>
public readonly record struct Vector3(double X, double Y, double Z)
{
    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3 operator *(double scale, Vector3 a) => new(scale * a.X, scale * a.Y, scale * a.Z);

    public static double Dot(Vector3 a, Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    public static Vector3 Cross(Vector3 a, Vector3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>This vector turned about an axis, by an angle that is the axis' length.</summary>
    public Vector3 RotatedBy(Vector3 axis)
    {
        double squaredAngle = Dot(axis, axis);
        if (squaredAngle == 0)
        {
            return this + Cross(axis, this);
        }

        double angle = Math.Sqrt(squaredAngle);
        (double sin, double cos) = Math.SinCos(angle);
        Vector3 unit = (1 / angle) * axis;
        return (cos * this) + (sin * Cross(unit, this)) + (Dot(unit, this) * (1 - cos) * unit);
    }
}
