using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff.Tests.Gradients;

/// <summary>A problem at every size.</summary>
public sealed record Family<T>(string Name, Func<int, Problem<T>> At)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The sizes to test: nothing, one, and lengths around and beyond a vector's.</summary>
    public int[] Sizes { get; init; } = [0, 1, 2, 7, 33];

    /// <summary>The size to measure.</summary>
    public int BenchmarkSize { get; init; } = 1000;
}

/// <summary>Problems of one kind.</summary>
public interface IFamilies<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract IEnumerable<Family<T>> All { get; }
}
