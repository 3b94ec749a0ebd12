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
        if (columns < stride) new Span<T>(packed, (int)(rows * stride)).Clear();
        if (matrix.ColumnStride == 1)
        {
            Copy(matrix.First, matrix.RowStride, packed, stride, rows, columns);
        }
        else
        {
            Transposed(matrix, rows, columns, packed, stride);
        }
    }

    /// <summary>Copies rows of a matrix. The last vector of a row overlaps the one before.</summary>
    public static void Copy<T>(T* from, nint fromStride, T* to, nint toStride, nint rows, nint columns)
        where T : unmanaged
    {
        nint last = columns - Vector256<T>.Count;
        for (nint i = 0; i < rows; i++)
        {
            if (last >= 0)
            {
                for (nint j = 0; j < last; j += Vector256<T>.Count) Vector256.Store(Vector256.Load(from + j), to + j);
                Vector256.Store(Vector256.Load(from + last), to + last);
            }
            else
            {
                for (nint j = 0; j < columns; j++) to[j] = from[j];
            }

            from += fromStride;
            to += toStride;
        }
    }

    // Where rows follow each other in the columns of what is packed, squares of as many elements as a small vector has are turned around in registers; the last ones overlap those before.
    private static void Transposed<T>(in MatrixView<T> matrix, nint rows, nint columns, T* packed, nint stride)
        where T : unmanaged
    {
        nint side = Vector128<T>.Count, lastRow = rows - side, lastColumn = columns - side;
        if (matrix.RowStride != 1 || lastRow < 0 || lastColumn < 0 || !Sse2.IsSupported)
        {
            for (nint j = 0; j < columns; j++)
            {
                for (nint i = 0; i < rows; i++) packed[(i * stride) + j] = *matrix.At(i, j);
            }

            return;
        }

        for (nint j = 0; j < columns; j += side)
        {
            nint column = nint.Min(j, lastColumn);
            for (nint i = 0; i < lastRow; i += side) Square(matrix.At(i, column), matrix.ColumnStride, packed + (i * stride) + column, stride);
            Square(matrix.At(lastRow, column), matrix.ColumnStride, packed + (lastRow * stride) + column, stride);
        }
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
