using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Rules of methods that read and write memory: each sees what its method saw, whatever has been written since.</summary>
public sealed class MemoryRuleTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            private static readonly double[] Table = [0.5, -0.25, 2, 1.5, 0.75, -1, 0.1, 3, 0.3];

            /// <summary>y += W x.</summary>
            [CustomVjp(nameof(AddProductVjp))]
            public static void AddProduct(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < y.Length; i++)
                    for (int j = 0; j < x.Length; j++) y[i] += w[i * x.Length + j] * x[j];
            }

            public static void AddProductVjp(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y, Span<double> dW, Span<double> dX, Span<double> dY)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++)
                    {
                        dW[i * x.Length + j] += dY[i] * x[j];
                        dX[j] += dY[i] * w[i * x.Length + j];
                    }
                }

                y.Fill(double.NaN); // it may do as it likes with what it is given
            }

            [CustomVjp(nameof(LogSumExpVjp))]
            public static double LogSumExp(ReadOnlySpan<double> x)
            {
                double largest = double.NegativeInfinity, sum = 0;
                foreach (double element in x) largest = Math.Max(largest, element);
                foreach (double element in x) sum += Math.Exp(element - largest);
                return x.IsEmpty ? 0 : largest + Math.Log(sum);
            }

            private static double LogSumExpVjp(ReadOnlySpan<double> x, double result, double seed, Span<double> dX)
            {
                for (int i = 0; i < x.Length; i++) dX[i] += seed * Math.Exp(x[i] - result);
                return result;
            }

            /// <summary>The rule takes what is left in the output, and leaves its adjoint as it is.</summary>
            [CustomVjp(nameof(ExpVjp))]
            public static void Exp(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                for (int i = 0; i < x.Length; i++) y[i] = Math.Exp(x[i]);
            }

            public static void ExpVjp(ReadOnlySpan<double> x, Span<double> y, Span<double> dX, Span<double> dY)
            {
                for (int i = 0; i < x.Length; i++) dX[i] += y[i] * dY[i];
            }

            /// <summary>The rule takes an array, which the method writes.</summary>
            [CustomVjp(nameof(SquareVjp))]
            public static double Square(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += x[i] *= x[i];
                return sum;
            }

            public static void SquareVjp(double[] x, double seed, Span<double> dX)
            {
                for (int i = 0; i < x.Length; i++) dX[i] = (dX[i] + seed) * 2 * x[i];
            }

            [CustomVjp(nameof(DotVjp))]
            public static double Dot(double[] x, double[] y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
                return sum;
            }

            public static void DotVjp(double[] x, double[] y, double result, double seed, Span<double> dX, Span<double> dY)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    dX[i] += seed * y[i];
                    dY[i] += seed * x[i];
                }
            }

            [CustomVjp(nameof(NormVjp))]
            public static double Norm(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> scale, [Scratch] Span<double> work)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) work[i] = x[i] * scale[i];
                for (int i = 0; i < x.Length; i++) sum += work[i] * work[i];
                return sum;
            }

            public static void NormVjp(ReadOnlySpan<double> x, ReadOnlySpan<double> scale, Span<double> work, double seed, Span<double> dX)
            {
                for (int i = 0; i < x.Length; i++) work[i] = 2 * seed * scale[i];
                for (int i = 0; i < x.Length; i++) dX[i] += work[i] * x[i] * scale[i];
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Layers(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int rounds)
            {
                Span<double> state = stackalloc double[3], next = new double[3];
                x.CopyTo(state);
                double total = 0;
                for (int k = 0; k < rounds; k++)
                {
                    next.Fill(0.1 * k);
                    AddProduct(w, state, next);
                    for (int i = 0; i < 3; i++) state[i] = Math.Tanh(next[i]);
                    if (k % 2 == 0) total += LogSumExp(state);
                    AddProduct(w, next, state);
                }

                return total + state[0] * state[2];
            }

            [Differentiable]
            public static void InPlace(Span<double> x, Span<double> y, double a)
            {
                AddProduct(Table, x, y);
                for (int i = 0; i < x.Length; i++) x[i] *= a;
                AddProduct(x, y[..1], x[..1]);
                Exp(x, y);
                y[0] += a * y[1];
                Exp(y, y);
                y[1] *= LogSumExp(y) * LogSumExp(x[1..]) + LogSumExp(x[..2]);
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Overwritten(Span<double> x, double a)
            {
                double sum = LogSumExp(x);
                x[0] = a * sum;
                sum += LogSumExp(x);
                for (int i = 0; i < x.Length; i++)
                {
                    Span<double> own = new double[i + 1];
                    x[..(i + 1)].CopyTo(own);
                    sum *= LogSumExp(own);
                    own[0] = sum;
                    if (i % 2 == 1) sum += LogSumExp(own) * LogSumExp(x[i..]);
                    x[i] += sum;
                }

                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Arrays(double[] x, double[] y, double[][] rows, int n)
            {
                double sum = Dot(x, y) + Dot(x, x) * Dot(y, Table);
                for (int k = 0; k < n; k++)
                {
                    sum += Square(x) * Dot(rows[k], x);
                    y[0] += sum;
                    x[k] = y[0] * 0.1;
                    rows[k][0] *= 2;
                }

                return sum + Dot(y, x);
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Cells(double[] w, ReadOnlySpan<double> x, int rounds)
            {
                Span<double> state = new double[x.Length], next = new double[x.Length];
                x.CopyTo(state);
                for (int k = 0; k < rounds; k++)
                {
                    for (int i = 0; i < next.Length; i++)
                    {
                        if (i != k) next[i] = LogSumExp(state) * w[i];
                        for (int j = 0; j < i; j++) next[i] += LogSumExp(state[j..]) * LogSumExp(w);
                    }

                    next.CopyTo(state);
                    w[0] += state[^1];
                }

                return LogSumExp(state);
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Working(Span<double> x, ReadOnlySpan<double> y, double a)
            {
                Span<double> work = new double[x.Length], scale = stackalloc double[x.Length];
                double sum = 0;
                for (int k = 0; k < 3; k++)
                {
                    scale.Fill(k + 1);
                    sum += a * Norm(x, scale, work);
                    work.Fill(sum);
                    if (x.Length > k) x[k] += work[0];
                    sum += Norm(x, Table, work) * y[k];
                }

                return sum;
            }
        }
        """;

    private static readonly GeneratorResult Program = GeneratorHarness.Run(Source);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void In_and_out_through_layers(int rounds) => GradientCheck.Run(Program, "C", "Layers", Numbers(9, 1), Numbers(3, 2), rounds);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void In_place(int length) => GradientCheck.Run(Program, "C", "InPlace", Numbers(length, 3), Numbers(length, 4), 0.7);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Inputs_that_are_overwritten_afterwards(int length) => GradientCheck.Run(Program, "C", "Overwritten", Numbers(length, 5), 0.3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Inputs_that_change_in_an_outer_loop(int rounds) => GradientCheck.Run(Program, "C", "Cells", Numbers(4, 12), Numbers(3, 13), rounds);

    [Fact]
    public void Snapshots_are_taken_where_the_memory_changes() =>
        Assert.Contains("Span<double> stateTape = workspace.Allocate<double>(checked(maxAsLong * (long)state.Length));", Program.GeneratedSources["C.Cells.g.cs"]);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Arrays_are_passed_as_arrays(int rounds) =>
        GradientCheck.Run(Program, "C", "Arrays", Numbers(3, 6), Numbers(3, 7), new[] { Numbers(3, 8), Numbers(3, 9) }, rounds);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Constants_and_working_memory(int length) => GradientCheck.Run(Program, "C", "Working", Numbers(length, 10), Numbers(3, 11), 0.2);

    private static double[] Numbers(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => 0.6 * Math.Sin(i + (1.7 * seed)))];
}
