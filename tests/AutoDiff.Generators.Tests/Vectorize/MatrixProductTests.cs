using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops that multiply matrices, and their derivatives, as kernels. (These tests are set to have no product too small for one.)</summary>
public sealed class MatrixProductTests
{
    private const string Source = """
        using System;
        using System.Numerics.Tensors;
        using AutoDiff;

        public static partial class C
        {
            /// <summary>Sums in a variable.</summary>
            [Differentiable]
            public static void Ijk(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k)
            {
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++)
                    {
                        double sum = 0;
                        for (int l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j];
                        c[i * n + j] = sum;
                    }
            }

            /// <summary>Rows are added to rows.</summary>
            [Differentiable]
            public static void Ikj(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k)
            {
                for (int i = 0; i < m; i++)
                    for (int l = 0; l < k; l++)
                        for (int j = 0; j < n; j++) c[i * n + j] += a[i * k + l] * b[l * n + j];
            }

            /// <summary>Outer products are added, of transposed matrices.</summary>
            [Differentiable]
            public static void Kij(double[] a, double[] b, double[] c, int m, int n, int k)
            {
                for (int l = 0; l < k; l++)
                    for (int i = 0; i < m; i++)
                        for (int j = 0; j < n; j++) c[i * n + j] += a[l * m + i] * b[j * k + l];
            }

            /// <summary>Columns are added up, with the columns outside.</summary>
            [Differentiable]
            public static void Jik(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k)
            {
                for (int j = 0; j < n; j++)
                    for (int i = 0; i < m; i++)
                        for (int l = 0; l < k; l++) c[i * n + j] += b[l * n + j] * a[i * k + l];
            }

            /// <summary>A layer over a batch.</summary>
            [Differentiable]
            public static double Dense(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> bias, Span<double> y, int m, int n, int k)
            {
                double sum = 0;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double z = bias[j];
                        for (int l = 0; l < k; l++) z += x[i * k + l] * w[j * k + l];
                        y[i * n + j] = Math.Tanh(z);
                    }
                }

                for (int i = 0; i < y.Length; i++) sum += y[i] * y[i] * y[i];
                return sum;
            }

            /// <summary>Two layers, the second of slices, and what they are added up to in the same loops.</summary>
            [Differentiable]
            public static double Layers(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> v, int m, int n, int k)
            {
                Span<double> h = new double[m * n];
                double total = 0;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double z = 0.1;
                        for (int l = 0; l < k; l++) z += w[l * n + j] * x[i * k + l];
                        h[i * n + j] = Math.Sin(z);
                        total += z * z;
                    }
                }

                for (int i = 0; i < m; i++)
                    for (int j = 0; j < k; j++)
                    {
                        double z = TensorPrimitives.Dot(h.Slice(i * n, n), v.Slice(j * n, n));
                        total += z * z * z;
                    }

                return total;
            }

            /// <summary>What is multiplied is written in the same loops: nothing here may be a kernel.</summary>
            [Differentiable]
            public static void Recurrent(Span<double> a, ReadOnlySpan<double> b, int m, int n, int k)
            {
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++)
                    {
                        double sum = 0;
                        for (int l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j];
                        a[i * n + j] = Math.Sin(sum);
                    }
            }

            /// <summary>All rows are the same one.</summary>
            [Differentiable]
            public static void Folded(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, int stride)
            {
                for (int i = 0; i < m; i++)
                    for (int l = 0; l < k; l++)
                        for (int j = 0; j < n; j++) c[i * stride + j] += a[i * k + l] * b[l * n + j];
            }

            /// <summary>A triangle is no matrix.</summary>
            [Differentiable]
            public static void Triangle(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k)
            {
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++)
                        for (int l = 0; l < i && l < k; l++) c[i * n + j] += a[i * k + l] * b[l * n + j];
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < i; j++)
                        for (int l = 0; l < k; l++) if (j < n) c[i * n + j] += a[i * k + l] * b[l * n + j];
            }

            [Differentiable]
            public static float Single(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int m, int n, int k)
            {
                float total = 0;
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++)
                    {
                        float sum = 0;
                        for (int l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j];
                        total += sum * sum;
                    }

                return total;
            }
        }
        """;

    private static readonly GeneratorResult Generated = GeneratorHarness.RunInAllModes(Source);

    private static CompiledProgram Program => Generated.Program!;

    public static readonly TheoryData<string> Products = ["Ijk", "Ikj", "Kij", "Jik"];

