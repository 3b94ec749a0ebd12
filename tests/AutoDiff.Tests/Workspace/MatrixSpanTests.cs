using System;
using Xunit;

namespace AutoDiff.Tests;

public sealed class MatrixSpanTests
{
    [Fact]
    public void An_array_is_seen_row_after_row()
    {
        double[,] array = { { 1, 2, 3 }, { 4, 5, 6 } };
        MatrixSpan<double> matrix = array;
        Assert.Equal((2, 3), (matrix.GetLength(0), matrix.GetLength(1)));
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.Elements.ToArray());
        Assert.Equal([4, 5, 6], matrix[1].ToArray());
        matrix[1L][2] = 9;
        Assert.Equal(9, array[1, 2]);
        matrix.Clear();
        Assert.Equal(new double[2, 3], array);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 32)]
    public void A_row_that_is_not_there_is_empty(long row)
    {
        MatrixSpan<int> matrix = new int[2, 3];
        Assert.True(matrix[row].IsEmpty);
        Assert.True(matrix[unchecked((int)row) is 0 or 1 ? 2 : unchecked((int)row)].IsEmpty);
    }

    [Fact]
    public void Rows_and_columns_may_be_none()
    {
        MatrixSpan<float> rows = new float[3, 0], columns = new float[0, 3], none = (float[,]?)null;
        Assert.True(rows[2].IsEmpty);
        Assert.True(columns[0].IsEmpty);
        Assert.Equal((0, 3, 0), (columns.GetLength(0), columns.GetLength(1), none.GetLength(1)));
    }

    [Fact]
    public void Working_memory_is_a_matrix_too()
    {
        using Workspace workspace = Workspace.Enter();
        MatrixSpan<double> matrix = workspace.Allocate<double>(2, 3);
        matrix.Fill(7);
        Assert.Equal([7, 7, 7], matrix[1].ToArray());
        Assert.Equal(6, matrix.Elements.Length);
    }

    [Theory]
    [InlineData(-1, 3, typeof(OverflowException))]
    [InlineData(0, -1, typeof(OverflowException))]
    [InlineData(1L << 31, 0, typeof(InvalidOperationException))]
    [InlineData(int.MaxValue, int.MaxValue, typeof(InvalidOperationException))]
    public void Extents_that_cannot_be_are_refused(long rows, long columns, Type exception) =>
        Assert.Throws(exception, () =>
        {
            using Workspace workspace = Workspace.Enter();
            workspace.Allocate<double>(rows, columns);
        });
}
