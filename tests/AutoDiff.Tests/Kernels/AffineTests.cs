using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace AutoDiff.Tests.KernelTests;

[Collection(nameof(GemmTests))]
public sealed class AffineTests
{
    private delegate void Layer<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc);

    private delegate void Product<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, Transposed transposed, bool accumulate, int lda, int ldb, int ldc);

    private delegate void Pullback<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int n, int k, Activation activation, Transposed transposed, int lda, int ldb, int ldc, Span<T> dA, Span<T> dB, Span<T> dBias, Span<T> dC);

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void It_is_a_product_added_to_the_bias_and_activated(Activation activation)
    {
        foreach ((int m, int n, int k) in Matrices.Shapes(seed: 1, count: 120).Append((13, 70, 800)).Append((500, 33, 3)).Append((3, 2100, 5)).Append((0, 5, 3)).Append((3, 5, 0)))
        {
            foreach (Transposed transposed in new[] { Transposed.None, Transposed.A, Transposed.B, Transposed.A | Transposed.B })
            {
                Check<float>(Kernels.Affine, Kernels.Gemm, activation, m, n, k, transposed, tolerance: 3e-7f);
                Check<double>(Kernels.Affine, Kernels.Gemm, activation, m, n, k, transposed, tolerance: 5e-16);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_number_of_threads_changes_no_bit(Activation activation)
    {
        var random = new Random(3);
        (int m, int n, int k) = (230, 410, 80);
        float[] a = Matrices.Random<float>(random, m * k), b = Matrices.Random<float>(random, n * k), bias = Matrices.Random<float>(random, n);
        int before = Kernels.Threads;
        try
        {
            float[][] results = [.. new[] { 1, 2, 3, 7 }.Select(threads =>
            {
                Kernels.Threads = threads;
                float[] c = new float[m * n];
                Kernels.Affine(a, b, bias, c, m, n, k, activation);
                float[] turned = new float[m * n];
                Kernels.Affine(b, a, bias.AsSpan(0, m), turned, n, m, k, activation, Transposed.A | Transposed.B);
                return c.Concat(turned).ToArray();
            })];
            Assert.All(results, result => Assert.True(result.AsSpan().SequenceEqual(results[0])));
        }
        finally
        {
            Kernels.Threads = before;
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_pullback_is_that_of_its_parts(Activation activation)
    {
        foreach ((int m, int n, int k) in Matrices.Shapes(seed: 2, count: 60))
        {
            CheckPullback<float>(Kernels.AffineVjp, Kernels.Affine, Kernels.Gemm, activation, m, n, k, 2e-5f);
            CheckPullback<double>(Kernels.AffineVjp, Kernels.Affine, Kernels.Gemm, activation, m, n, k, 1e-13);
        }
    }

    [Fact]
    public void Not_a_number_goes_through_a_rectifier()
    {
        float[] c = new float[4];
        Kernels.Affine([1f], [float.NaN, -1, -0f, float.PositiveInfinity], [], c, 1, 4, 1, Activation.Relu);
        Assert.Equal([float.NaN, 0, 0, float.PositiveInfinity], c);
        Assert.False(float.IsNegative(c[2]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] a = new float[200 * 200], b = new float[200 * 200], c = new float[200 * 200], bias = new float[200];
        for (int i = 0; i < 3; i++) Kernels.Affine(a, b, bias, c, 200, 200, 200, Activation.Tanh, Transposed.B);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Kernels.Affine(a, b, bias, c, 200, 200, 200, Activation.Tanh, Transposed.B);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_written()
    {
        Refusal.Requires<ArgumentException>("bias", "'bias' has length 3, but 4 elements are needed.", static c => Kernels.Affine(new float[6], new float[12], new float[3], c, 2, 4, 3, Activation.Relu));
        Refusal.Requires<ArgumentException>("a", "'a' has length 5, but 2 rows of 3, 3 apart, need 6.", static c => Kernels.Affine(new float[5], new float[12], [], c, 2, 4, 3, Activation.Relu));
        Refusal.Requires<ArgumentException>("c", "'c' shares memory with 'bias'", static c => Kernels.Affine(new float[6], new float[12], c.AsSpan(4), c, 2, 4, 3, Activation.Relu));
        Refusal.Requires<ArgumentOutOfRangeException>("activation", "less than or equal", static c => Kernels.Affine(new float[6], new float[12], [], c, 2, 4, 3, (Activation)4));
        Refusal.Requires<ArgumentException>("dBias", "'dBias' has length 3, but 4 elements are needed.", static c => Kernels.AffineVjp(new float[6], new float[12], new float[4], new float[8], 2, 4, 3, Activation.Relu, Transposed.None, 0, 0, 0, [], [], new float[3], c));
        Refusal.Requires<ArgumentException>("vDC", "'vDC' has length 8, but 3 rows of 4, 4 apart, need 12.", static c => Kernels.AffineVjpJvp(
            new float[9], new float[12], new float[4], new float[12], 3, 4, 3, Activation.Tanh, Transposed.None, 0, 0, 0, [], [], [], new float[12], new float[9], new float[12], new float[4], new float[12], [], [], [], c));
        Refusal.Requires<ArgumentException>("dC", "'dC' has length 8, but 3 rows of 4, 4 apart, need 12.", static c => Kernels.AffineVjpJvp(
            new float[9], new float[12], new float[4], new float[12], 3, 4, 3, Activation.Tanh, Transposed.None, 0, 0, 0, [], [], [], c, new float[9], new float[12], new float[4], new float[12], [], [], [], new float[12]));
    }

    private static void Check<T>(Layer<T> layer, Product<T> product, Activation activation, int m, int n, int k, Transposed transposed, T tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashCode.Combine(m, n, k));
        (int aRows, int aColumns) = transposed.HasFlag(Transposed.A) ? (k, m) : (m, k);
        (int bRows, int bColumns) = transposed.HasFlag(Transposed.B) ? (n, k) : (k, n);
        int lda = aColumns + random.Next(4), ldb = bColumns + random.Next(4), ldc = n + random.Next(4);
        T[] a = Matrices.Random<T>(random, aRows, aColumns, lda), b = Matrices.Random<T>(random, bRows, bColumns, ldb), c = Matrices.Random<T>(random, m, n, ldc);
        T[] bias = random.Next(3) == 0 ? [] : Matrices.Random<T>(random, n), expected = [.. c];
        for (int i = 0; i < m; i++)
        {
            Span<T> row = expected.AsSpan(n == 0 ? 0 : i * ldc, n);
            row.Clear();
            bias.CopyTo(row);
        }

        product(a, b, expected, m, n, k, transposed, true, lda, ldb, ldc);
        for (int i = 0; i < m; i++)
        {
            foreach (ref T x in expected.AsSpan(n == 0 ? 0 : i * ldc, n)) x = Activated(activation, x);
        }

        layer(a, b, bias, c, m, n, k, activation, transposed, lda, ldb, ldc);
        for (int i = 0; i < c.Length; i++)
        {
            T difference = T.Abs(c[i] - expected[i]);
            Assert.True(activation is Activation.None or Activation.Relu ? c[i].Equals(expected[i]) : difference <= tolerance, $"{typeof(T)}: {m} x {n} x {k}, {transposed}, {activation}: {c[i]}, not {expected[i]}");
        }
    }

    private static void CheckPullback<T>(Pullback<T> pullback, Layer<T> layer, Product<T> product, Activation activation, int m, int n, int k, T tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashCode.Combine(m, n, k));
        int ldc = n + 2;
        T[] a = Matrices.Random<T>(random, m * k), b = Matrices.Random<T>(random, k * n), bias = Matrices.Random<T>(random, n), c = new T[Matrices.Length(m, n, ldc)];
        T[] dA = Matrices.Random<T>(random, m * k), dB = Matrices.Random<T>(random, k * n), dBias = Matrices.Random<T>(random, n), dC = Matrices.Random<T>(random, c.Length);
        layer(a, b, bias, c, m, n, k, activation, Transposed.None, 0, 0, ldc);
        T[] expectedA = [.. dA], expectedB = [.. dB], expectedBias = [.. dBias], dZ = [.. dC], left = [.. dC];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                int at = (i * ldc) + j;
                dZ[at] *= Slope(activation, c[at]);
                expectedBias[j] += dZ[at];
                left[at] = T.Zero;
            }
        }

        if (n > 0) product(dZ, b, expectedA, m, k, n, Transposed.B, true, ldc, 0, 0);
        if (n > 0) product(a, dZ, expectedB, k, n, m, Transposed.A, true, 0, ldc, 0);
        pullback(a, b, bias, c, m, n, k, activation, Transposed.None, 0, 0, ldc, dA, dB, dBias, dC);
        Assert.Equal(left, dC);
        foreach ((T[] actual, T[] expected) in new[] { (dA, expectedA), (dB, expectedB), (dBias, expectedBias) })
        {
            for (int i = 0; i < actual.Length; i++) Assert.True(T.Abs(actual[i] - expected[i]) <= tolerance, $"{typeof(T)}: {m} x {n} x {k}, {activation}: {actual[i]}, not {expected[i]}");
        }
    }

    private static T Activated<T>(Activation activation, T x)
        where T : IBinaryFloatingPointIeee754<T> => activation switch
        {
            Activation.None => x,
            Activation.Relu => T.Max(T.Zero, x),
            Activation.Sigmoid => T.One / (T.One + T.Exp(-x)),
            Activation.Tanh => T.Tanh(x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    private static T Slope<T>(Activation activation, T y)
        where T : IBinaryFloatingPointIeee754<T> => activation switch
        {
            Activation.None => T.One,
            Activation.Relu => y > T.Zero ? T.One : T.Zero,
            Activation.Sigmoid => y * (T.One - y),
            Activation.Tanh => T.One - (y * y),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };
}
