using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace AutoDiff.Tests;

public sealed class LanesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(100, 1)]
    [InlineData(100, 2)]
    public void Lanes_are_scattered_as_far_as_there_are_elements(int count, int stride)
    {
        Check<double>(count, stride);
        Check<float>(count, stride);
    }

    [Fact]
    public void Elements_are_gathered_and_added_to_where_indices_say()
    {
        int[] whole = [.. Enumerable.Range(0, 32).Select(static i => i * 3 % 7)];
        double[] x = [.. Enumerable.Range(0, 7).Select(static i => i + 0.5)], expected = [.. x], masked = [.. x];
        Vector<long> indices = Lanes.LoadWidened(whole, 1), isEven = Vector.Equals(Vector<long>.Indices & Vector<long>.One, Vector<long>.Zero);
        for (int i = 0; i < Vector<long>.Count; i++)
        {
            Assert.Equal(whole[i + 1], indices[i]);
            Assert.Equal(x[whole[i + 1]], Lanes.Gather(x, indices)[i]);
            Assert.Equal(x[whole[i + 1]], Lanes.Gather(x, indices + new Vector<long>(1L << 40))[i]);
            Assert.Equal(i % 2 == 0 ? x[whole[i + 1]] : 0, Lanes.Gather(x, Vector.ConditionalSelect(isEven, indices, new Vector<long>(-1)), isEven)[i]);
            expected[whole[i + 1]] += i;
            masked[whole[i + 1]] += i % 2 == 0 ? i : 0;
        }

        double[] all = [.. x], some = [.. x];
        Lanes.AddEach(all, indices, Vector<double>.Indices);
        Lanes.AddEach(some, indices, Vector<double>.Indices, isEven);
        Assert.Equal(expected, all);
        Assert.Equal(masked, some);
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Gather(x, new Vector<long>(7)));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.AddEach(x, new Vector<long>(-1), Vector<double>.One));
    }

    [Fact]
    public void Single_elements_are_gathered_and_added_to_where_indices_say()
    {
        int[] whole = [.. Enumerable.Range(0, 32).Select(static i => i * 3 % 7)];
        float[] x = [.. Enumerable.Range(0, 7).Select(static i => i + 0.5f)], expected = [.. x], masked = [.. x];
        Vector<int> indices = Lanes.Load(whole, 1), isEven = Vector.Equals(Vector<int>.Indices & Vector<int>.One, Vector<int>.Zero);
        for (int i = 0; i < Vector<int>.Count; i++)
        {
            Assert.Equal(x[whole[i + 1]], Lanes.Gather(x, indices)[i]);
            Assert.Equal(i % 2 == 0 ? x[whole[i + 1]] : 0, Lanes.Gather(x, Vector.ConditionalSelect(isEven, indices, new Vector<int>(-1)), isEven)[i]);
            expected[whole[i + 1]] += i;
            masked[whole[i + 1]] += i % 2 == 0 ? i : 0;
        }

        float[] all = [.. x], some = [.. x];
        Lanes.AddEach(all, indices, Vector<float>.Indices);
        Lanes.AddEach(some, indices, Vector<float>.Indices, isEven);
        Assert.Equal(expected, all);
        Assert.Equal(masked, some);
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Gather(x, new Vector<int>(7)));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.AddEach(x, new Vector<int>(-1), Vector<float>.One));
    }

    private static void Check<T>(int count, int stride)
        where T : unmanaged, INumber<T>
    {
        const int First = 2;
        int scattered = int.Min(count, Vector<T>.Count);
        T[] memory = new T[First + (scattered * stride) + 1], expected = [.. memory];
        for (int i = 0; i < scattered; i++)
        {
            expected[First + (i * stride)] = T.CreateChecked(i + 1);
        }

        Lanes.Scatter(memory.AsSpan(), First, stride, Vector<T>.Indices + Vector<T>.One, count);
        Assert.Equal(expected, memory);
    }
}