    [Theory]
    [MemberData(nameof(Products))]
    public void Every_order_of_the_loops_is_a_product(string method)
    {
        Assert.Contains("Loops.AddProduct(", Core(method, "Vjp"), StringComparison.Ordinal);
        foreach ((int m, int n, int k) in Sizes) GradientCheck.Run(Program, "C", method, Numbers(m * k), Numbers(k * n), Numbers(m * n), m, n, k);
    }

    [Fact]
    public void A_layer_is_a_product_and_so_are_both_adjoints()
    {
        string core = Core("Dense", "Gradient");
        Assert.Equal(3, Count(core, "Loops.AddProduct("));
        foreach ((int m, int n, int k) in Sizes) GradientCheck.Run(Program, "C", "Dense", Numbers(m * k), Numbers(k * n), Numbers(n), Numbers(m * n), m, n, k);
    }

    [Fact]
    public void Layers_follow_each_other()
    {
        Assert.Equal(6, Count(Core("Layers", "Gradient"), "Loops.AddProduct("));
        foreach ((int m, int n, int k) in Sizes) GradientCheck.Run(Program, "C", "Layers", Numbers(m * k), Numbers(k * n), Numbers(k * n), m, n, k);
    }

    [Theory]
    [InlineData("Recurrent")]
    [InlineData("Triangle")]
    public void What_is_no_product_stays_loops(string method) => Assert.DoesNotContain("Loops.AddProduct(", Generated.GeneratedSources[$"C.{method}.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void What_is_written_may_be_read_again() => GradientCheck.Run(Program, "C", "Recurrent", Numbers(20), Numbers(12), 4, 3, 4);

    [Fact]
    public void A_triangle_is_added_up() => GradientCheck.Run(Program, "C", "Triangle", Numbers(15), Numbers(6), Numbers(10), 5, 2, 3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Rows_may_overlap(int stride) => GradientCheck.Run(Program, "C", "Folded", Numbers(12), Numbers(16), Numbers(30), 3, 4, 4, stride);

    [Fact]
    public void Of_single_precision() => GradientCheck.Run(Program, "C", "Single", Numbers(12).Select(static x => (float)x).ToArray(), Numbers(15).Select(static x => (float)x).ToArray(), 4, 5, 3);

    /// <summary>What is there is what would be there, and what is thrown what would be thrown.</summary>
    [Theory]
    [MemberData(nameof(Products))]
    public void What_is_too_short_throws_where_the_method_throws(string method)
    {
        const int M = 3, N = 4, K = 5;
        for (int cut = 0; cut < 3; cut++)
        {
            double[][] memory = [Numbers(M * K), Numbers(K * N), Numbers(M * N)];
            memory[cut] = memory[cut][..^1];
            double[] primal = [.. memory[2]], derived = [.. memory[2]];
            Type expected = Thrown(() => Program.Call("C", method, memory[0], memory[1], primal, M, N, K));
            object?[] arguments = [memory[0], memory[1], derived, M, N, K, new double[memory[0].Length], new double[memory[1].Length], new double[derived.Length]];
            Assert.Equal(typeof(IndexOutOfRangeException), expected);
            Assert.Equal(expected, Thrown(() => Program.Call("C", method + "Vjp", arguments)));
            for (int i = 0; i < primal.Length; i++) Assert.Equal(primal[i], derived[i], 1e-12);
        }
    }

    [Fact]
    public void Numbers_that_are_not_finite_stay_in_their_rows()
    {
        double[] a = Numbers(12), b = Numbers(20), c = new double[15];
        a[5] = double.PositiveInfinity;
        b[7] = double.NaN;
        double[] expected = [.. c];
        Program.Call("C", "Ijk", a, b, expected, 3, 5, 4);
        Program.Call("C", "IjkVjp", a, b, c, 3, 5, 4, new double[12], new double[20], new double[15]);
        for (int i = 0; i < c.Length; i++) Assert.Equal(expected[i], c[i], 1e-12);
    }

    private static readonly (int M, int N, int K)[] Sizes = [(3, 4, 5), (1, 1, 1), (0, 2, 3), (2, 0, 3), (2, 3, 0), (7, 2, 1), (2, 17, 3)];

    private static string Core(string method, string derivative)
    {
        string source = Generated.GeneratedSources[$"C.{method}.g.cs"];
        int start = source.IndexOf($"{method}{derivative}Core(", StringComparison.Ordinal);
        start = source.IndexOf($"{method}{derivative}Core(", start + 1, StringComparison.Ordinal);
        return source[start..source.IndexOf("\n    }\n", start, StringComparison.Ordinal)];
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static Type Thrown(Action action)
    {
        Exception thrown = Assert.ThrowsAny<Exception>(action);
        return (thrown is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : thrown).GetType();
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.6 * Math.Sin((i * 1.7) + 1))];
}
