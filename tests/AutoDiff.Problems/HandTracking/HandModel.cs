namespace AutoDiff.Problems;

/// <summary>A hand at rest.</summary>
/// <param name="Parents">The bone that each bone hangs on, an earlier one; -1 for the root.</param>
/// <param name="BaseRelatives">Where each bone is, seen from its parent.</param>
/// <param name="InverseBaseAbsolutes">Where the origin is, seen from each bone.</param>
/// <param name="Vertices">The surface.</param>
/// <param name="Weights">How much each bone moves each vertex, vertex after vertex.</param>
/// <param name="Triangles">Vertices, three for each triangle.</param>
public sealed record HandModel(int[] Parents, Affine[] BaseRelatives, Affine[] InverseBaseAbsolutes, Vector3[] Vertices, double[] Weights, int[] Triangles);
