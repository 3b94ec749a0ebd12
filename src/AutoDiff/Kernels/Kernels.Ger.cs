using System;
using System.Numerics;
using AutoDiff.Products;

namespace AutoDiff;

public static partial class Kernels
{
    /// <summary>A += x·yᵀ, the outer product of a vector of m elements and one of n.</summary>
    /// <param name="x">m elements.</param>
    /// <param name="y">n elements.</param>
    /// <param name="a">A, m rows of n. It may not share memory with x or y.</param>
    /// <param name="m">The rows.</param>
    /// <param name="n">The columns.</param>
    /// <param name="lda">From one row of A to the next; 0: as far as a row is long.</param>
    /// <exception cref="ArgumentException">A span is shorter than its matrix or vector, the leading dimension less than a row, or A shares memory with x or y. Nothing is written then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    [CustomVjp(nameof(GerVjp)), CustomJvp(nameof(GerJvp))]
    public static void Ger(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> a, int m, int n, int lda = 0) =>
        AddOuter(x, y, a, m, n, lda);

    /// <inheritdoc cref="Ger(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int)"/>
    [CustomVjp(nameof(GerVjp)), CustomJvp(nameof(GerJvp))]
    public static void Ger(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> a, int m, int n, int lda = 0) =>
        AddOuter(x, y, a, m, n, lda);

    /// <summary>The same for code that is generic over <c>float</c> and <c>double</c>. Where a derivative is taken, the type is known, and the method for it is called.</summary>
    /// <inheritdoc cref="Ger(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int)"/>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Ger<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a, int m, int n, int lda = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSupported<T>();
        AddOuter(x, y, a, m, n, lda);
    }

    /// <summary>The pullback of <see cref="Ger(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int)"/>: dx += dA·y and dy += dAᵀ·x.</summary>
    [CustomJvp(nameof(GerVjpJvp))]
    public static void GerVjp(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [Unread] Span<float> a, int m, int n, int lda, [SkippedIfConstant] Span<float> dX, [SkippedIfConstant] Span<float> dY, Span<float> dA) =>
        PullOuter(x, y, m, n, lda, dX, dY, dA);

    /// <inheritdoc cref="GerVjp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Span{float}, Span{float}, Span{float})"/>
    [CustomJvp(nameof(GerVjpJvp))]
    public static void GerVjp(ReadOnlySpan<double> x, ReadOnlySpan<double> y, [Unread] Span<double> a, int m, int n, int lda, [SkippedIfConstant] Span<double> dX, [SkippedIfConstant] Span<double> dY, Span<double> dA) =>
        PullOuter(x, y, m, n, lda, dX, dY, dA);

    /// <summary>The pushforward of <see cref="Ger(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int)"/>: the product itself, and vA += vx·yᵀ + x·vyᵀ.</summary>
    public static void GerJvp(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> a, int m, int n, int lda, ReadOnlySpan<float> vX, ReadOnlySpan<float> vY, Span<float> vA) =>
        PushOuter(x, y, a, m, n, lda, vX, vY, vA);

    /// <inheritdoc cref="GerJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void GerJvp(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> a, int m, int n, int lda, ReadOnlySpan<double> vX, ReadOnlySpan<double> vY, Span<double> vA) =>
        PushOuter(x, y, a, m, n, lda, vX, vY, vA);

    /// <summary>The pushforward of the pullback, for second derivatives: the pullback itself, and vdx += vdA·y + dA·vy and vdy += vdAᵀ·x + dAᵀ·vx.</summary>
    public static void GerVjpJvp(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> a, int m, int n, int lda, Span<float> dX, Span<float> dY, Span<float> dA,
        ReadOnlySpan<float> vX, ReadOnlySpan<float> vY, Span<float> vA, Span<float> vDX, Span<float> vDY, Span<float> vDA)
    {
        PullOuter(x, y, m, n, lda, vDX, vDY, vDA);
        PullOuter(vX, vY, m, n, lda, vDX, vDY, dA);
        PullOuter(x, y, m, n, lda, dX, dY, dA);
    }

    /// <inheritdoc cref="GerVjpJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Span{float}, Span{float}, Span{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float}, Span{float}, Span{float})"/>
    public static void GerVjpJvp(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> a, int m, int n, int lda, Span<double> dX, Span<double> dY, Span<double> dA,
        ReadOnlySpan<double> vX, ReadOnlySpan<double> vY, Span<double> vA, Span<double> vDX, Span<double> vDY, Span<double> vDA)
    {
        PullOuter(x, y, m, n, lda, vDX, vDY, vDA);
        PullOuter(vX, vY, m, n, lda, vDX, vDY, dA);
        PullOuter(x, y, m, n, lda, dX, dY, dA);
    }

    private static unsafe void AddOuter<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a, int m, int n, int lda)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        RequireLength(x, m, nameof(x));
        RequireLength(y, n, nameof(y));
        nint stride = RowStride<T>(a, m, n, lda, nameof(a), nameof(lda));
        Guard.Disjoint<T, T>(a, x, nameof(a), nameof(x));
        Guard.Disjoint<T, T>(a, y, nameof(a), nameof(y));
        fixed (T* px = x, py = y, pa = a)
        {
            VectorProduct<T>.AddOuter(m, n, px, py, new(pa, stride, 1));
        }
    }

    private static void PullOuter<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int m, int n, int lda, Span<T> dX, Span<T> dY, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!dX.IsEmpty) Multiply<T>(dA, y, dX, m, n, transpose: false, accumulate: true, lda);
        if (!dY.IsEmpty) Multiply<T>(dA, x, dY, m, n, transpose: true, accumulate: true, lda);
    }

    private static void PushOuter<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a, int m, int n, int lda, ReadOnlySpan<T> vX, ReadOnlySpan<T> vY, Span<T> vA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AddOuter(x, y, a, m, n, lda);
        AddOuter(vX, y, vA, m, n, lda);
        AddOuter(x, vY, vA, m, n, lda);
    }
}
