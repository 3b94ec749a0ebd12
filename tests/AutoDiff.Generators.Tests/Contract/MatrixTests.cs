using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Parameters and locals of type <c>T[,]</c>.</summary>
public sealed class MatrixTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Quadratic(double[,] a, ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < a.GetLength(0); i++)
                {
                    double y = 0;
                    for (int j = 0; j < a.GetLength(1); j++) y += a[i, j] * x[j];
                    sum += y * y;
                }

                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static float Single(float[,] a, [NoGradient] float[,] b, int[,] sign)
            {
                float sum = 0;
                for (int i = a.GetUpperBound(0); i >= a.GetLowerBound(0); --i)
                {
                    for (int j = 0; j <= a.GetUpperBound(1); j++) sum += sign[i, j] * a[i, j] * a[i, j] * b[j, i];
                }

                return sum / a.Length / a.Rank;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Cholesky(double[,] a)
            {
                int n = a.GetLength(0);
                double logDeterminant = 0;
                for (int j = 0; j < n; j++)
                {
                    for (int k = 0; k < j; k++)
                    {
                        for (int i = j; i < n; i++) a[i, j] -= a[i, k] * a[j, k];
                    }

                    double pivot = Math.Sqrt(a[j, j]);
                    logDeterminant += 2 * Math.Log(pivot);
                    for (int i = j; i < n; i++) a[i, j] /= pivot;
                }

                return logDeterminant;
            }

            [Differentiable]
            public static void Multiply(double[,] a, double[,] b, [Output] double[,] product)
            {
                for (int i = 0; i < a.GetLength(0); i++)
                {
                    for (int j = 0; j < b.GetLength(1); j++)
                    {
                        product[i, j] = 0;
                        for (int k = 0; k < b.GetLength(0); k++) product[i, j] += a[i, k] * b[k, j];
                    }
                }
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Locals(ReadOnlySpan<double> x, [Scratch] double[,] work, double[,] kept)
            {
                int n = x.Length;
                var outer = new double[n, n + 1];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= n; j++) outer[i, j] = x[i] * Math.Sin(x[j % n]);
                }

                var copy = (double[,])outer.Clone();
                Array.Clear(outer);
                Array.Copy(copy, n, outer, 0, n);
                double[,] small = { { 1, x.Length > 0 ? x[0] : 1 }, { 2, 3 } };
                double sum = 0;
                foreach (double element in copy) sum += element * element;
                foreach (double element in small) sum *= element;
                for (int i = 0; i < work.GetLength(0); i++)
                {
                    for (int j = 0; j < work.GetLength(1); j++)
                    {
                        work[i, j] = kept[i, j] * sum;
                        kept[i, j] *= work[i, j];
                    }
                }

                for (int round = 0; round < 3; round++) (outer, copy) = (copy, outer);
                double[,] either = n > 2 ? outer : copy;
                for (int i = 0; i < n; i++) sum += either[i, i] * work[0, 0];
                return sum;
            }

            [Differentiable]
            public static double At(double[,] a, int i, int j, int n)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += a[i, j] * a[0, 0];
                return sum;
            }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes(Source).Program!);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(5, 4)]
    public void Matrices_of_any_shape_are_read(int rows, int columns)
    {
        GradientCheck.Run(Program.Value, "C", "Quadratic", Matrix(rows, columns), Numbers(columns));
        GradientCheck.Run(Program.Value, "C", "Multiply", Matrix(2, rows), Matrix(rows, columns), Matrix(2, columns));
        if (rows * columns == 0) return;
        float[,] a = new float[rows, columns], b = new float[columns, rows];
        int[,] sign = new int[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) (a[i, j], b[j, i], sign[i, j]) = (1 + i, 2 - j, (i + j) % 3);
        }

        GradientCheck.Run(Program.Value, "C", "Single", a, b, sign);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Matrices_are_overwritten_in_place(int n)
    {
        double[,] a = Matrix(n, n);
        for (int i = 0; i < n; i++) a[i, i] += n;
        GradientCheck.Run(Program.Value, "C", "Cholesky", a);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Local_matrices_are_made_copied_cleared_and_exchanged(int n) =>
        GradientCheck.Run(Program.Value, "C", "Locals", Numbers(n), new double[2, 3], Matrix(2, 3));

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(2, 3, 0)]
    [InlineData(1, 2, 2)]
    public void An_element_that_is_not_there_throws_where_it_is_used(int i, int j, int n)
    {
        object?[] arguments = [Matrix(2, 3), i, j, n];
        CompiledProgram program = Program.Value;
        Exception? expected = Record.Exception(() => program.Call("C", "At", arguments));
        Exception? actual = Record.Exception(() => program.Call("C", "AtGradient", [.. arguments, new double[2, 3]]));
        Assert.Equal(expected?.GetType(), actual?.GetType());
    }

    [Fact]
    public void Buffers_of_another_shape_are_refused_with_both_shapes()
    {
        double[,] a = Matrix(2, 3);
        foreach (double[,] buffer in new[] { new double[3, 2], new double[2, 2], new double[6, 1] })
        {
            var refusal = Assert.Throws<ArgumentException>("dA", () => Gradient(a, new double[3], buffer, new double[3]));
            Assert.Contains($"[{buffer.GetLength(0)}, {buffer.GetLength(1)}]", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("[2, 3]", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>("a", () => Gradient(null, new double[3], new double[2, 3], new double[3]));
        Assert.Throws<ArgumentNullException>("dA", () => Gradient(a, new double[3], null, new double[3]));
    }

    [Fact]
    public void Matrices_that_are_the_same_are_refused()
    {
        double[,] a = Matrix(2, 2), b = Matrix(2, 2), product = new double[2, 2];
        Assert.Throws<ArgumentException>("dA", () => Gradient(a, new double[2], a, new double[2]));
        Assert.Throws<ArgumentException>("product", () => Program.Value.Call("C", "MultiplyVjp", a, b, b, new double[2, 2], new double[2, 2], new double[2, 2]));
        Assert.Throws<ArgumentException>("dB", () => Program.Value.Call("C", "MultiplyVjp", a, b, product, Share(out double[,] same), same, new double[2, 2]));
        Gradient(new double[0, 2], new double[2], new double[0, 2], new double[2]);
    }

    [Fact]
    public void Matrices_numbered_from_something_else_are_refused()
    {
        var a = (double[,])Array.CreateInstance(typeof(double), [2, 2], [1, 0]);
        Assert.Throws<ArgumentException>("a", () => Gradient(a, new double[2], new double[2, 2], new double[2]));
        Assert.Throws<ArgumentException>("dA", () => Gradient(new double[2, 2], new double[2], a, new double[2]));
    }

    private static void Gradient(double[,]? a, double[] x, double[,]? dA, double[] dX) => Program.Value.Call("C", "QuadraticGradient", a, x, dA, dX);

    private static double[,] Share(out double[,] shared) => shared = new double[2, 2];

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.5 + Math.Sin(i))];

    private static double[,] Matrix(int rows, int columns) => (double[,])NumberArrays.Map(new double[rows, columns], (i, _) => 0.3 + (0.5 * Math.Cos(i)));
}
