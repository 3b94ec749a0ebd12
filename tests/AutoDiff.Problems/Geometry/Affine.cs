namespace AutoDiff.Problems;

/// <summary>A linear map and a translation after it.</summary>
public readonly record struct Affine(Matrix3 Linear, Vector3 Translation)
{
    public static Vector3 operator *(Affine a, Vector3 point) => (a.Linear * point) + a.Translation;

    public static Affine operator *(Affine a, Affine b) => new(a.Linear * b.Linear, a * b.Translation);

    public static Affine operator *(Affine a, Matrix3 b) => a with { Linear = a.Linear * b };
}
