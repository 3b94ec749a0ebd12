using System;
using System.Diagnostics;
using AutoDiff.Products;

namespace AutoDiff;

public static partial class Loops
{
    // Below so many multiplications, loops over vectors are done before a kernel has begun.
    private const int LeastProduct = 1 << 12;
    private const int LeastRows = 4;

    /// <summary>Any product may be one of matrices: for tests.</summary>
    private static readonly bool s_anyProduct = AppContext.TryGetSwitch("AutoDiff.SmallProducts", out bool any) && any;

    /// <summary>Is a product of matrices with so many rows, columns, and summands of each element, worth a kernel? What is kept of it can be counted.</summary>
    public static bool IsLargeProduct(int rows, int columns, int depth)
    {
        int least = s_anyProduct ? 1 : LeastRows;
        if (rows < least || columns < least || depth < least) return false;
        bool isLarge = s_anyProduct || (double)rows * columns * depth >= LeastProduct;
        return isLarge && (long)rows * columns <= Array.MaxLength && (long)rows * depth <= Array.MaxLength && (long)columns * depth <= Array.MaxLength;
    }

    /// <summary>Does memory of a length hold a matrix with the first element at <paramref name="start"/>? There is at least one.</summary>
    public static bool HoldsMatrix(int length, int start, int rows, int rowStride, int columns, int columnStride) =>
        start >= 0 && rowStride >= 0 && columnStride >= 0 && start + ((rows - 1L) * rowStride) + ((columns - 1L) * columnStride) < length;

    /// <summary>Has each element of a matrix a place of its own, and are those of a row, or of a column, beside each other?</summary>
    public static bool IsDenseMatrix(int rows, int rowStride, int columns, int columnStride) =>
        (columnStride == 1 && rowStride >= columns) || (rowStride == 1 && columnStride >= rows);

    /// <summary>C += A·B, for matrices whose elements have been found to be there. C is dense, and shares no element with A or B.</summary>
    public static void AddProduct(
        ReadOnlySpan<float> a, int aStart, int aRow, int aColumn, ReadOnlySpan<float> b, int bStart, int bRow, int bColumn, Span<float> c, int cStart, int cRow, int cColumn, int rows, int columns, int depth) =>
        Add(a, aStart, aRow, aColumn, b, bStart, bRow, bColumn, c, cStart, cRow, cColumn, rows, columns, depth);

    /// <inheritdoc cref="AddProduct(ReadOnlySpan{float}, int, int, int, ReadOnlySpan{float}, int, int, int, Span{float}, int, int, int, int, int, int)"/>
    public static void AddProduct(
        ReadOnlySpan<double> a, int aStart, int aRow, int aColumn, ReadOnlySpan<double> b, int bStart, int bRow, int bColumn, Span<double> c, int cStart, int cRow, int cColumn, int rows, int columns, int depth) =>
        Add(a, aStart, aRow, aColumn, b, bStart, bRow, bColumn, c, cStart, cRow, cColumn, rows, columns, depth);

    private static unsafe void Add<T>(
        ReadOnlySpan<T> a, int aStart, int aRow, int aColumn, ReadOnlySpan<T> b, int bStart, int bRow, int bColumn, Span<T> c, int cStart, int cRow, int cColumn, int rows, int columns, int depth)
        where T : unmanaged
    {
        Debug.Assert(HoldsMatrix(a.Length, aStart, rows, aRow, depth, aColumn), "A is not there.");
        Debug.Assert(HoldsMatrix(b.Length, bStart, depth, bRow, columns, bColumn), "B is not there.");
        Debug.Assert(HoldsMatrix(c.Length, cStart, rows, cRow, columns, cColumn) && IsDenseMatrix(rows, cRow, columns, cColumn), "C is not there.");
        fixed (T* pa = a, pb = b, pc = c)
        {
            MatrixView<T> left = new(pa + aStart, aRow, aColumn), right = new(pb + bStart, bRow, bColumn), sum = new(pc + cStart, cRow, cColumn);
            if (cColumn == 1)
            {
                MatrixProduct<T>.Run(rows, columns, depth, left, right, sum, sum, Activation.None, Kernels.Threads);
            }
            else
            {
                MatrixProduct<T>.Run(columns, rows, depth, right.Transposed, left.Transposed, sum.Transposed, sum.Transposed, Activation.None, Kernels.Threads); // Cᵀ += Bᵀ·Aᵀ
            }
        }
    }
}
