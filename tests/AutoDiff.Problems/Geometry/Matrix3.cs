using System;

namespace AutoDiff.Problems;

/// <summary>A square matrix by its rows.</summary>
public readonly record struct Matrix3(Vector3 Row0, Vector3 Row1, Vector3 Row2)
{
    public static Matrix3 Identity => new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    public static Vector3 operator *(Matrix3 a, Vector3 v) => new(Vector3.Dot(a.Row0, v), Vector3.Dot(a.Row1, v), Vector3.Dot(a.Row2, v));

    public static Matrix3 operator *(Matrix3 a, Matrix3 b) => new(a.Row0 * b, a.Row1 * b, a.Row2 * b);

    public static Vector3 operator *(Vector3 v, Matrix3 a) => (v.X * a.Row0) + (v.Y * a.Row1) + (v.Z * a.Row2);

    /// <summary>The rotation about the first axis.</summary>
    public static Matrix3 AboutX(double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new(new(1, 0, 0), new(0, cos, -sin), new(0, sin, cos));
    }

    /// <summary>The rotation about the third axis.</summary>
    public static Matrix3 AboutZ(double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new(new(cos, -sin, 0), new(sin, cos, 0), new(0, 0, 1));
    }
}
