using System;
using System.Runtime.Intrinsics;
using AutoDiff.Optimization;

namespace AutoDiff.Products;

/// <summary>C = A·B or C += A·B. An element is the sum in the order of A's columns, each product fused with the sum where the processor can; how the work is split changes nothing.</summary>
internal static unsafe class MatrixProduct<T>
    where T : unmanaged
{
    public static void Run(nint rows, nint columns, nint depth, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, bool accumulate, int threads)
    {
        if (rows == 0 || columns == 0) return;
        if (depth == 0)
        {
            if (!accumulate) Clear(rows, columns, c);
        }
        else if (threads > 1 && SharedProduct<T>.IsWorthIt(rows, columns, depth))
        {
            SharedProduct<T>.Run(rows, columns, depth, a, b, c, accumulate, threads);
        }
        else
        {
            RunAlone(rows, columns, depth, a, b, c, accumulate);
        }
    }

    public static void RunAlone(nint rows, nint columns, nint depth, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, bool accumulate)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            BlockedProduct<T, WideTile<T>>.Run(rows, columns, depth, a, b, c, accumulate);
        }
        else
        {
            BlockedProduct<T, NarrowTile<T>>.Run(rows, columns, depth, a, b, c, accumulate);
        }
    }

    /// <summary>Zeros for all elements of a matrix whose rows are spans.</summary>
    public static void Clear(nint rows, nint columns, in MatrixView<T> c)
    {
        for (nint i = 0; i < rows; i++) new Span<T>(c.At(i, 0), (int)columns).Clear();
    }
}
