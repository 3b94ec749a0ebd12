using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>Points and centroids: their cost, and the step of Newton's method that lowers it.</summary>
internal static class KMeansEval
{
    public static Function[] Functions { get; } =
    [
        new Function<KMeansInput, double>("cost", Json.Default.KMeansInput, Json.Default.Double, Cost),
        new Function<KMeansInput, Matrix>("dir", Json.Default.KMeansInput, Json.Default.Matrix, Direction),
    ];

    private static double Cost(KMeansInput input) => Clustering.Cost(input.Points.Values, input.Centroids.Values, input.Centroids.Columns);

    private static Matrix Direction(KMeansInput input)
    {
        Matrix step = input.Centroids.Zeros();
        Clustering.NewtonStep(input.Points.Values, input.Centroids.Values, input.Centroids.Columns, step.Values);
        return step;
    }
}

internal sealed record KMeansInput(Matrix Points, Matrix Centroids, int MinRuns, double MinSeconds) : IRepeated;
