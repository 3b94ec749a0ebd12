using System;
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
