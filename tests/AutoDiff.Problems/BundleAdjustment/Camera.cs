namespace AutoDiff.Problems;

/// <summary>A camera with a lens that distorts.</summary>
/// <param name="Rotation">The axis about which it is turned; the axis' length is the angle.</param>
/// <param name="Radial">The coefficients of the squared and of the fourth power of the distance from the middle.</param>
public readonly record struct Camera(Vector3 Rotation, Vector3 Center, double FocalLength, Vector2 PrincipalPoint, Vector2 Radial)
{
    /// <summary>Where a point appears in the picture.</summary>
    public Vector2 Project(Vector3 point)
    {
        Vector3 seen = (point - Center).RotatedBy(Rotation);
        Vector2 flat = new(seen.X / seen.Z, seen.Y / seen.Z);
        return (FocalLength * Distortion(Vector2.Dot(flat, flat)) * flat) + PrincipalPoint;
    }

    private double Distortion(double squaredRadius) => 1 + (Radial.X * squaredRadius) + (Radial.Y * squaredRadius * squaredRadius);
}
