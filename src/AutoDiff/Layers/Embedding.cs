using System;
using System.Numerics;

namespace AutoDiff.Layers;

/// <summary>Layers whose inputs are numbers of rows.</summary>
public static partial class Embedding
{
    /// <summary>For each index the row of a table. The derivative goes to the rows that were taken, and adds up where one was taken more than once.</summary>
    /// <param name="table">Rows of <paramref name="width"/> numbers.</param>
    /// <param name="indices">Which rows, counted from 0.</param>
    /// <param name="y">A row of results for each index. It shares no memory with the table.</param>
    /// <param name="width">How many numbers a row has.</param>
    /// <exception cref="ArgumentException">The table is not made of whole rows, an index is none of them, or there is not exactly a row of results for each.</exception>
    [Differentiable]
    public static void Forward<T>(ReadOnlySpan<T> table, ReadOnlySpan<int> indices, [Output] Span<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Require.WholeRows(table.Length, width, nameof(table));
        Require.Rows(y.Length, indices.Length, width, nameof(y));
        Require.Classes(indices, rows, nameof(indices));
        for (int i = 0; i < indices.Length; i++)
        {
            ReadOnlySpan<T> row = table.Slice(indices[i] * width, width);
            for (int k = 0; k < width; k++) y[i * width + k] = row[k];
        }
    }
}
