using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace AutoDiff.Tests.KernelTests;

[Collection(nameof(GemmTests))]
public sealed class GemmTests
{
    public static readonly TheoryData<Transposed, bool> Forms = new()
    {
        { Transposed.None, false },
        { Transposed.None, true },
        { Transposed.A, false },
        { Transposed.A, true },
        { Transposed.B, false },
        { Transposed.B, true },
        { Transposed.A | Transposed.B, false },
        { Transposed.A | Transposed.B, true },
    };

    private delegate void Product<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_element_is_the_sum_in_order(Transposed transposed, bool accumulate)
    {
        foreach ((int m, int n, int k) in Matrices.Shapes(seed: 1, count: 250))
        {
            Check<float>(Kernels.Gemm, m, n, k, transposed, accumulate);
            Check<double>(Kernels.Gemm, m, n, k, transposed, accumulate);
        }
    }

    /// <summary>More than a block is deep, high and wide; strides at which columns of A are packed; few rows, for which B is not.</summary>
    [Theory]
    [InlineData(13, 70, 800)]
    [InlineData(300, 40, 385)]
    [InlineData(500, 33, 3)]
    [InlineData(3, 2100, 5)]
    [InlineData(1, 1, 1000)]
    [InlineData(97, 200, 1024)]
    [InlineData(40, 300, 512)]
    [InlineData(261, 130, 129)]
    public void Blocks_are_joined(int m, int n, int k)
    {
        foreach (Transposed transposed in new[] { Transposed.None, Transposed.A, Transposed.B, Transposed.A | Transposed.B })
        {
            Check<float>(Kernels.Gemm, m, n, k, transposed, accumulate: true, gap: 0);
            Check<double>(Kernels.Gemm, m, n, k, transposed, accumulate: false, gap: 0);
        }
    }

