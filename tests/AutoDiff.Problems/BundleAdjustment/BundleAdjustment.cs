using System;

namespace AutoDiff.Problems;

/// <summary>One picture of one point.</summary>
public readonly record struct Observation(int Camera, int Point, Vector2 Feature);

/// <summary>Cameras and points that are to be placed such that they explain the observations, each of which has a weight.</summary>
public sealed record BundleAdjustment(Camera[] Cameras, Vector3[] Points, double[] Weights, Observation[] Observations)
{
    /// <summary>The error of every observation and that of every weight.</summary>
    public void Residuals(Span<Vector2> reprojection, Span<double> weight)
    {
        for (int i = 0; i < Observations.Length; i++)
        {
            Observation observation = Observations[i];
            reprojection[i] = Reprojection.Error(Cameras[observation.Camera], Points[observation.Point], Weights[i], observation.Feature);
            weight[i] = Reprojection.WeightError(Weights[i]);
        }
    }

    /// <summary>The derivatives of all residuals in all cameras, points and weights.</summary>
    public SparseJacobian Jacobian()
    {
        var jacobian = new SparseJacobian(Observations.Length, Cameras.Length, Points.Length);
        for (int i = 0; i < Observations.Length; i++)
        {
            (int camera, int point, Vector2 feature) = Observations[i];
            Reprojection.ErrorJacobian(Cameras[camera], Points[point], Weights[i], feature, jacobian.AddResiduals(camera, point, i));
        }

        for (int i = 0; i < Observations.Length; i++)
        {
            Reprojection.WeightErrorGradient(Weights[i], out jacobian.AddWeightError(i));
        }

        return jacobian;
    }
}
