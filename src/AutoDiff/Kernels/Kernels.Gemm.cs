using System;
using System.Numerics;
using AutoDiff.Products;

namespace AutoDiff;

public static partial class Kernels
{
    /// <summary>C = A·B, or C += A·B: an m×n matrix from one of m×k and one of k×n.</summary>
    /// <param name="a">A, m rows of k; or its transpose, k rows of m.</param>
    /// <param name="b">B, k rows of n; or its transpose, n rows of k.</param>
    /// <param name="c">C, m rows of n. It may not share memory with A or B.</param>
    /// <param name="m">The rows of A and C.</param>
    /// <param name="n">The columns of B and C.</param>
    /// <param name="k">The columns of A, which are the rows of B.</param>
    /// <param name="transposed">Which of A and B stand there as their transposes.</param>
    /// <param name="accumulate">The product is added to what is in C, which is overwritten otherwise.</param>
    /// <param name="lda">From one row of what <paramref name="a"/> holds to the next; 0: as far as a row is long.</param>
    /// <param name="ldb">The same for <paramref name="b"/>.</param>
    /// <param name="ldc">The same for <paramref name="c"/>. What is between the rows stays as it is.</param>
    /// <remarks>
    /// Each element is added up in the order of k, from zero or from what is in C, with each product fused with the sum on processors that can:
    /// it depends neither on how many threads work nor on where the element stands. Products of matrices with NaN and infinities are what arithmetic makes of them.
    /// </remarks>
    /// <exception cref="ArgumentException">A span is shorter than its matrix, a leading dimension less than a row, or C shares memory with A or B. Nothing is written then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="transposed"/> is none of the four.</exception>
    [CustomVjp(nameof(GemmVjp)), CustomJvp(nameof(GemmJvp))]
    public static void Gemm(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, Transposed transposed = Transposed.None, bool accumulate = false, int lda = 0, int ldb = 0, int ldc = 0) =>
        Multiply(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc);

    /// <inheritdoc cref="Gemm(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int)"/>
    [CustomVjp(nameof(GemmVjp)), CustomJvp(nameof(GemmJvp))]
    public static void Gemm(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, Transposed transposed = Transposed.None, bool accumulate = false, int lda = 0, int ldb = 0, int ldc = 0) =>
        Multiply(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc);