    [Fact]
    public void The_sum_is_that_of_higher_precision()
    {
        var random = new Random(5);
        const int Size = 77;
        float[] a = Matrices.Random<float>(random, Size * Size), b = Matrices.Random<float>(random, Size * Size), c = new float[Size * Size];
        Kernels.Gemm(a, b, c, Size, Size, Size);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                double exact = 0, magnitude = 0;
                for (int l = 0; l < Size; l++)
                {
                    double product = (double)a[(i * Size) + l] * b[(l * Size) + j];
                    exact += product;
                    magnitude += Math.Abs(product);
                }

                Assert.InRange(c[(i * Size) + j], exact - (Size * 6e-8 * magnitude), exact + (Size * 6e-8 * magnitude));
            }
        }
    }

    /// <summary>Nothing that fills up a tile gets out of it.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.MaxValue)]
    public void What_is_not_finite_stays_in_its_row_and_column(float value)
    {
        foreach ((int m, int n, int k) in Matrices.Shapes(seed: 2, count: 100).Where(static shape => shape.M * shape.N * shape.K > 0))
        {
            var random = new Random(m + n + k);
            float[] a = Matrices.Random<float>(random, m * k), b = Matrices.Random<float>(random, k * n), c = new float[m * n];
            int row = random.Next(m), column = random.Next(n);
            a[(row * k) + random.Next(k)] = value;
            b[(random.Next(k) * n) + column] = -value;
            Kernels.Gemm(a, b, c, m, n, k);
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    int r = i, s = j;
                    Assert.Equal(Matrices.Chain(0f, k, l => a[(r * k) + l], l => b[(l * n) + s]), c[(i * n) + j]);
                    if (i != row && j != column) Assert.True(float.IsFinite(c[(i * n) + j]));
                }
            }
        }
    }

    [Fact]
    public void A_zero_times_infinity_is_not_left_out()
    {
        float[] c = [1];
        Kernels.Gemm([0f], [float.PositiveInfinity], c, 1, 1, 1);
        Assert.Equal(float.NaN, c[0]);
        Kernels.Gemm(new float[20], Enumerable.Repeat(float.NaN, 20).ToArray(), c, 1, 1, 20);
        Assert.Equal(float.NaN, c[0]);
    }

    [Fact]
    public void The_sign_of_zero_is_that_of_a_sum_from_zero()
    {
        float[] c = [7];
        Kernels.Gemm([-1f], [0f], c, 1, 1, 1);
        Assert.Equal(0, BitConverter.SingleToInt32Bits(c[0]));
    }

    [Theory]
    [InlineData(500, 260, 120)]
    [InlineData(200, 1000, 100)]
    [InlineData(193, 193, 200)]
    public void The_number_of_threads_changes_no_bit(int m, int n, int k)
    {
        var random = new Random(3);
        float[] a = Matrices.Random<float>(random, m * k), b = Matrices.Random<float>(random, n * k), start = Matrices.Random<float>(random, m * n);
        int before = Kernels.Threads;
        try
        {
            foreach (Transposed transposed in new[] { Transposed.None, Transposed.A, Transposed.B })
            {
                float[][] results = [.. new[] { 1, 2, 3, 7 }.Select(threads =>
                {
                    Kernels.Threads = threads;
                    float[] c = [.. start];
                    for (int i = 0; i < 5; i++) Kernels.Gemm(a, b, c, m, n, k, transposed, accumulate: i > 0);
                    return c;
                })];
                Assert.All(results, result => Assert.True(result.AsSpan().SequenceEqual(results[0])));
            }
        }
        finally
        {
            Kernels.Threads = before;
        }
    }

    [Fact]
    public void Many_threads_may_call()
    {
        var random = new Random(4);
        float[] a = Matrices.Random<float>(random, 200 * 200), b = Matrices.Random<float>(random, 200 * 200), expected = new float[200 * 200];
        Kernels.Gemm(a, b, expected, 200, 200, 200);
        Parallel.For(0, 64, _ =>
        {
            var c = new float[200 * 200];
            Kernels.Gemm(a, b, c, 200, 200, 200);
            Assert.True(c.AsSpan().SequenceEqual(expected));
        });
    }

    [Fact]
    public void The_pullback_of_no_columns_clears_nothing()
    {
        float[] dA = [1, 2, 3];
        Kernels.GemmVjp(new float[3], [], [], 3, 0, 1, Transposed.None, accumulate: false, 0, 0, ldc: 2, dA, [], []);
        Assert.Equal([1, 2, 3], dA);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] a = new float[300 * 300], b = new float[300 * 300], c = new float[300 * 300];
        for (int i = 0; i < 3; i++) Kernels.Gemm(a, b, c, 300, 300, 300, Transposed.B);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Kernels.Gemm(a, b, c, 300, 300, 300, Transposed.B);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_written()
    {
        Refusal.Requires<ArgumentException>("a", "'a' has length 5, but 2 rows of 3, 3 apart, need 6.", static c => Kernels.Gemm(new float[5], new float[12], c, 2, 4, 3));
        Refusal.Requires<ArgumentException>("b", "'b' has length 11, but 3 rows of 4, 4 apart, need 12.", static c => Kernels.Gemm(new float[6], new float[11], c, 2, 4, 3));
        Refusal.Requires<ArgumentException>("b", "'b' has length 12, but 4 rows of 3, 4 apart, need 15.", static c => Kernels.Gemm(new float[6], new float[12], c, 2, 4, 3, Transposed.B, ldb: 4));
        Refusal.Requires<ArgumentException>("c", "'c' has length 8, but 2 rows of 5, 5 apart, need 10.", static c => Kernels.Gemm(new float[6], new float[15], c, 2, 5, 3));
        Refusal.Requires<ArgumentException>("lda", "'lda' is 2, but rows of 'a' have 3 elements.", static c => Kernels.Gemm(new float[6], new float[12], c, 2, 4, 3, lda: 2));
        Refusal.Requires<ArgumentException>("ldc", "'ldc' is -1, but rows of 'c' have 4 elements.", static c => Kernels.Gemm(new float[6], new float[12], c, 2, 4, 3, ldc: -1));
        Refusal.Requires<ArgumentOutOfRangeException>("k", "non-negative", static c => Kernels.Gemm(new float[6], new float[12], c, 2, 4, -3));
        Refusal.Requires<ArgumentOutOfRangeException>("transposed", "less than or equal", static c => Kernels.Gemm(new float[6], new float[12], c, 2, 4, 3, (Transposed)4));
        Refusal.Requires<ArgumentException>("c", "'c' shares memory with 'a'", static c => Kernels.Gemm(c, new float[16], c, 2, 4, 4));
        Refusal.Requires<ArgumentException>("c", "'c' shares memory with 'b'", static c => Kernels.Gemm(new float[4], c.AsSpan(7), c, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Kernels.Threads = 0);
    }

    [Fact]
    public void Sizes_whose_product_is_no_int_are_refused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(static () => Kernels.Gemm(new float[6], new float[6], new float[6], 1 << 20, 1 << 20, 1 << 20));
        Assert.Equal("a", thrown.ParamName);
    }

    private static void Check<T>(Product<T> product, int m, int n, int k, Transposed transposed, bool accumulate, int? gap = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashCode.Combine(m, n, k));
        bool turnsA = transposed.HasFlag(Transposed.A), turnsB = transposed.HasFlag(Transposed.B);
        (int aRows, int aColumns) = turnsA ? (k, m) : (m, k);
        (int bRows, int bColumns) = turnsB ? (n, k) : (k, n);
        int lda = aColumns + (gap ?? random.Next(4)), ldb = bColumns + (gap ?? random.Next(4)), ldc = n + (gap ?? random.Next(4));
        T[] a = Matrices.Random<T>(random, aRows, aColumns, lda), b = Matrices.Random<T>(random, bRows, bColumns, ldb), c = Matrices.Random<T>(random, m, n, ldc);
        T[] expected = [.. c];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                int row = i, column = j;
                expected[(i * ldc) + j] = Matrices.Chain(
                    accumulate ? c[(i * ldc) + j] : T.Zero, k, l => turnsA ? a[(l * lda) + row] : a[(row * lda) + l], l => turnsB ? b[(column * ldb) + l] : b[(l * ldb) + column]);
            }
        }

        product(a, b, c, m, n, k, transposed, accumulate, lda, ldb, ldc);
        Assert.True(c.AsSpan().SequenceEqual(expected), $"{typeof(T)}: {m} x {n} x {k}, {transposed}, {accumulate}");
    }
}
