using System.Linq;
using AutoDiff.Problems;

namespace AutoDiff.Tests.ADBench;

/// <summary>A pose, and points with the vertices or triangles that they belong to.</summary>
internal sealed record HandInstance(int[] Indices, Vector3[] Points, Vector2[] Places, double[] Theta)
{
    public static HandInstance Read(NumberReader reader, bool hasPlaces)
    {
        int count = reader.Int(), parameters = reader.Int();
        (int Index, Vector3 Point)[] rows = [.. Enumerable.Range(0, count).Select(_ => (reader.Int(), new Vector3(reader.Double(), reader.Double(), reader.Double())))];
        Vector2[] places = [.. Enumerable.Range(0, hasPlaces ? count : 0).Select(_ => new Vector2(reader.Double(), reader.Double()))];
        return new HandInstance([.. rows.Select(row => row.Index)], [.. rows.Select(row => row.Point)], places, reader.Doubles(parameters));
    }
}
