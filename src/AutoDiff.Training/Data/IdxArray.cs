using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff.Training;

/// <summary>An array of any rank out of an IDX file.</summary>
/// <param name="Shape">The dimensions, the slowest first.</param>
/// <param name="Elements">The elements, the last index running fastest.</param>
public sealed record IdxArray<T>(IReadOnlyList<int> Shape, T[] Elements)
    where T : unmanaged, INumberBase<T>
{
    /// <summary>The first dimension: the number of examples.</summary>
    public int Count => Shape.Count > 0 ? Shape[0] : 1;

    /// <summary>The number of elements in each of them; 0 if there is none.</summary>
    public int Width => Count > 0 ? Elements.Length / Count : 0;

    /// <summary>The elements of one example.</summary>
    public ReadOnlySpan<T> this[int index] => Elements.AsSpan(checked(index * Width), Width);
}
