namespace AutoDiff.Products;

/// <summary>Rows of a matrix as tiles read them: where they are, or packed, the rows of a tile beside each other.</summary>
/// <param name="rows">Where they are packed, an element is followed by that in the next row of the tile.</param>
/// <param name="height">The rows of a packed tile; 0 where nothing is packed.</param>
/// <param name="depth">The columns.</param>
internal readonly unsafe struct RowTiles<T>(MatrixView<T> rows, nint height, nint depth)
    where T : unmanaged
{
    public MatrixView<T> From(nint row)
    {
        if (height == 0) return rows.From(row, 0);
        nint within = row % height;
        return new(rows.First + ((row - within) * depth) + within, 1, height);
    }

    /// <summary>Packs rows of a matrix. The last tile is filled up.</summary>
    public static RowTiles<T> Pack(in MatrixView<T> matrix, nint rows, nint depth, nint height, T* packed)
    {
        for (nint i = 0; i < rows; i += height)
        {
            Packing.Rows(matrix.From(i, 0).Transposed, depth, nint.Min(height, rows - i), packed + (i * depth), height);
        }

        return new(new(packed, 1, height), height, depth);
    }
}
