namespace AutoDiff.Products;

/// <summary>A matrix in memory that somebody else keeps in place: where its first element is, and how far it is to the next row and to the next column. The default is no matrix, and none of its parts is.</summary>
internal readonly unsafe struct MatrixView<T>(T* first, nint rowStride, nint columnStride)
    where T : unmanaged
{
    public readonly T* First = first;
    public readonly nint RowStride = rowStride;
    public readonly nint ColumnStride = columnStride;

    public MatrixView<T> Transposed => new(First, ColumnStride, RowStride);

    public T* At(nint row, nint column) => First + (row * RowStride) + (column * ColumnStride);

    public MatrixView<T> From(nint row, nint column) => new(At(row, column), RowStride, ColumnStride);
}
