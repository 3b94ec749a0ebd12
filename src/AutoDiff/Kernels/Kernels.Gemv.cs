using System;
using System.Numerics;
using AutoDiff.Products;

namespace AutoDiff;

public static partial class Kernels
{
    /// <summary>y = A·x or y = Aᵀ·x, or that added to y, for a matrix of m rows and n columns.</summary>
    /// <param name="a">A, m rows of n.</param>
    /// <param name="x">n elements; m, where A is transposed.</param>
    /// <param name="y">m elements; n, where A is transposed. It may not share memory with A or x.</param>
    /// <param name="m">The rows that stand in memory.</param>
    /// <param name="n">The columns that stand in memory.</param>
    /// <param name="transpose">Take the transpose of A.</param>
    /// <param name="accumulate">The product is added to what is in y, which is overwritten otherwise.</param>
    /// <param name="lda">From one row of A to the next; 0: as far as a row is long.</param>
    /// <exception cref="ArgumentException">A span is shorter than its matrix or vector, the leading dimension less than a row, or y shares memory with A or x. Nothing is written then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    [CustomVjp(nameof(GemvVjp)), CustomJvp(nameof(GemvJvp))]
    public static void Gemv(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int n, bool transpose = false, bool accumulate = false, int lda = 0) =>
        Multiply(a, x, y, m, n, transpose, accumulate, lda);

    /// <inheritdoc cref="Gemv(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int)"/>
    [CustomVjp(nameof(GemvVjp)), CustomJvp(nameof(GemvJvp))]
    public static void Gemv(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int n, bool transpose = false, bool accumulate = false, int lda = 0) =>
        Multiply(a, x, y, m, n, transpose, accumulate, lda);

    /// <summary>The same for code that is generic over <c>float</c> and <c>double</c>. Where a derivative is taken, the type is known, and the method for it is called.</summary>
    /// <inheritdoc cref="Gemv(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int)"/>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Gemv<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, int m, int n, bool transpose = false, bool accumulate = false, int lda = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSupported<T>();
        Multiply(a, x, y, m, n, transpose, accumulate, lda);
    }

    /// <summary>The pullback of <see cref="Gemv(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int)"/>: dA += dy·xᵀ and dx += Aᵀ·dy, each unless it is empty; where y was overwritten, dy is cleared.</summary>
    [CustomJvp(nameof(GemvVjpJvp))]
    public static void GemvVjp(ReadOnlySpan<float> a, ReadOnlySpan<float> x, [Unread] Span<float> y, int m, int n, bool transpose, bool accumulate, int lda, [SkippedIfConstant] Span<float> dA, [SkippedIfConstant] Span<float> dX, Span<float> dY) =>
        Pull(a, x, m, n, transpose, accumulate, lda, dA, dX, dY);

    /// <inheritdoc cref="GemvVjp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int, Span{float}, Span{float}, Span{float})"/>
    [CustomJvp(nameof(GemvVjpJvp))]
    public static void GemvVjp(ReadOnlySpan<double> a, ReadOnlySpan<double> x, [Unread] Span<double> y, int m, int n, bool transpose, bool accumulate, int lda, [SkippedIfConstant] Span<double> dA, [SkippedIfConstant] Span<double> dX, Span<double> dY) =>
        Pull(a, x, m, n, transpose, accumulate, lda, dA, dX, dY);

    /// <summary>The pushforward of <see cref="Gemv(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int)"/>: the product itself, and vy = vA·x + A·vx, or vy += these.</summary>
    public static void GemvJvp(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int n, bool transpose, bool accumulate, int lda, ReadOnlySpan<float> vA, ReadOnlySpan<float> vX, Span<float> vY) =>
        Push(a, x, y, m, n, transpose, accumulate, lda, vA, vX, vY);

    /// <inheritdoc cref="GemvJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void GemvJvp(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int n, bool transpose, bool accumulate, int lda, ReadOnlySpan<double> vA, ReadOnlySpan<double> vX, Span<double> vY) =>
        Push(a, x, y, m, n, transpose, accumulate, lda, vA, vX, vY);

    /// <summary>The pushforward of the pullback, for second derivatives: the pullback itself, and vdA += vdy·xᵀ + dy·vxᵀ and vdx += Aᵀ·vdy + vAᵀ·dy.</summary>
    public static void GemvVjpJvp(
        ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int n, bool transpose, bool accumulate, int lda, Span<float> dA, Span<float> dX, Span<float> dY,
        ReadOnlySpan<float> vA, ReadOnlySpan<float> vX, Span<float> vY, Span<float> vDA, Span<float> vDX, Span<float> vDY)
    {
        Pull(a, x, m, n, transpose, accumulate, lda, vDA, vDX, vDY);
        Pull(vA, vX, m, n, transpose, accumulate: true, lda, vDA, vDX, dY);
        Pull(a, x, m, n, transpose, accumulate, lda, dA, dX, dY);
    }

    /// <inheritdoc cref="GemvVjpJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, bool, bool, int, Span{float}, Span{float}, Span{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float}, Span{float}, Span{float})"/>
    public static void GemvVjpJvp(
        ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int n, bool transpose, bool accumulate, int lda, Span<double> dA, Span<double> dX, Span<double> dY,
        ReadOnlySpan<double> vA, ReadOnlySpan<double> vX, Span<double> vY, Span<double> vDA, Span<double> vDX, Span<double> vDY)
    {
        Pull(a, x, m, n, transpose, accumulate, lda, vDA, vDX, vDY);
        Pull(vA, vX, m, n, transpose, accumulate: true, lda, vDA, vDX, dY);
        Pull(a, x, m, n, transpose, accumulate, lda, dA, dX, dY);
    }

    private static unsafe void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, int m, int n, bool transpose, bool accumulate, int lda)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        nint stride = RowStride(a, m, n, lda, nameof(a), nameof(lda));
        RequireLength(x, transpose ? m : n, nameof(x));
        RequireLength<T>(y, transpose ? n : m, nameof(y));
        Guard.Disjoint<T, T>(y, a, nameof(y), nameof(a));
        Guard.Disjoint<T, T>(y, x, nameof(y), nameof(x));
        fixed (T* pa = a, px = x, py = y)
        {
            MatrixView<T> matrix = new(pa, stride, 1);
            if (!transpose)
            {
                VectorProduct<T>.OfRows(m, n, matrix, px, py, accumulate);
                return;
            }

            if (!accumulate) y[..n].Clear();
            VectorProduct<T>.OfColumns(m, n, matrix, px, py);
        }
    }

    private static void Pull<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, int m, int n, bool transpose, bool accumulate, int lda, Span<T> dA, Span<T> dX, Span<T> dY)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (dA.IsEmpty)
        {
            // A is a constant.
        }
        else if (transpose)
        {
            AddOuter(x, dY, dA, m, n, lda);
        }
        else
        {
            AddOuter(dY, x, dA, m, n, lda);
        }

        if (!dX.IsEmpty) Multiply(a, dY, dX, m, n, !transpose, accumulate: true, lda);
        if (!accumulate) dY[..(transpose ? n : m)].Clear();
    }

    private static void Push<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, int m, int n, bool transpose, bool accumulate, int lda, ReadOnlySpan<T> vA, ReadOnlySpan<T> vX, Span<T> vY)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Multiply(a, x, y, m, n, transpose, accumulate, lda);
        Multiply(vA, x, vY, m, n, transpose, accumulate, lda);
        Multiply(a, vX, vY, m, n, transpose, accumulate: true, lda);
    }
}
