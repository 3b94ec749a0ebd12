using System;
using System.Linq;
using System.Text;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Twenty methods, each of which calls the next one twice: inlined, they would be a million. Which of the calls run is up to a number, so
/// that the differences can be taken in time.</summary>
public sealed class DoublingCallsTests
{
    private const int Levels = 20;

    /// <summary>What every level does, with its number for LEVEL and that of the one below it for BELOW.</summary>
    private static readonly string[] Chains =
    [
        """
            private static double ScalarsLEVEL(double x, int n)
            {
                double first = ScalarsBELOW(x * 0.9, n);
                return n == LEVEL ? first * ScalarsBELOW(Math.Sin(x), n) : first + 0.01 * x;
            }

        """,
        """
            private static double MemoryLEVEL(Span<double> x, ReadOnlySpan<double> w, int n)
            {
                if (x.Length == 0) return n;
                double before = x[LEVEL % x.Length];
                x[LEVEL % x.Length] = Math.Sin(before) * w[0] + 0.1 * MemoryBELOW(x[..^1], w, n);
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += 0.1 * x[i] * before;
                return n == LEVEL ? sum * MemoryBELOW(x, w, n) : sum;
            }

        """,
        """
            private static Pair PairsLEVEL(Pair pair, in Pair other, ref double sum, out double square, int n)
            {
                sum += pair.First * 0.1;
                Pair below = PairsBELOW(new Pair(pair.Second * 0.8, other.First), pair, ref sum, out square, n);
                square += pair.First * pair.First;
                if (n == LEVEL) below = PairsBELOW(below, other, ref square, out sum, n);
                return below with { First = below.First + pair.First * other.Second };
            }

        """,
        """
            private static T GenericLEVEL<T>(T x, T y, int n) where T : IFloatingPointIeee754<T>
            {
                T below = GenericBELOW(T.Sin(x), x, n);
                return n == LEVEL ? below * GenericBELOW(y, x, n) : below + y / T.CreateChecked(10);
            }

        """,
        """
            private static double LocalLEVEL(double[] x, double y, int n)
            {
                double[] own = new double[x.Length];
                for (int i = 0; i < own.Length; i++) own[i] = x[i] * y;
                double below = LocalBELOW(own, y * 0.9, n);
                for (int i = 0; n == LEVEL && i < own.Length; i++) below += own[i] * LocalBELOW(x, own[i], n);
                return below;
            }

        """,
        """
            private static double MatrixLEVEL(double[,] m, double[][] rows, int n)
            {
                double sum = 0;
                for (int i = 0; i < m.GetLength(0); i++)
                {
                    m[i, 0] *= rows[i][0];
                    foreach (double element in rows[i]) sum += element * m[i, 0];
                }

                double below = MatrixBELOW(m, rows, n);
                return n == LEVEL ? sum * MatrixBELOW(m, rows, n) : sum + below * 0.1;
            }

        """,
        """
            private double MemberLEVEL(double x, int n)
            {
                double first = MemberBELOW(x * Factor, n);
                return n == LEVEL ? first * MemberBELOW(Math.Sin(x), n) : first + Factor * x;
            }

        """,
        """
            private static double ThrowingLEVEL(double x, int n)
            {
                double below = ThrowingBELOW(x * x, n - 1);
                if (n == LEVEL) throw new InvalidOperationException($"at {x > 0}");
                return below + ThrowingBELOW(x, n - 2);
            }

        """,
    ];

