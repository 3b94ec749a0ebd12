using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class MiniBatchesTests
{
    [Theory]
    [InlineData(10, 3, false, 4)]
    [InlineData(10, 3, true, 3)]
    [InlineData(10, 5, false, 2)]
    [InlineData(10, 5, true, 2)]
    [InlineData(1, 64, false, 1)]
    [InlineData(1, 64, true, 0)]
    public void An_epoch_has_every_row_once(int count, int size, bool dropLast, int batches)
    {
        MiniBatches rows = new(count, size) { DropLast = dropLast, Seed = 4 };
        Assert.Equal(batches, rows.Count);
        List<int> seen = Collect(rows, 0);
        Assert.Equal(dropLast ? batches * size : count, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.All(seen, row => Assert.InRange(row, 0, count - 1));
    }

    [Fact]
    public void An_epoch_has_its_own_order_whatever_came_before()
    {
        MiniBatches rows = new(100, 7) { Seed = 4 }, others = new(100, 7) { Seed = 4 };
        List<int> first = Collect(rows, 0), third = Collect(rows, 2);
        Assert.NotEqual(first, third);
        Assert.Equal(third, Collect(others, 2));
        Assert.Equal(first, Collect(others, 0));
        Assert.NotEqual(first, Collect(new MiniBatches(100, 7) { Seed = 5 }, 0));
        Assert.Equal(Enumerable.Range(0, 100), Collect(new MiniBatches(100, 7) { Shuffle = false }, 3));
    }

    [Fact]
    public void Batches_are_of_the_rows_that_are_given()
    {
        int[] given = [3, 1, 4, 15, 9, 2, 6];
        Assert.Equal(given.Order(), Collect(new MiniBatches(given, 2), 8).Order());
        Assert.Equal(given, Collect(new MiniBatches(given, 2) { Shuffle = false }, 8));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Table<float> table = new(1000, 10);
        float[] buffer = new float[640];
        MiniBatches rows = new(table.Count, 64);
        long before = 0;
        for (int epoch = 0; epoch < 100; epoch++)
        {
            if (epoch == 50) before = GC.GetAllocatedBytesForCurrentThread();
            foreach (ReadOnlySpan<int> batch in rows.Epoch(epoch))
            {
                table.Gather(batch, buffer);
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Batches_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MiniBatches(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MiniBatches(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MiniBatches(1, 1).Epoch(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MiniBatches(1, 1).Epoch(0)[1].Length);
    }

    private static List<int> Collect(MiniBatches batches, int epoch)
    {
        List<int> rows = [];
        foreach (ReadOnlySpan<int> batch in batches.Epoch(epoch))
        {
            Assert.True(batch.Length == batches.BatchSize || !batches.DropLast);
            rows.AddRange(batch);
        }

        return rows;
    }
}
