using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>Points and centroids. The step of Newton's method, <c>dir</c>, needs second derivatives.</summary>
internal static class KMeansEval
{
    public static Function[] Functions { get; } =
    [
        new Function<KMeansInput, double>("cost", Json.Default.KMeansInput, Json.Default.Double, Cost),
    ];

    private static double Cost(KMeansInput input) => Clustering.Cost(input.Points.Values, input.Centroids.Values, input.Centroids.Columns);
}

internal sealed record KMeansInput(Matrix Points, Matrix Centroids, int MinRuns, double MinSeconds) : IRepeated;
