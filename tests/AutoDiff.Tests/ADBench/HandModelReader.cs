using System;
using System.Globalization;
using System.Linq;
using AutoDiff.Problems;
using AutoDiff.Tests.Recorded;

namespace AutoDiff.Tests.ADBench;

/// <summary>Reads ADBench's model of a hand.</summary>
internal static class HandModelReader
{
    private static readonly Lazy<HandModel> s_small = new(() => Read("adbench/hand/model/vertices_small.txt"));

    /// <summary>The model with the fewer vertices.</summary>
    public static HandModel Small => s_small.Value;

    private static HandModel Read(string verticesPath)
    {
        // name : parent : 16 numbers of the base relative to the parent : 16 of the inverse of the absolute base
        string[][] bones = Fields("adbench/hand/model/bones.txt");
        // x : y : z : three of the normal : two of the texture : count : pairs of bone and weight
        string[][] vertices = Fields(verticesPath);
        double[] weights = new double[vertices.Length * bones.Length];
        for (int v = 0; v < vertices.Length; v++)
        {
            for (int pair = 0; pair < Int(vertices[v][8]); pair++)
            {
                weights[(v * bones.Length) + Int(vertices[v][9 + (2 * pair)])] = Number(vertices[v][10 + (2 * pair)]);
            }
        }

        return new HandModel(
            [.. bones.Select(bone => Int(bone[1]))],
            [.. bones.Select(bone => Transform(bone.AsSpan(2, 16)))],
            [.. bones.Select(bone => Transform(bone.AsSpan(18, 16)))],
            [.. vertices.Select(vertex => new Vector3(Number(vertex[0]), Number(vertex[1]), Number(vertex[2])))],
            weights,
            [.. Fields("adbench/hand/model/triangles.txt").SelectMany(triangle => triangle.Select(Int))]);
    }

    private static string[][] Fields(string path) => [.. RecordedFile.Lines(path).Where(line => line.Length > 0).Select(line => line.Split(':'))];

    /// <summary>A 4 × 4 matrix by its rows, the last of which is 0 0 0 1.</summary>
    private static Affine Transform(ReadOnlySpan<string> fields)
    {
        (Vector3 x, double offsetX) = Row(fields);
        (Vector3 y, double offsetY) = Row(fields[4..]);
        (Vector3 z, double offsetZ) = Row(fields[8..]);
        return new Affine(new Matrix3(x, y, z), new Vector3(offsetX, offsetY, offsetZ));
    }

    private static (Vector3 Linear, double Translation) Row(ReadOnlySpan<string> fields) =>
        (new Vector3(Number(fields[0]), Number(fields[1]), Number(fields[2])), Number(fields[3]));

    private static int Int(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
