using System;
using System.Runtime.Intrinsics;
using AutoDiff.Optimization;

namespace AutoDiff.Products;

/// <summary>C = φ(S + A·B). S is nothing, C itself, or a row that all rows share, with a stride of 0. An element is the sum in the order of A's columns, each product fused with the sum where the processor can; how the work is split changes nothing.</summary>
internal static unsafe class MatrixProduct<T>
    where T : unmanaged
{
    public static void Run(nint rows, nint columns, nint depth, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> start, in MatrixView<T> c, Activation activation, int threads)
    {
        if (rows == 0 || columns == 0) return;
        if (depth == 0)
        {
            Start(rows, columns, start, c);
            RowActivations<T>.Apply(activation, rows, columns, c);
        }
        else if (threads > 1 && SharedProduct<T>.IsWorthIt(rows, columns, depth))
        {
            SharedProduct<T>.Run(rows, columns, depth, a, b, start, c, activation, threads);
        }
        else
        {
            RunAlone(rows, columns, depth, a, b, start, c, activation);
        }
    }

    public static void RunAlone(nint rows, nint columns, nint depth, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> start, in MatrixView<T> c, Activation activation)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            BlockedProduct<T, WideTile<T>>.Run(rows, columns, depth, a, b, start, c, activation);
        }
        else
        {
            BlockedProduct<T, NarrowTile<T>>.Run(rows, columns, depth, a, b, start, c, activation);
        }
    }

    private static void Start(nint rows, nint columns, in MatrixView<T> start, in MatrixView<T> c)
    {
        for (nint i = 0; i < rows; i++)
        {
            Span<T> row = new(c.At(i, 0), (int)columns);
            if (start.First == null) row.Clear();
            else new Span<T>(start.At(i, 0), row.Length).CopyTo(row);
        }
    }
}
