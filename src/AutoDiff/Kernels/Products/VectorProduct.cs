using System.Numerics;
using AutoDiff.Optimization;

namespace AutoDiff.Products;

/// <summary>Products of a matrix and a vector, four rows at a time, so that the vector is read, or written, a fourth as often.</summary>
internal static unsafe class VectorProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Together = 4;

    /// <summary>y = A·x or y += A·x. Each element is the sum of its lanes, and of what is behind the last whole vector.</summary>
    public static void OfRows(nint rows, nint columns, in MatrixView<T> a, T* x, T* y, bool accumulate)
    {
        nint i = 0;
        for (; i <= rows - Together; i += Together) Dots(columns, a.At(i, 0), a.RowStride, x, y + i, accumulate);
        for (; i < rows; i++) Dot(columns, a.At(i, 0), x, y + i, accumulate);
    }

    /// <summary>y += Aᵀ·x.</summary>
    public static void OfColumns(nint rows, nint columns, in MatrixView<T> a, T* x, T* y)
    {
        nint i = 0;
        for (; i <= rows - Together; i += Together) AddFour(columns, a.At(i, 0), a.RowStride, x + i, y);
        for (; i < rows; i++) Add(columns, a.At(i, 0), x[i], y);
    }

    /// <summary>A += x·yᵀ.</summary>
    public static void AddOuter(nint rows, nint columns, T* x, T* y, in MatrixView<T> a)
    {
        for (nint i = 0; i < rows; i++) Add(columns, y, x[i], a.At(i, 0));
    }

    private static void Dots(nint columns, T* row, nint stride, T* x, T* y, bool accumulate)
    {
        T* row1 = row + stride, row2 = row1 + stride, row3 = row2 + stride;
        Vector<T> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nint j = 0;
        for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> factor = Vector.Load(x + j);
            sum0 = Fused.MultiplyAdd(Vector.Load(row + j), factor, sum0);
            sum1 = Fused.MultiplyAdd(Vector.Load(row1 + j), factor, sum1);
            sum2 = Fused.MultiplyAdd(Vector.Load(row2 + j), factor, sum2);
            sum3 = Fused.MultiplyAdd(Vector.Load(row3 + j), factor, sum3);
        }

        // No vector is needed behind a call.
        T dot0 = Vector.Sum(sum0), dot1 = Vector.Sum(sum1), dot2 = Vector.Sum(sum2), dot3 = Vector.Sum(sum3);
        Put(y, dot0, Rest(j, columns, row, x), accumulate);
        Put(y + 1, dot1, Rest(j, columns, row1, x), accumulate);
        Put(y + 2, dot2, Rest(j, columns, row2, x), accumulate);
        Put(y + 3, dot3, Rest(j, columns, row3, x), accumulate);
    }

    private static void Dot(nint columns, T* row, T* x, T* y, bool accumulate)
    {
        Vector<T> sum = default;
        nint j = 0;
        for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count) sum = Fused.MultiplyAdd(Vector.Load(row + j), Vector.Load(x + j), sum);
        T dot = Vector.Sum(sum);
        Put(y, dot, Rest(j, columns, row, x), accumulate);
    }

    private static void AddFour(nint columns, T* row, nint stride, T* x, T* y)
    {
        T* row1 = row + stride, row2 = row1 + stride, row3 = row2 + stride;
        Vector<T> x0 = Vector.Create(x[0]), x1 = Vector.Create(x[1]), x2 = Vector.Create(x[2]), x3 = Vector.Create(x[3]);
        nint j = 0;
        for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> sum = Fused.MultiplyAdd(x0, Vector.Load(row + j), Vector.Load(y + j));
            sum = Fused.MultiplyAdd(x1, Vector.Load(row1 + j), sum);
            sum = Fused.MultiplyAdd(x2, Vector.Load(row2 + j), sum);
            Vector.Store(Fused.MultiplyAdd(x3, Vector.Load(row3 + j), sum), y + j);
        }

        for (; j < columns; j++)
        {
            T sum = T.MultiplyAddEstimate(x[1], row1[j], T.MultiplyAddEstimate(x[0], row[j], y[j]));
            y[j] = T.MultiplyAddEstimate(x[3], row3[j], T.MultiplyAddEstimate(x[2], row2[j], sum));
        }
    }

    private static void Add(nint columns, T* row, T factor, T* y)
    {
        Vector<T> factors = Vector.Create(factor);
        nint j = 0;
        for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count) Vector.Store(Fused.MultiplyAdd(factors, Vector.Load(row + j), Vector.Load(y + j)), y + j);
        for (; j < columns; j++) y[j] = T.MultiplyAddEstimate(factor, row[j], y[j]);
    }

    private static T Rest(nint start, nint end, T* row, T* x)
    {
        T sum = default;
        for (nint j = start; j < end; j++) sum = T.MultiplyAddEstimate(row[j], x[j], sum);
        return sum;
    }

    private static void Put(T* y, T vectors, T rest, bool accumulate)
    {
        T sum = vectors + rest;
        *y = accumulate ? *y + sum : sum;
    }
}