    private static readonly Lazy<GeneratorResult> Program = new(() => GeneratorHarness.Run($$"""
        using System;
        using System.Numerics;
        using AutoDiff;

        public readonly record struct Pair(double First, double Second);

        public partial class C
        {
            private double Factor => 0.8;

            [Differentiable]
            public static double Scalars(double x, int n) => Scalars0(x, n) * x;

            private static double Scalars{{Levels}}(double x, int n) => x * x + n;

            [Differentiable(Derivatives.Vjp)]
            public static double Memory(Span<double> x, ReadOnlySpan<double> w, int n) => Memory0(x, w, n) * w[0];

            private static double Memory{{Levels}}(Span<double> x, ReadOnlySpan<double> w, int n)
            {
                x[0] *= w[^1];
                return x[0] * x[0];
            }

            [Differentiable]
            public static double Pairs(Pair p, double s, int n)
            {
                Pair result = Pairs0(p, new Pair(s, 0.3), ref s, out double square, n);
                return result.First * square + result.Second * s;
            }

            private static Pair Pairs{{Levels}}(Pair pair, in Pair other, ref double sum, out double square, int n)
            {
                square = sum * pair.First;
                sum *= 0.5;
                return new Pair(pair.Second * other.First, other.Second);
            }

            [Differentiable]
            public static double Generic(double x, float y, int n) => Generic0(x, 0.5, n) * Generic0(y, 0.5f, n);

            private static T Generic{{Levels}}<T>(T x, T y, int n) where T : IFloatingPointIeee754<T> => x * y + x;

            [Differentiable]
            public static double Local(double[] x, double y, int n) => Local0(x, y, n) + y;

            private static double Local{{Levels}}(double[] x, double y, int n)
            {
                double sum = 0;
                foreach (double element in x) sum += Math.Cos(element * y);
                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Rules(double[] x, double y, int n)
            {
                for (int i = 0; i < 3; i++) y = Math.Tanh(Long(x, y, n) + Long(x, y * 0.5, n) + Long(x, y * y, n) + Long(x, 0.1, n));
                return y + Long(x, y, n);
            }

            private static double Long(double[] x, double y, int n)
            {
                double sum = Ruled(x, y);
                {{string.Concat(Enumerable.Repeat("sum += 0.01 * Math.Sin(sum * y) * x[0];\n        ", 100))}}
                x[0] *= Math.Cos(sum);
                return sum * 0.1 + n * y * 0.01;
            }

            [CustomVjp(nameof(RuledVjp))]
            private static double Ruled(ReadOnlySpan<double> x, double y)
            {
                double sum = y * y;
                foreach (double element in x) sum += element * element * y;
                return sum;
            }

            private static void RuledVjp(ReadOnlySpan<double> x, double y, double seed, Span<double> dX, ref double dY)
            {
                dY += 2 * y * seed;
                for (int i = 0; i < x.Length; i++)
                {
                    dX[i] += 2 * x[i] * y * seed;
                    dY += x[i] * x[i] * seed;
                }
            }

            [Differentiable(Derivatives.Vjp)]
            public static double Matrix(double[,] m, double[][] rows, int n) => Matrix0(m, rows, n);

            private static double Matrix{{Levels}}(double[,] m, double[][] rows, int n) => m.GetLength(0) > 0 ? m[0, 0] * rows[0][0] : n;

            [Differentiable]
            public double Member(double x, int n) => Member0(x, n);

            private double Member{{Levels}}(double x, int n) => Factor * x * x;

            [Differentiable]
            public static double Throwing(double x, int n) => Throwing0(x, n);

            private static double Throwing{{Levels}}(double x, int n) => x;

        {{Methods()}}
        }
        """));

    private static string Methods()
    {
        var text = new StringBuilder();
        foreach (string chain in Chains)
        {
            for (int level = 0; level < Levels; level++) text.Append(chain.Replace("LEVEL", $"{level}").Replace("BELOW", $"{level + 1}"));
        }

        return text.ToString();
    }

    private static void Check(string name, params object[] arguments) => GradientCheck.Run(Program.Value, "C", name, arguments);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(Levels - 1)]
    public void Derivatives(int n)
    {
        Check("Scalars", 0.7, n);
        Check("Pairs", StructValue(), 0.4, n);
        Check("Generic", 0.7, 0.4f, n);
        Check("Local", new[] { 0.4, 0.9 }, 0.8, n);
        Check("Rules", new[] { 0.4, 0.9 }, 0.3, n);
        Check("Matrix", new[,] { { 0.4, 0.7 }, { 1.2, 0.9 } }, new double[][] { [0.3], [0.2, 0.6] }, n);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 0)]
    [InlineData(30, 9)]
    public void Memory(int length, int n) => Check("Memory", Enumerable.Range(1, length).Select(i => 0.5 + (0.3 * i % 1)).ToArray(), new[] { 0.6, 0.9 }, n);

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void What_is_thrown_at_depth_is_thrown(int n)
    {
        Exception expected = Assert.Throws<InvalidOperationException>(() => Program.Value.Program!.Call("C", "Throwing", 0.5, n));
        Exception actual = Assert.Throws<InvalidOperationException>(() => Program.Value.Program!.Call("C", "ThrowingGradient", 0.5, n, null));
        Assert.Equal(expected.Message, actual.Message);
    }

    [Fact]
    public void Methods_of_an_object()
    {
        Type type = Program.Value.Program!.TypeNamed("C");
        object instance = Activator.CreateInstance(type)!;
        object?[] arguments = [0.7, 3, null];
        double Value(double x) => (double)type.GetMethod("Member")!.Invoke(instance, [x, 3])!;
        Assert.Equal(Value(0.7), type.GetMethod("MemberGradient")!.Invoke(instance, arguments));
        Assert.Equal((Value(0.7001) - Value(0.6999)) / 2e-4, (double)arguments[2]!, 1e-6);
    }

    [Fact]
    public void The_code_does_not_double()
    {
        Assert.All(Program.Value.GeneratedSources.Values, static source => Assert.InRange(source.Length, 0, 1_000_000));
        Assert.Contains(Program.Value.GeneratedSources.Values, static source => source.Contains("Scalars10Reverse"));
    }

    private static object StructValue() => Activator.CreateInstance(Program.Value.Program!.TypeNamed("Pair"), 0.6, 0.2)!;
}
