using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Derivatives through the library's products of matrices are products of matrices.</summary>
public sealed class KernelRuleTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            /// <summary>A layer, its activation, and another one with its matrix transposed.</summary>
            [Differentiable]
            public static double Layers(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> v, int batch, int inputs, int hidden, int outputs)
            {
                Span<double> h = new double[batch * hidden], y = new double[batch * outputs];
                Kernels.Gemm(x, w, h, batch, hidden, inputs);
                for (int i = 0; i < h.Length; i++) h[i] = Math.Tanh(h[i]);
                Kernels.Gemm(h, v, y, batch, outputs, hidden, Transposed.B);
                double sum = 0;
                foreach (double e in y) sum += e * e * e;
                return sum;
            }

            /// <summary>What was multiplied is overwritten, what was there is added to, and rows have gaps.</summary>
            [Differentiable]
            public static double Powers(Span<double> a, Span<double> b, int n, int rounds, Transposed transposed, bool accumulate)
            {
                Span<double> c = new double[n * (n + 2)];
                c.Fill(0.25);
                for (int round = 0; round < rounds; round++)
                {
                    Kernels.Gemm(a, b, c, n, n, n, transposed, accumulate, lda: n + 1, ldb: 0, ldc: n + 2);
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) a[i * (n + 1) + j] = Math.Sin(c[i * (n + 2) + j]) * 0.5;
                    for (int i = 0; i < n; i++) b[i] *= c[n];
                }

                double sum = 0;
                foreach (double e in c) sum += e * e;
                return sum;
            }

            /// <summary>The same matrix twice.</summary>
            [Differentiable]
            public static double Gram(ReadOnlySpan<double> a, int m, int k)
            {
                Span<double> g = stackalloc double[m * m];
                g.Clear();
                Kernels.Gemm(a, a, g, m, m, k, Transposed.B, accumulate: true);
                double sum = 0;
                for (int i = 0; i < g.Length; i++) sum += g[i] * g[i] * i;
                return sum;
            }

            [Differentiable]
            public static void Multiplied(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, bool accumulate) =>
                Kernels.Gemm(a, b, c, m, n, k, accumulate: accumulate);

            /// <summary>A layer whose result is overwritten, and one that is read through a gap.</summary>
            [Differentiable]
            public static double Network(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> v, ReadOnlySpan<double> bias, int batch, int inputs, int hidden, Activation activation)
            {
                Span<double> h = new double[batch * hidden], y = new double[batch * (hidden + 1)];
                Kernels.Affine(x, w, bias, h, batch, hidden, inputs, activation, Transposed.B);
                for (int i = 0; i < h.Length; i++) h[i] *= h[i];
                Kernels.Affine(v, h, [], y, hidden, batch, hidden, activation, Transposed.A | Transposed.B, ldc: batch);
                double sum = 0;
                foreach (double e in y) sum += e * e * e;
                return sum;
            }

            [Differentiable]
            public static void Layer(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> bias, [Output] Span<double> c, int m, int n, int k, Activation activation) =>
                Kernels.Affine(a, b, bias, c, m, n, k, activation);

            [Differentiable]
            public static double Vectors(ReadOnlySpan<double> a, ReadOnlySpan<double> x, int m, int n)
            {
                Span<double> y = new double[m], z = new double[n], outer = new double[m * n];
                Kernels.Gemv(a, x, y, m, n);
                Kernels.Gemv(a, y, z, m, n, transpose: true, accumulate: true);
                Kernels.Ger(y, z, outer, m, n);
                Kernels.Gemv(outer, x, y, m, n, accumulate: true);
                double sum = 0;
                foreach (double e in y) sum += Math.Cos(e);
                foreach (double e in z) sum += e * e;
                return sum;
            }

            [Differentiable(Derivatives.Gradient)]
            public static float Single(float[] a, float[] b, int n)
            {
                Span<float> c = new float[n * n];
                Kernels.Gemm(a, b, c, n, n, n);
                float sum = 0;
                foreach (float e in c) sum += e * e;
                return sum;
            }
        }
        """;

    private static readonly GeneratorResult Generated = GeneratorHarness.RunInAllModes(Source);

    private static CompiledProgram Program => Generated.Program!;

    [Theory]
    [InlineData(2, 3, 4, 2)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0, 2, 3, 1)]
    [InlineData(3, 0, 2, 2)]
    public void Of_layers(int batch, int inputs, int hidden, int outputs) =>
        GradientCheck.Run(Program, "C", "Layers", Numbers(batch * inputs), Numbers(inputs * hidden), Numbers(outputs * hidden), batch, inputs, hidden, outputs);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Of_what_is_overwritten(int transposed, bool accumulate)
    {
        object flags = Enum.ToObject(typeof(Transposed), transposed);
        foreach (int rounds in new[] { 0, 1, 3 }) GradientCheck.Run(Program, "C", "Powers", Numbers(12), Numbers(9), 3, rounds, flags, accumulate);
    }

    [Fact]
    public void Of_a_matrix_that_is_passed_twice() => GradientCheck.Run(Program, "C", "Gram", Numbers(12), 3, 4);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_memory_that_is_given(bool accumulate) => GradientCheck.Run(Program, "C", "Multiplied", Numbers(6), Numbers(12), Numbers(8), 2, 4, 3, accumulate);

    [Theory]
    [InlineData(Activation.None)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    public void Of_activated_layers(Activation activation)
    {
        foreach ((int batch, int inputs, int hidden) in new[] { (2, 3, 4), (1, 1, 1), (0, 2, 3), (3, 0, 2), (5, 2, 9) })
        {
            GradientCheck.Run(Program, "C", "Network", Numbers(batch * inputs), Numbers(inputs * hidden), Numbers(hidden * hidden), Numbers(hidden), batch, inputs, hidden, activation);
            double[] bias = [.. Numbers(hidden).Select(static x => x + 0.1)]; // far from the rectifier's kink
            GradientCheck.Run(Program, "C", "Layer", Numbers(batch * inputs), Numbers(inputs * hidden), bias, Numbers(batch * hidden), batch, hidden, inputs, activation);
        }
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    [InlineData(9, 5)]
    public void Of_vectors(int rows, int columns) => GradientCheck.Run(Program, "C", "Vectors", Numbers(rows * columns), Numbers(columns), rows, columns);

    [Fact]
    public void Of_single_precision() => GradientCheck.Run(Program, "C", "Single", Numbers(9).Select(static x => (float)x).ToArray(), Numbers(9).Select(static x => (float)x).ToArray(), 3);

    [Theory]
    [InlineData("Kernels.GemmVjp(")]
    [InlineData("Kernels.GemmJvp(")]
    [InlineData("Kernels.GemmVjpJvp(")]
    public void Derivatives_call_products(string product) => Assert.Contains(product, Generated.GeneratedSources["C.Layers.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void A_pushforward_of_a_pullback_may_stand_anywhere()
    {
        GeneratorResult result = GeneratorHarness.RunInAllModes("""
            using System;
            using AutoDiff;

            public static class Library
            {
                public static void Square(ReadOnlySpan<double> x, Span<double> y) { try { for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i] * x[i]; } finally { } }
            }

            public static partial class C
            {
                [VjpOf(typeof(Library), nameof(Library.Square))]
                public static void SquareVjp(ReadOnlySpan<double> x, Span<double> y, Span<double> dX, Span<double> dY)
                {
                    try { for (int i = 0; i < x.Length; i++) { dX[i] += 3 * x[i] * x[i] * dY[i]; dY[i] = 0; } } finally { }
                }

                [JvpOf(typeof(Library), nameof(Library.Square))]
                public static void SquareJvp(ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> vX, Span<double> vY)
                {
                    for (int i = 0; i < x.Length; i++) { y[i] = x[i] * x[i] * x[i]; vY[i] = 3 * x[i] * x[i] * vX[i]; }
                }

                [JvpOf(typeof(C), nameof(SquareVjp))]
                public static void SquareVjpJvp(
                    ReadOnlySpan<double> x, Span<double> y, Span<double> dX, Span<double> dY, ReadOnlySpan<double> vX, Span<double> vY, Span<double> vDX, Span<double> vDY)
                {
                    for (int i = 0; i < x.Length; i++) { vDX[i] += 6 * x[i] * vX[i] * dY[i] + 3 * x[i] * x[i] * vDY[i]; vDY[i] = 0; }
                    SquareVjp(x, y, dX, dY);
                }

                [Differentiable]
                public static double F(ReadOnlySpan<double> x)
                {
                    Span<double> y = new double[x.Length];
                    Library.Square(x, y);
                    double sum = 0;
                    for (int i = 0; i < y.Length; i++) sum += y[i] * y[i] * x[i];
                    return sum;
                }
            }
            """);
        GradientCheck.Run(result, "C", "F", Numbers(4));
        Assert.Contains("SquareVjpJvp(", result.GeneratedSources["C.F.g.cs"], StringComparison.Ordinal);
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.6 * Math.Sin((i * 1.7) + 1))];
}
