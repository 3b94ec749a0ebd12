using System;
using System.Linq;
using System.Runtime.InteropServices;
using AutoDiff.Problems;
using Xunit;

namespace AutoDiff.Tests.ADBench;

public sealed class BundleAdjustmentTests
{
    private const int CameraNumbers = 11;

    [Theory]
    [InlineData("ba_test")]
    [InlineData("ba1_n49_m7776_p31843")]
    [InlineData("bafull_own_n3_m10_p25")]
    [InlineData("bafull_own_n20_m300_p1500")]
    public void The_residuals_and_their_sparse_Jacobian_are_those_of_ADBench(string instance)
    {
        NumberReader reader = NumberReader.Of($"ba/{instance}.txt");
        BundleAdjustment problem = instance.StartsWith("bafull", StringComparison.Ordinal) ? Read(reader) : ReadRepeated(reader);
        var reprojection = new Vector2[problem.Observations.Length];
        double[] weight = new double[problem.Observations.Length];
        problem.Residuals(reprojection, weight);
        Reference.Of($"ba/ref/{instance}.reproj_err").AssertClose(MemoryMarshal.Cast<Vector2, double>(reprojection));
        Reference.Of($"ba/ref/{instance}.w_err").AssertClose(weight);

        SparseJacobian jacobian = problem.Jacobian();
        Reference.Of($"ba/ref/{instance}.jacobian").AssertClose(jacobian.Values);
        Reference.Of($"ba/ref/{instance}.columns").AssertClose([.. jacobian.Columns.Select(column => (double)column)]);
        int observations = problem.Observations.Length;
        Assert.Equal([.. Enumerable.Range(0, 2 * observations).Select(i => 15 * i), .. Enumerable.Range(0, observations + 1).Select(i => (30 * observations) + i)], jacobian.RowStarts);
    }

    private static BundleAdjustment Read(NumberReader reader)
    {
        int cameras = reader.Int(), points = reader.Int(), observations = reader.Int();
        return new BundleAdjustment(
            [.. Enumerable.Range(0, cameras).Select(_ => Camera(reader))],
            [.. Enumerable.Range(0, points).Select(_ => Point(reader))],
            reader.Doubles(observations),
            [.. Enumerable.Range(0, observations).Select(_ => (reader.Int(), reader.Int())).ToArray().Select(seen => new Observation(seen.Item1, seen.Item2, Feature(reader)))]);
    }

    /// <summary>ADBench's own files hold one of each.</summary>
    private static BundleAdjustment ReadRepeated(NumberReader reader)
    {
        int cameras = reader.Int(), points = reader.Int(), observations = reader.Int();
        Camera camera = Camera(reader);
        Vector3 point = Point(reader);
        double weight = reader.Double();
        Vector2 feature = Feature(reader);
        return new BundleAdjustment(
            [.. Enumerable.Repeat(camera, cameras)],
            [.. Enumerable.Repeat(point, points)],
            [.. Enumerable.Repeat(weight, observations)],
            [.. Enumerable.Range(0, observations).Select(i => new Observation(i % cameras, i % points, feature))]);
    }

    private static Camera Camera(NumberReader reader) => MemoryMarshal.Cast<double, Camera>(reader.Doubles(CameraNumbers))[0];

    private static Vector3 Point(NumberReader reader) => new(reader.Double(), reader.Double(), reader.Double());

    private static Vector2 Feature(NumberReader reader) => new(reader.Double(), reader.Double());
}
