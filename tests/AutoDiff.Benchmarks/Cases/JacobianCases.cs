using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using AutoDiff.Problems;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>The price of derivatives of methods with many outputs.</summary>
internal static class JacobianCases
{
    /// <summary>All residuals of a bundle adjustment, and their sparse Jacobian.</summary>
    public static IEnumerable<Case> BundleAdjustment(int cameras, int points, int observations)
    {
        string bench = $"BundleAdjustment/{observations}";
        yield return new Case(bench, Case.Primal, () =>
        {
            BundleAdjustment problem = Problem(cameras, points, observations);
            var reprojection = new Vector2[observations];
            double[] weight = new double[observations];
            return () =>
            {
                problem.Residuals(reprojection, weight);
                return reprojection[^1].X + weight[^1];
            };
        });
        yield return new Case(bench, Case.Gradient, () =>
        {
            BundleAdjustment problem = Problem(cameras, points, observations);
            return () => problem.Jacobian().Values[^1];
        });
    }

    /// <summary>The errors of a posed hand, one pullback of them, and their Jacobian.</summary>
    public static IEnumerable<Case> HandTracking(int vertices, int points)
    {
        string bench = $"HandTracking/{vertices}";
        HandModel model = Hand(vertices);
        double[] theta = Uniform(26), dTheta = new double[26];
        int[] indices = Indices(points, vertices);
        Vector3[] seen = Cast<Vector3>(Uniform(3 * points)), errors = new Vector3[points], seeds = Cast<Vector3>(Uniform(3 * points, 2)), dErrors = new Vector3[points];
        yield return new Case(bench, Case.Primal, () => () =>
        {
            Problems.HandTracking.Errors(theta, model, indices, seen, errors);
            return errors[0].X;
        });
        yield return new Case(bench, Case.Gradient, () => () =>
        {
            Array.Clear(dTheta);
            seeds.CopyTo(dErrors, 0);
            Problems.HandTracking.ErrorsVjp(theta, model, indices, seen, errors, dTheta, dErrors);
            return dTheta[0];
        });
        double[] jacobian = new double[3 * points * theta.Length];
        yield return new Case(bench, Case.Jacobian, () => () =>
        {
            Problems.HandTracking.ErrorsJacobian(theta, model, indices, seen, errors, jacobian);
            return jacobian[0];
        });
    }

    private static BundleAdjustment Problem(int cameras, int points, int observations) => new(
        Cast<Camera>(Between(0.1, 0.3, 11 * cameras)),
        Cast<Vector3>(Between(1, 2, 3 * points)),
        Uniform(observations),
        [.. Enumerable.Range(0, observations).Select(i => new Observation(i % cameras, i % points, new Vector2(1, 2)))]);

    /// <summary>A wrist, twenty bones of fingers and a forearm, in no anatomical order.</summary>
    private static HandModel Hand(int vertices)
    {
        const int Bones = 22;
        int[] parents = [.. Enumerable.Range(0, Bones).Select(bone => bone == 0 ? -1 : (bone - 1) % 4 == 0 ? 0 : bone - 1)];
        return new HandModel(
            parents, Cast<Affine>(Uniform(12 * Bones, 1)), Cast<Affine>(Uniform(12 * Bones, 2)), Cast<Vector3>(Uniform(3 * vertices, 3)), Between(0, 0.1, vertices * Bones, 4), []);
    }

    private static T[] Cast<T>(double[] numbers)
        where T : struct => MemoryMarshal.Cast<double, T>(numbers).ToArray();
}
