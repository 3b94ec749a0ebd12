using System;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class TableTests
{
    private readonly float[] _numbers = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Rows_that_follow_each_other_are_read_where_they_stand()
    {
        Table<float> table = new(4, 2, _numbers);
        Span<float> buffer = new float[6];
        ReadOnlySpan<float> neighbours = table.Gather([1, 2, 3], buffer), others = table.Gather([3, 0, 1], buffer);
        Assert.True(neighbours.Overlaps(table.Elements));
        Assert.Equal([3, 4, 5, 6, 7, 8], neighbours.ToArray());
        Assert.True(others.Overlaps(buffer));
        Assert.Equal([7, 8, 1, 2, 3, 4], others.ToArray());
        Assert.Equal([3, 4], table.Gather([1], buffer).ToArray());
        Assert.True(table.Gather([], []).IsEmpty);
        Assert.Equal([9, 7, 9], Batch.Gather<int>([7, 8, 9], 1, [2, 0, 2], new int[3]).ToArray());
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        Table<float> table = new(4, 2, _numbers);
        Assert.Equal("buffer", Assert.Throws<ArgumentException>(() => table.Gather([1, 0], new float[3])).ParamName);
        Assert.Equal("'rows' has row 4, but there are 4.", Assert.Throws<ArgumentOutOfRangeException>(() => table.Gather([0, 4], new float[4])).Message.Split('\n', '(')[0].Trim());
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Gather([-1], new float[4]));
        Assert.Throws<ArgumentException>(() => Batch.Gather<int>([1, 2, 3], 2, [0], new int[2]));
        Assert.Throws<ArgumentException>(() => new Table<float>(3, 2, _numbers));
        Assert.Throws<ArgumentException>(static () => new Table<float>(int.MaxValue, 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Table<float>(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => table[4].Length);
    }

    [Fact]
    public void Rows_and_columns_are_selected()
    {
        Table<float> table = new(4, ["x", "y"], _numbers);
        Table<float> selected = table.Select([3, 3, 0]);
        Assert.Equal([7, 8, 7, 8, 1, 2], selected.Elements.ToArray());
        Assert.Equal(["x", "y"], selected.Columns);
        Assert.Equal([2, 4, 6, 8], table.Column(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Column(2));
        table[1, 1] = 9;
        Assert.Equal(9, table[1][1]);
    }
}
