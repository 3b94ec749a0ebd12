using System;
using System.Numerics;
using AutoDiff.Products;

namespace AutoDiff;

public static partial class Kernels
{
    /// <summary>C = φ(A·B + bias), a layer of a network: the bias is what the sums start with, and φ is computed while they are in the cache.</summary>
    /// <param name="a">A, m rows of k; or its transpose, k rows of m.</param>
    /// <param name="b">B, k rows of n; or its transpose, n rows of k.</param>
    /// <param name="bias">A row of n numbers, added to each row; or empty.</param>
    /// <param name="c">C, m rows of n. What it holds is overwritten. It may not share memory with the others.</param>
    /// <param name="m">The rows of A and C.</param>
    /// <param name="n">The columns of B and C.</param>
    /// <param name="k">The columns of A, which are the rows of B.</param>
    /// <param name="activation">φ.</param>
    /// <param name="transposed">Which of A and B stand there as their transposes.</param>
    /// <param name="lda">From one row of what <paramref name="a"/> holds to the next; 0: as far as a row is long.</param>
    /// <param name="ldb">The same for <paramref name="b"/>.</param>
    /// <param name="ldc">The same for <paramref name="c"/>. What is between the rows stays as it is.</param>
    /// <remarks>The bits are those of a product that is added to copies of the bias, activated behind it, for any number of threads.</remarks>
    /// <exception cref="ArgumentException">A span is shorter than its matrix or row, a leading dimension less than a row, or C shares memory with another. Nothing is written then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="activation"/> or <paramref name="transposed"/> is none of the four.</exception>
    [CustomVjp(nameof(AffineVjp)), CustomJvp(nameof(AffineJvp))]
    public static void Affine(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> bias, [Output] Span<float> c, int m, int n, int k, Activation activation, Transposed transposed = Transposed.None, int lda = 0, int ldb = 0, int ldc = 0) =>
        Multiply(a, b, bias, c, m, n, k, activation, transposed, accumulate: false, lda, ldb, ldc);

    /// <inheritdoc cref="Affine(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int)"/>
    [CustomVjp(nameof(AffineVjp)), CustomJvp(nameof(AffineJvp))]
    public static void Affine(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> bias, [Output] Span<double> c, int m, int n, int k, Activation activation, Transposed transposed = Transposed.None, int lda = 0, int ldb = 0, int ldc = 0) =>
        Multiply(a, b, bias, c, m, n, k, activation, transposed, accumulate: false, lda, ldb, ldc);

