using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>Bundle adjustment, of one camera, point and observation that are repeated. The answers are excerpts.</summary>
internal static class BundleAdjustmentEval
{
    private const int Excerpt = 30;

    public static Function[] Functions { get; } =
    [
        new Function<BundleAdjustmentInput, BundleAdjustmentResiduals>("objective", Json.Default.BundleAdjustmentInput, Json.Default.BundleAdjustmentResiduals, Objective),
        new Function<BundleAdjustmentInput, BundleAdjustmentJacobian>("jacobian", Json.Default.BundleAdjustmentInput, Json.Default.BundleAdjustmentJacobian, SparseJacobian),
    ];

    private static BundleAdjustmentResiduals Objective(BundleAdjustmentInput input)
    {
        var reprojection = new Vector2[input.P];
        double[] weight = new double[input.P];
        input.Problem.Residuals(reprojection, weight);
        return new(new([reprojection[0].X, reprojection[0].Y], input.P), new(weight[0], input.P));
    }

    private static BundleAdjustmentJacobian SparseJacobian(BundleAdjustmentInput input)
    {
        SparseJacobian jacobian = input.Problem.Jacobian();
        return new(ExcerptOf(jacobian.RowStarts), ExcerptOf(jacobian.Columns), ExcerptOf(jacobian.Values));
    }

    private static T[] ExcerptOf<T>(T[] array) => [.. array[..Excerpt], array[^1]];
}

/// <param name="N">The number of cameras.</param>
/// <param name="M">The number of points.</param>
/// <param name="P">The number of observations.</param>
internal sealed record BundleAdjustmentInput(int N, int M, int P, double[] Cam, double[] X, double W, double[] Feat, int MinRuns, double MinSeconds) : IRepeated
{
    /// <summary>The problem with everything repeated.</summary>
    [JsonIgnore]
    public BundleAdjustment Problem { get; } = new(
        [.. Enumerable.Repeat(MemoryMarshal.Cast<double, Camera>(Cam)[0], N)],
        [.. Enumerable.Repeat(MemoryMarshal.Cast<double, Vector3>(X)[0], M)],
        [.. Enumerable.Repeat(W, P)],
        [.. Enumerable.Range(0, P).Select(i => new Observation(i % N, i % M, new Vector2(Feat[0], Feat[1])))]);
}

internal sealed record BundleAdjustmentResiduals(RepeatedPair ReprojError, RepeatedNumber WErr);

internal sealed record RepeatedPair(double[] Elements, int Repeated);

internal sealed record RepeatedNumber(double Element, int Repeated);

internal sealed record BundleAdjustmentJacobian(int[] Rows, int[] Cols, double[] Vals);
