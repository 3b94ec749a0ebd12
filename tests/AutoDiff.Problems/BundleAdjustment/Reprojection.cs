namespace AutoDiff.Problems;

/// <summary>What one observation contributes to the errors of a bundle adjustment.</summary>
public static partial class Reprojection
{
    /// <summary>How far off a camera sees a point from where it was found in the picture, times the weight of that.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static Vector2 Error(Camera camera, Vector3 point, double weight, [NoGradient] Vector2 feature) => weight * (camera.Project(point) - feature);

    /// <summary>How far off a weight is from 1 or -1.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - (weight * weight);
}
