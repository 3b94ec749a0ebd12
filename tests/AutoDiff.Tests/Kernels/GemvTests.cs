using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace AutoDiff.Tests.KernelTests;

public sealed class GemvTests
{
    private delegate void Product<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, int m, int n, bool transpose, bool accumulate, int lda);

    private delegate void Outer<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a, int m, int n, int lda);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_product_is_that_of_higher_precision(bool transpose, bool accumulate)
    {
        foreach ((int m, int n, int gap) in Matrices.Shapes(seed: 6, count: 300))
        {
            Check<float>(Kernels.Gemv, m, n, gap % 4, transpose, accumulate, 1e-6);
            Check<double>(Kernels.Gemv, m, n, gap % 4, transpose, accumulate, 1e-14);
        }
    }

    [Fact]
    public void An_outer_product_is_added()
    {
        foreach ((int m, int n, int gap) in Matrices.Shapes(seed: 7, count: 300))
        {
            CheckOuter<float>(Kernels.Ger, m, n, gap % 4);
            CheckOuter<double>(Kernels.Ger, m, n, gap % 4);
        }
    }

    [Fact]
    public void A_NaN_stays_in_its_row()
    {
        foreach (int n in Matrices.Sizes.Where(static n => n > 0))
        {
            var a = new float[5 * n];
            a[(2 * n) + n - 1] = float.NaN;
            var y = new float[5];
            Kernels.Gemv(a, Enumerable.Repeat(1f, n).ToArray(), y, 5, n);
            Assert.Equal([0, 0, float.NaN, 0, 0], y);

            var z = new float[n];
            Kernels.Gemv(a, [1, 1, 1, 1, 1], z, 5, n, transpose: true);
            Assert.Equal(float.NaN, z[n - 1]);
            Assert.All(z[..^1], static element => Assert.Equal(0, element));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var y = new float[3];
        Assert.Equal("a", Assert.Throws<ArgumentException>(() => Kernels.Gemv(new float[5], new float[2], y, 3, 2)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Kernels.Gemv(new float[6], new float[1], y, 3, 2)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Kernels.Gemv(new float[6], new float[2], y, 3, 2, transpose: true)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => Kernels.Gemv(new float[8], new float[2], y, 4, 2)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => Kernels.Gemv(new float[9], y, y, 3, 3)).ParamName);
        Assert.Equal("lda", Assert.Throws<ArgumentException>(() => Kernels.Gemv(new float[9], new float[3], y, 3, 3, lda: 2)).ParamName);
        Assert.Equal("m", Assert.Throws<ArgumentOutOfRangeException>(() => Kernels.Gemv(new float[9], new float[3], y, -3, 3)).ParamName);
        Assert.Equal("a", Assert.Throws<ArgumentException>(() => Kernels.Ger(new float[3], new float[3], new float[8], 3, 3)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Kernels.Ger(new float[2], new float[3], new float[9], 3, 3)).ParamName);
        Assert.Equal("a", Assert.Throws<ArgumentException>(() => Kernels.Ger(y, new float[3], y, 1, 3)).ParamName);
    }

    private static void Check<T>(Product<T> product, int m, int n, int gap, bool transpose, bool accumulate, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashCode.Combine(m, n));
        int lda = n + gap, rows = transpose ? n : m, columns = transpose ? m : n;
        T[] a = Matrices.Random<T>(random, m, n, lda), x = Matrices.Random<T>(random, columns), y = Matrices.Random<T>(random, rows);
        double[] expected = [.. Enumerable.Range(0, rows).Select(i => (accumulate ? double.CreateChecked(y[i]) : 0)
            + Enumerable.Range(0, columns).Sum(j => double.CreateChecked(transpose ? a[(j * lda) + i] : a[(i * lda) + j]) * double.CreateChecked(x[j])))];
        product(a, x, y, m, n, transpose, accumulate, lda);
        for (int i = 0; i < rows; i++) Assert.InRange(double.CreateChecked(y[i]) - expected[i], -tolerance * (columns + 1), tolerance * (columns + 1));
    }

    private static void CheckOuter<T>(Outer<T> outer, int m, int n, int gap)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashCode.Combine(m, n));
        int lda = n + gap;
        T[] x = Matrices.Random<T>(random, m), y = Matrices.Random<T>(random, n), a = Matrices.Random<T>(random, m, n, lda);
        T[] expected = [.. a];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++) expected[(i * lda) + j] = T.MultiplyAddEstimate(x[i], y[j], a[(i * lda) + j]);
        }

        outer(x, y, a, m, n, lda);
        Assert.Equal(expected, a);
    }
}
