using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Products;

/// <summary>Copies that put a part of a matrix where a tile reads it in one stream.</summary>
internal static unsafe class Packing
{
    /// <summary>Writes the first rows and columns of a matrix, row after row; what a row is longer than that is filled up with zeros.</summary>
    public static void Rows<T>(in MatrixView<T> matrix, nint rows, nint columns, T* packed, nint stride)
        where T : unmanaged
    {
        if (matrix.ColumnStride == 1)
        {
            Copy(matrix.First, matrix.RowStride, packed, stride, rows, columns);
        }
        else
        {
            Transposed(matrix, rows, columns, packed, stride);
        }

        if (columns < stride)
        {
            for (nint i = 0; i < rows; i++) new Span<T>(packed + (i * stride) + columns, (int)(stride - columns)).Clear();
        }
    }

    /// <summary>Copies rows of a matrix.</summary>
    public static void Copy<T>(T* from, nint fromStride, T* to, nint toStride, nint rows, nint columns)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++)
        {
            nint j = 0;
            for (; j <= columns - Vector256<T>.Count; j += Vector256<T>.Count) Vector256.Store(Vector256.Load(from + j), to + j);
            for (; j < columns; j++) to[j] = from[j];
            from += fromStride;
            to += toStride;
        }
    }

    // Where rows follow each other in the columns of what is packed, squares of as many elements as a small vector has are turned around in registers.
    private static void Transposed<T>(in MatrixView<T> matrix, nint rows, nint columns, T* packed, nint stride)
        where T : unmanaged
    {
        nint side = matrix.RowStride == 1 && Sse2.IsSupported ? Vector128<T>.Count : 1;
        nint wholeRows = rows - (rows % side), wholeColumns = columns - (columns % side);
        for (nint j = 0; j < wholeColumns; j += side)
        {
            if (side == 1)
            {
                Column(matrix, j, 0, rows, packed, stride);
                continue;
            }

            for (nint i = 0; i < wholeRows; i += side) Square(matrix.At(i, j), matrix.ColumnStride, packed + (i * stride) + j, stride);
            for (nint column = j; column < j + side; column++) Column(matrix, column, wholeRows, rows, packed, stride);
        }

        for (nint j = wholeColumns; j < columns; j++) Column(matrix, j, 0, rows, packed, stride);
    }

    private static void Column<T>(in MatrixView<T> matrix, nint column, nint start, nint end, T* packed, nint stride)
        where T : unmanaged
    {
        for (nint i = start; i < end; i++) packed[(i * stride) + column] = *matrix.At(i, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(T* from, nint fromStride, T* to, nint toStride)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Square((float*)from, fromStride, (float*)to, toStride);
        }
        else
        {
            Square((double*)from, fromStride, (double*)to, toStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* from, nint fromStride, float* to, nint toStride)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + fromStride);
        Vector128<float> c = Vector128.Load(from + (2 * fromStride)), d = Vector128.Load(from + (3 * fromStride));
        Vector128<float> abLow = Sse.UnpackLow(a, b), abHigh = Sse.UnpackHigh(a, b), cdLow = Sse.UnpackLow(c, d), cdHigh = Sse.UnpackHigh(c, d);
        Vector128.Store(Sse.MoveLowToHigh(abLow, cdLow), to);
        Vector128.Store(Sse.MoveHighToLow(cdLow, abLow), to + toStride);
        Vector128.Store(Sse.MoveLowToHigh(abHigh, cdHigh), to + (2 * toStride));
        Vector128.Store(Sse.MoveHighToLow(cdHigh, abHigh), to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(double* from, nint fromStride, double* to, nint toStride)
    {
        Vector128<double> a = Vector128.Load(from), b = Vector128.Load(from + fromStride);
        Vector128.Store(Sse2.UnpackLow(a, b), to);
        Vector128.Store(Sse2.UnpackHigh(a, b), to + toStride);
    }
}
