using System;

namespace AutoDiff.Problems;

/// <summary>Points and the centroids that are to stand for them, each a row of as many coordinates.</summary>
public static partial class Clustering
{
    /// <summary>The sum over the points of the squared distance to the nearest centroid.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp)]
    public static double Cost([NoGradient] ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int dimension)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i += dimension)
        {
            ReadOnlySpan<double> point = points.Slice(i, dimension);
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < centroids.Length; j += dimension)
            {
                nearest = Math.Min(nearest, SquaredDistance(point, centroids.Slice(j, dimension)));
            }

            cost += nearest;
        }

        return cost;
    }

    /// <summary>The step of Newton's method: the gradient by the centroids, each derivative over the second one. No coordinate's derivative depends on another
    /// coordinate, so that the Hessian is diagonal, and times a vector of ones it is that diagonal.</summary>
    public static void NewtonStep(ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int dimension, Span<double> step)
    {
        double[] ones = new double[centroids.Length], diagonal = new double[centroids.Length];
        Array.Fill(ones, 1);
        CostHvp(points, centroids, dimension, ones, step, diagonal);
        for (int i = 0; i < step.Length; i++)
        {
            step[i] /= diagonal[i];
        }
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
