using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using AutoDiff.Problems;

namespace AutoDiff.GradBench;

/// <summary>The pose of a hand: from vertices to points, or from places on triangles where there are such.</summary>
internal static class HandTrackingEval
{
    public static Function[] Functions { get; } =
    [
        new Function<HandTrackingInput, double[]>("objective", Json.Default.HandTrackingInput, Json.Default.DoubleArray, Objective),
        new Function<HandTrackingInput, Matrix>("jacobian", Json.Default.HandTrackingInput, Json.Default.Matrix, Jacobian),
    ];

    private static double[] Objective(HandTrackingInput input)
    {
        double[] errors = new double[input.Data.Points.Values.Length];
        Span<Vector3> ofPoints = MemoryMarshal.Cast<double, Vector3>(errors.AsSpan());
        if (input.Places.IsEmpty)
        {
            HandTracking.Errors(input.Theta, input.Data.Hand, input.Data.Correspondences, input.Data.Seen, ofPoints);
        }
        else
        {
            HandTracking.SurfaceErrors(default, input.Theta, input.Places, input.Data.Hand, input.Data.Correspondences, input.Data.Seen, ofPoints);
        }

        return errors;
    }

    private static Matrix Jacobian(HandTrackingInput input)
    {
        int rows = input.Data.Points.Values.Length, columns = input.Theta.Length + (input.Places.IsEmpty ? 0 : 2);
        var errors = new Vector3[input.Data.Points.Rows];
        double[] jacobian = new double[rows * columns];
        if (input.Places.IsEmpty)
        {
            HandTracking.ErrorsJacobian(input.Theta, input.Data.Hand, input.Data.Correspondences, input.Data.Seen, errors, jacobian);
        }
        else
        {
            HandTracking.SurfaceErrorsJacobian(default, input.Theta, input.Places, input.Data.Hand, input.Data.Correspondences, input.Data.Seen, errors, jacobian);
        }

        return new Matrix(rows, jacobian);
    }
}

internal sealed record HandTrackingInput(double[] Theta, Matrix Us, HandData Data, int MinRuns, double MinSeconds) : IRepeated
{
    [JsonIgnore]
    public ReadOnlySpan<Vector2> Places => MemoryMarshal.Cast<double, Vector2>(Us.Values);
}

internal sealed record HandData(int[] Correspondences, Matrix Points, HandModelInput Model)
{
    [JsonIgnore]
    public ReadOnlySpan<Vector3> Seen => MemoryMarshal.Cast<double, Vector3>(Points.Values);

    [JsonIgnore]
    public HandModel Hand { get; } = Model.ToModel();
}

/// <summary>Transformations are 4 × 4 matrices, and positions have a fourth coordinate of 1.</summary>
internal sealed record HandModelInput(int[] Parents, Matrix[] BaseRelatives, Matrix[] InverseBaseAbsolutes, Matrix BasePositions, Matrix Weights, int[][] Triangles)
{
    public HandModel ToModel() => new(
        Parents,
        [.. BaseRelatives.Select(Transform)],
        [.. InverseBaseAbsolutes.Select(Transform)],
        [.. Enumerable.Range(0, BasePositions.Rows).Select(vertex => Row(BasePositions, vertex).Vector)],
        Weights.Values,
        [.. Triangles.SelectMany(corners => corners)]);

    private static Affine Transform(Matrix matrix)
    {
        ((Vector3 x, double offsetX), (Vector3 y, double offsetY), (Vector3 z, double offsetZ)) = (Row(matrix, 0), Row(matrix, 1), Row(matrix, 2));
        return new Affine(new Matrix3(x, y, z), new Vector3(offsetX, offsetY, offsetZ));
    }

    private static (Vector3 Vector, double Last) Row(Matrix matrix, int row)
    {
        ReadOnlySpan<double> numbers = matrix.Row(row);
        return (new Vector3(numbers[0], numbers[1], numbers[2]), numbers[3]);
    }
}