    /// <summary>The same for code that is generic over <c>float</c> and <c>double</c>. Where a derivative is taken, the type is known, and the method for it is called.</summary>
    /// <inheritdoc cref="Gemm(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int)"/>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Gemm<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, Transposed transposed = Transposed.None, bool accumulate = false, int lda = 0, int ldb = 0, int ldc = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSupported<T>();
        Multiply(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc);
    }

    /// <summary>The pullback of <see cref="Gemm(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int)"/>: dA += dC·Bᵀ and dB += Aᵀ·dC, in the layouts of A and B, each unless it is empty; where C was overwritten, dC is cleared.</summary>
    [CustomJvp(nameof(GemmVjpJvp))]
    public static void GemmVjp(ReadOnlySpan<float> a, ReadOnlySpan<float> b, [Unread] Span<float> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, [SkippedIfConstant] Span<float> dA, [SkippedIfConstant] Span<float> dB, Span<float> dC) =>
        Pull(a, b, m, n, k, transposed, accumulate, lda, ldb, ldc, dA, dB, dC);

    /// <inheritdoc cref="GemmVjp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int, Span{float}, Span{float}, Span{float})"/>
    [CustomJvp(nameof(GemmVjpJvp))]
    public static void GemmVjp(ReadOnlySpan<double> a, ReadOnlySpan<double> b, [Unread] Span<double> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, [SkippedIfConstant] Span<double> dA, [SkippedIfConstant] Span<double> dB, Span<double> dC) =>
        Pull(a, b, m, n, k, transposed, accumulate, lda, ldb, ldc, dA, dB, dC);

    /// <summary>The pushforward of <see cref="Gemm(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int)"/>: the product itself, and vC = vA·B + A·vB, or vC += these.</summary>
    public static void GemmJvp(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, ReadOnlySpan<float> vA, ReadOnlySpan<float> vB, Span<float> vC) =>
        Push(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc, vA, vB, vC);

    /// <inheritdoc cref="GemmJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void GemmJvp(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, ReadOnlySpan<double> vA, ReadOnlySpan<double> vB, Span<double> vC) =>
        Push(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc, vA, vB, vC);

    /// <summary>The pushforward of the pullback, for second derivatives: the pullback itself, and vdA += vdC·Bᵀ + dC·vBᵀ and vdB += Aᵀ·vdC + vAᵀ·dC.</summary>
    public static void GemmVjpJvp(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, Span<float> dA, Span<float> dB, Span<float> dC,
        ReadOnlySpan<float> vA, ReadOnlySpan<float> vB, Span<float> vC, Span<float> vDA, Span<float> vDB, Span<float> vDC)
    {
        Pull(a, b, m, n, k, transposed, accumulate, lda, ldb, ldc, vDA, vDB, vDC);
        Pull(vA, vB, m, n, k, transposed, accumulate: true, lda, ldb, ldc, vDA, vDB, dC);
        Pull(a, b, m, n, k, transposed, accumulate, lda, ldb, ldc, dA, dB, dC);
    }

    /// <inheritdoc cref="GemmVjpJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Transposed, bool, int, int, int, Span{float}, Span{float}, Span{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float}, Span{float}, Span{float})"/>
    public static void GemmVjpJvp(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, Span<double> dA, Span<double> dB, Span<double> dC,
        ReadOnlySpan<double> vA, ReadOnlySpan<double> vB, Span<double> vC, Span<double> vDA, Span<double> vDB, Span<double> vDC)
    {
        Pull(a, b, m, n, k, transposed, accumulate, lda, ldb, ldc, vDA, vDB, vDC);
        Pull(vA, vB, m, n, k, transposed, accumulate: true, lda, ldb, ldc, vDA, vDB, dC);
        Pull(a, b, m, n, k, transposed, accumulate, lda, ldb, ldc, dA, dB, dC);
    }

    private static void Multiply<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc)
        where T : unmanaged => Multiply(a, b, [], c, m, n, k, Activation.None, transposed, accumulate, lda, ldb, ldc);

    private static unsafe void Multiply<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int n, int k, Activation activation, Transposed transposed, bool accumulate, int lda, int ldb, int ldc)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)transposed, (uint)(Transposed.A | Transposed.B), nameof(transposed));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)activation, (uint)Activation.Tanh, nameof(activation));
        bool turnsA = (transposed & Transposed.A) != 0, turnsB = (transposed & Transposed.B) != 0;
        nint aStride = turnsA ? RowStride(a, k, m, lda, nameof(a), nameof(lda)) : RowStride(a, m, k, lda, nameof(a), nameof(lda));
        nint bStride = turnsB ? RowStride(b, n, k, ldb, nameof(b), nameof(ldb)) : RowStride(b, k, n, ldb, nameof(b), nameof(ldb));
        nint cStride = RowStride<T>(c, m, n, ldc, nameof(c), nameof(ldc));
        if (!bias.IsEmpty) RequireLength(bias, n, nameof(bias));
        Guard.Disjoint<T, T>(c, a, nameof(c), nameof(a));
        Guard.Disjoint<T, T>(c, b, nameof(c), nameof(b));
        Guard.Disjoint<T, T>(c, bias, nameof(c), nameof(bias));
        fixed (T* pa = a, pb = b, pc = c, row = bias)
        {
            MatrixView<T> left = new(pa, aStride, 1), right = new(pb, bStride, 1), product = new(pc, cStride, 1);
            MatrixView<T> start = accumulate ? product : row == null ? default : new(row, 0, 1);
            MatrixProduct<T>.Run(m, n, k, turnsA ? left.Transposed : left, turnsB ? right.Transposed : right, start, product, activation, Threads);
        }
    }

    private static void Pull<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc, Span<T> dA, Span<T> dB, Span<T> dC)
        where T : unmanaged
    {
        bool turnsA = (transposed & Transposed.A) != 0, turnsB = (transposed & Transposed.B) != 0;
        if (dA.IsEmpty)
        {
            // A is a constant.
        }
        else if (turnsA)
        {
            Multiply(b, dC, dA, k, m, n, (turnsB ? Transposed.A : Transposed.None) | Transposed.B, accumulate: true, ldb, ldc, lda); // dAᵀ += B·dCᵀ
        }
        else
        {
            Multiply(dC, b, dA, m, k, n, turnsB ? Transposed.None : Transposed.B, accumulate: true, ldc, ldb, lda); // dA += dC·Bᵀ
        }

        if (dB.IsEmpty)
        {
            // B is.
        }
        else if (turnsB)
        {
            Multiply(dC, a, dB, n, k, m, Transposed.A | (turnsA ? Transposed.B : Transposed.None), accumulate: true, ldc, lda, ldb); // dBᵀ += dCᵀ·A
        }
        else
        {
            Multiply(a, dC, dB, k, n, m, turnsA ? Transposed.None : Transposed.A, accumulate: true, lda, ldc, ldb); // dB += Aᵀ·dC
        }

        if (!accumulate) ClearRows(dC, m, n, ldc);
    }

    private static void Push<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc,
        ReadOnlySpan<T> vA, ReadOnlySpan<T> vB, Span<T> vC)
        where T : unmanaged
    {
        Multiply(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc);
        Multiply(vA, b, vC, m, n, k, transposed, accumulate, lda, ldb, ldc);
        Multiply(a, vB, vC, m, n, k, transposed, accumulate: true, lda, ldb, ldc);
    }

    private static void ClearRows<T>(Span<T> matrix, int rows, int columns, int leading)
    {
        if (columns == 0) return; // rows that are not there have no places
        nint stride = leading == 0 ? columns : leading;
        for (nint i = 0; i < rows; i++) matrix.Slice((int)(i * stride), columns).Clear();
    }
}
