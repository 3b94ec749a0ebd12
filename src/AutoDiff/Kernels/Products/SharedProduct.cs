using System;
using AutoDiff.Optimization;

namespace AutoDiff.Products;

/// <summary>A product whose columns, or rows, are split over threads. Each thread that calls has one, and keeps it, so that nothing is allocated.</summary>
internal sealed unsafe class SharedProduct<T> : IRangeWork
    where T : unmanaged
{
    // Below so many multiplications, waking another thread takes longer than it saves.
    private const long LeastWork = 1 << 22;

    // A whole number of tiles of any kind.
    private const int Unit = 96;

    [ThreadStatic]
    private static SharedProduct<T>? s_own;

    private readonly Workers _workers = new();
    private MatrixView<T> _a;
    private MatrixView<T> _b;
    private MatrixView<T> _start;
    private MatrixView<T> _c;
    private nint _rows;
    private nint _columns;
    private nint _depth;
    private Activation _activation;
    private bool _splitsColumns;

    public static bool IsWorthIt(nint rows, nint columns, nint depth) => (long)rows * columns * depth >= LeastWork && nint.Max(rows, columns) >= 2 * Unit;

    public static void Run(nint rows, nint columns, nint depth, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> start, in MatrixView<T> c, Activation activation, int threads)
    {
        SharedProduct<T> own = s_own ??= new();
        (own._rows, own._columns, own._depth, own._activation, own._splitsColumns) = (rows, columns, depth, activation, columns >= rows);
        own._a = a;
        own._b = b;
        own._start = start;
        own._c = c;
        own._workers.Threads = threads;
        nint length = nint.Max(rows, columns), piece = (length + threads - 1) / threads;
        own._workers.Run(own, length, (piece + Unit - 1) / Unit * Unit);
    }

    void IRangeWork.Run(nint start, nint end)
    {
        if (_splitsColumns)
        {
            MatrixProduct<T>.RunAlone(_rows, end - start, _depth, _a, _b.From(0, start), _start.From(0, start), _c.From(0, start), _activation);
        }
        else
        {
            MatrixProduct<T>.RunAlone(end - start, _columns, _depth, _a.From(start, 0), _b, _start.From(start, 0), _c.From(start, 0), _activation);
        }
    }
}
