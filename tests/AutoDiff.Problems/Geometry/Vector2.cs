namespace AutoDiff.Problems;

/// <summary>A vector of the plane.</summary>
public readonly record struct Vector2(double X, double Y)
{
    public static Vector2 operator +(Vector2 a, Vector2 b) => new(a.X + b.X, a.Y + b.Y);

    public static Vector2 operator -(Vector2 a, Vector2 b) => new(a.X - b.X, a.Y - b.Y);

    public static Vector2 operator *(double scale, Vector2 a) => new(scale * a.X, scale * a.Y);

    public static double Dot(Vector2 a, Vector2 b) => (a.X * b.X) + (a.Y * b.Y);
}