    /// <summary>The same for code that is generic over <c>float</c> and <c>double</c>. Where a derivative is taken, the type is known, and the method for it is called.</summary>
    /// <inheritdoc cref="Affine(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int)"/>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Affine<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, [Output] Span<T> c, int m, int n, int k, Activation activation, Transposed transposed = Transposed.None, int lda = 0, int ldb = 0, int ldc = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSupported<T>();
        Multiply(a, b, bias, c, m, n, k, activation, transposed, accumulate: false, lda, ldb, ldc);
    }

    /// <summary>The pullback of <see cref="Affine(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int)"/>, by way of the result: with dZ = φ′ · dC, dA += dZ·Bᵀ, dB += Aᵀ·dZ and dBias += the columns of dZ, each unless it is empty; dC is cleared.</summary>
    [CustomJvp(nameof(AffineVjpJvp))]
    public static void AffineVjp(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, [Unread] ReadOnlySpan<float> bias, [Output] Span<float> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        [SkippedIfConstant] Span<float> dA, [SkippedIfConstant] Span<float> dB, [SkippedIfConstant] Span<float> dBias, Span<float> dC) =>
        Pull(a, b, c, m, n, k, activation, transposed, lda, ldb, ldc, dA, dB, dBias, dC);

    /// <inheritdoc cref="AffineVjp(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int, Span{float}, Span{float}, Span{float}, Span{float})"/>
    [CustomJvp(nameof(AffineVjpJvp))]
    public static void AffineVjp(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, [Unread] ReadOnlySpan<double> bias, [Output] Span<double> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        [SkippedIfConstant] Span<double> dA, [SkippedIfConstant] Span<double> dB, [SkippedIfConstant] Span<double> dBias, Span<double> dC) =>
        Pull(a, b, c, m, n, k, activation, transposed, lda, ldb, ldc, dA, dB, dBias, dC);

    /// <summary>The pushforward of <see cref="Affine(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int)"/>: the result itself, and vC = φ′ · (vA·B + A·vB + vBias).</summary>
    public static void AffineJvp(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> bias, [Output] Span<float> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        ReadOnlySpan<float> vA, ReadOnlySpan<float> vB, ReadOnlySpan<float> vBias, Span<float> vC) =>
        Push(a, b, bias, c, m, n, k, activation, transposed, lda, ldb, ldc, vA, vB, vBias, vC);

    /// <inheritdoc cref="AffineJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void AffineJvp(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> bias, [Output] Span<double> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        ReadOnlySpan<double> vA, ReadOnlySpan<double> vB, ReadOnlySpan<double> vBias, Span<double> vC) =>
        Push(a, b, bias, c, m, n, k, activation, transposed, lda, ldb, ldc, vA, vB, vBias, vC);

    /// <summary>The pushforward of the pullback, for second derivatives: the pullback itself, and with vdZ the tangent of dZ, vdA += vdZ·Bᵀ + dZ·vBᵀ, vdB += Aᵀ·vdZ + vAᵀ·dZ and vdBias += the columns of vdZ.</summary>
    public static void AffineVjpJvp(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> bias, [Output] Span<float> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        Span<float> dA, Span<float> dB, Span<float> dBias, Span<float> dC, ReadOnlySpan<float> vA, ReadOnlySpan<float> vB, ReadOnlySpan<float> vBias, Span<float> vC, Span<float> vDA, Span<float> vDB, Span<float> vDBias, Span<float> vDC) =>
        PullBoth(a, b, c, m, n, k, activation, transposed, lda, ldb, ldc, dA, dB, dBias, dC, vA, vB, vC, vDA, vDB, vDBias, vDC);

    /// <inheritdoc cref="AffineVjpJvp(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, int, int, int, Activation, Transposed, int, int, int, Span{float}, Span{float}, Span{float}, Span{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float}, Span{float}, Span{float}, Span{float})"/>
    public static void AffineVjpJvp(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> bias, [Output] Span<double> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        Span<double> dA, Span<double> dB, Span<double> dBias, Span<double> dC, ReadOnlySpan<double> vA, ReadOnlySpan<double> vB, ReadOnlySpan<double> vBias, Span<double> vC, Span<double> vDA, Span<double> vDB, Span<double> vDBias, Span<double> vDC) =>
        PullBoth(a, b, c, m, n, k, activation, transposed, lda, ldb, ldc, dA, dB, dBias, dC, vA, vB, vC, vDA, vDB, vDBias, vDC);

    private static unsafe void Pull<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc, Span<T> dA, Span<T> dB, Span<T> dBias, Span<T> dC)
        where T : unmanaged
    {
        if (!dBias.IsEmpty) RequireLength<T>(dBias, n, nameof(dBias));
        fixed (T* pc = c, pdC = dC, sums = dBias)
        {
            MatrixView<T> adjoint = new(pdC, RowStride<T>(dC, m, n, ldc, nameof(dC), nameof(ldc)), 1);
            RowActivations<T>.Pull(activation, m, n, new(pc, RowStride(c, m, n, ldc, nameof(c), nameof(ldc)), 1), adjoint, sums);
        }

        Pull(a, b, m, n, k, transposed, accumulate: false, lda, ldb, ldc, dA, dB, dC);
    }

    private static unsafe void Push<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        ReadOnlySpan<T> vA, ReadOnlySpan<T> vB, ReadOnlySpan<T> vBias, Span<T> vC)
        where T : unmanaged
    {
        Multiply(a, b, bias, c, m, n, k, activation, transposed, accumulate: false, lda, ldb, ldc);
        Multiply(vA, b, bias.IsEmpty ? [] : vBias, vC, m, n, k, Activation.None, transposed, accumulate: false, lda, ldb, ldc);
        Multiply(a, vB, vC, m, n, k, transposed, accumulate: true, lda, ldb, ldc);
        fixed (T* pc = c, pvC = vC)
        {
            nint stride = ldc == 0 ? n : ldc;
            RowActivations<T>.Pull(activation, m, n, new(pc, stride, 1), new(pvC, stride, 1), sums: null);
        }
    }

    private static unsafe void PullBoth<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc,
        Span<T> dA, Span<T> dB, Span<T> dBias, Span<T> dC, ReadOnlySpan<T> vA, ReadOnlySpan<T> vB, ReadOnlySpan<T> vC, Span<T> vDA, Span<T> vDB, Span<T> vDBias, Span<T> vDC)
        where T : unmanaged
    {
        nint stride = RowStride(c, m, n, ldc, nameof(c), nameof(ldc));
        RowStride(vC, m, n, ldc, nameof(vC), nameof(ldc));
        RowStride<T>(dC, m, n, ldc, nameof(dC), nameof(ldc));
        RowStride<T>(vDC, m, n, ldc, nameof(vDC), nameof(ldc));
        if (!dBias.IsEmpty) RequireLength<T>(dBias, n, nameof(dBias));
        if (!vDBias.IsEmpty) RequireLength<T>(vDBias, n, nameof(vDBias));
        fixed (T* pc = c, pvC = vC, pdC = dC, pvDC = vDC, sums = dBias, vSums = vDBias)
        {
            MatrixView<T> result = new(pc, stride, 1), adjoint = new(pdC, stride, 1);
            RowActivations<T>.PullTangent(activation, m, n, result, new(pvC, stride, 1), adjoint, new(pvDC, stride, 1), vSums);
            RowActivations<T>.Pull(activation, m, n, result, adjoint, sums);
        }

        Pull(a, b, m, n, k, transposed, accumulate: false, lda, ldb, ldc, vDA, vDB, vDC);
        Pull(vA, vB, m, n, k, transposed, accumulate: true, lda, ldb, ldc, vDA, vDB, dC);
        Pull(a, b, m, n, k, transposed, accumulate: false, lda, ldb, ldc, dA, dB, dC);
    }
}
