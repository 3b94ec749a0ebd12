using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff.Products;

/// <summary>C = φ(S + A·B) on one thread, in blocks that stay in the caches.</summary>
internal static unsafe class BlockedProduct<T, TTile>
    where T : unmanaged
    where TTile : struct, ITile<T>
{
    // A panel of b, so many bytes deep and a tile wide, stays in the first cache while the rows of a go by, and these in the second one while the panels go by.
    private const int MostDepth = 1536;
    private const int MostRows = 40;
    private const int MostPanels = 64;

    // With fewer rows, what is packed is used too seldom.
    private const int LeastRowsToPackFor = 256;

    // So far apart, elements of a column displace each other in the first cache. To pack them is worth it for so many panels.
    private const int CollidingBytes = 2048;
    private const int LeastPanelsToPackFor = 4;

    private static int Width => 2 * TTile.Lanes;

    public static void Run(nint rows, nint columns, nint depth, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> start, in MatrixView<T> c, Activation activation)
    {
        nint depthStep = EqualParts(depth, MostDepth / sizeof(T)), rowStep = nint.Min(rows, MostRows * TTile.Rows), columnStep = nint.Min(columns, MostPanels * Width);
        nint packedHeight = a.RowStride * sizeof(T) % CollidingBytes == 0 && columns >= LeastPanelsToPackFor * Width ? TTile.Rows : 0;
        using Workspace workspace = Workspace.Enter();
        T* panels = Allocate(workspace, RoundUp(columnStep, Width) * depthStep), packed = Allocate(workspace, packedHeight == 0 ? 0 : RoundUp(rowStep, packedHeight) * depthStep);
        for (nint j = 0; j < columns; j += columnStep)
        {
            nint width = nint.Min(columnStep, columns - j);
            for (nint k = 0; k < depth; k += depthStep)
            {
                nint size = nint.Min(depthStep, depth - k);
                Activation last = k + size == depth ? activation : Activation.None;
                for (nint i = 0; i < rows; i += rowStep)
                {
                    nint height = nint.Min(rowStep, rows - i);
                    RowTiles<T> tiles = packedHeight == 0 ? new(a.From(i, k), 0, size) : RowTiles<T>.Pack(a.From(i, k), height, size, packedHeight, packed);
                    Panels step = new(b.From(k, j), panels, isPacked: i > 0, mayStay: rows < LeastRowsToPackFor);
                    Block(height, width, size, tiles, step, (k == 0 ? start : c).From(i, j), c.From(i, j), last);
                }
            }
        }
    }

    [SkipLocalsInit]
    private static void Block(nint rows, nint columns, nint depth, in RowTiles<T> a, in Panels b, in MatrixView<T> start, in MatrixView<T> c, Activation activation)
    {
        // What is left of a row after the last whole vector is computed in a tile of its own.
        T* rest = stackalloc T[TTile.Rows * Width];
        for (nint j = 0; j < columns; j += Width)
        {
            nint width = nint.Min(Width, columns - j);
            bool isWide = width > TTile.Lanes;
            nint full = isWide ? Width : TTile.Lanes;
            T* panel = b.Get(j, depth, width, full, out nint stride);
            if (width < full && start.First != null) new Span<T>(rest, TTile.Rows * Width).Clear(); // what stands beside the columns is added to as well, and subnormal numbers are slow
            for (nint i = 0; i < rows;)
            {
                T* tile = c.At(i, j);
                if (width == full)
                {
                    int finished = TTile.Run(rows - i, isWide, depth, a.From(i), panel, stride, start.At(i, j), start.RowStride, tile, c.RowStride);
                    RowActivations<T>.Apply(activation, finished, full, new(tile, c.RowStride, 1));
                    i += finished;
                    continue;
                }

                if (start.First != null) Packing.Copy(start.At(i, j), start.RowStride, rest, full, nint.Min(rows - i, TTile.Rows), width);
                int done = TTile.Run(rows - i, isWide, depth, a.From(i), panel, stride, start.First == null ? null : rest, full, rest, full);
                RowActivations<T>.Apply(activation, done, full, new(rest, full, 1));
                Packing.Copy(rest, full, tile, c.RowStride, done, width);
                i += done;
            }
        }
    }

    private static nint EqualParts(nint length, nint most)
    {
        nint parts = (length + most - 1) / most;
        return (length + parts - 1) / parts;
    }

    private static nint RoundUp(nint length, nint unit) => (length + unit - 1) / unit * unit;

    private static T* Allocate(in Workspace workspace, nint length) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(workspace.Allocate<T>(length)));

    /// <summary>Columns of b, as wide as a tile: where they are, or packed, row after row.</summary>
    private readonly struct Panels(MatrixView<T> b, T* packed, bool isPacked, bool mayStay)
    {
        public T* Get(nint column, nint depth, nint width, nint full, out nint stride)
        {
            if (mayStay && width == full && b.ColumnStride == 1)
            {
                stride = b.RowStride;
                return b.At(0, column);
            }

            stride = full;
            T* panel = packed + (column * depth);
            if (!isPacked) Packing.Rows(b.From(0, column), depth, width, panel, full);
            return panel;
        }
    }
}
