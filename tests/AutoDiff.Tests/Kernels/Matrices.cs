using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff.Tests.KernelTests;

/// <summary>Matrices in memory with gaps between the rows, and what products of them are.</summary>
internal static class Matrices
{
    /// <summary>Around the heights and widths of tiles of all machines.</summary>
    public static readonly int[] Sizes = [0, 1, 2, 3, 5, 6, 7, 11, 12, 13, 15, 16, 17, 31, 32, 33, 49];

    public static T[] Random<T>(Random random, int length)
        where T : INumber<T>
    {
        var numbers = new T[length];
        for (int i = 0; i < length; i++) numbers[i] = T.CreateChecked((random.NextSingle() * 2) - 1);
        return numbers;
    }

    /// <summary>As many numbers as the matrix takes, and not one more.</summary>
    public static T[] Random<T>(Random random, int rows, int columns, int stride)
        where T : INumber<T> => Random<T>(random, Length(rows, columns, stride));

    public static int Length(int rows, int columns, int stride) => rows == 0 || columns == 0 ? 0 : ((rows - 1) * stride) + columns;

    /// <summary>The sum in the order of k, each product fused with it.</summary>
    public static T Chain<T>(T start, int k, Func<int, T> a, Func<int, T> b)
        where T : INumberBase<T>
    {
        for (int i = 0; i < k; i++) start = T.MultiplyAddEstimate(a(i), b(i), start);
        return start;
    }

    public static IEnumerable<(int M, int N, int K)> Shapes(int seed, int count)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++) yield return (Sizes[random.Next(Sizes.Length)], Sizes[random.Next(Sizes.Length)], Sizes[random.Next(Sizes.Length)]);
    }
}
