using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>What recursive methods may take, return and stand in.</summary>
public sealed class RecursiveCallTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            private static readonly double[] Table = { 0.5, 1.5, 2.5 };

            [Differentiable]
            public static double References(double x, int n)
            {
                double sum = 0.5;
                var parts = (First: x, Second: x * x);
                double last = Accumulate(x, n, ref sum, out double square, ref parts.First);
                Accumulate(sum, 1, ref parts.Second, out _, ref x);
                return last * sum + square * parts.First - parts.Second * x;
            }

            private static double Accumulate(double x, int n, ref double sum, out double square, ref double other)
            {
                square = x * x;
                if (n == 0) return other;
                sum += square;
                other *= Math.Sin(sum);
                if (n % 3 == 1)
                {
                    sum = Math.Cos(sum);
                    return x;
                }

                double below = Accumulate(x * 0.9, n - 1, ref sum, out double inner, ref other);
                square += inner;
                return below * x;
            }

            [Differentiable]
            public static double Elements(Span<double> x, int n)
            {
                double result = Halved(ref x[1], n);
                return result * x[0] + x[1];
            }

            private static double Halved(ref double x, int n)
            {
                if (n == 0) return x * x;
                x *= 0.5;
                return Math.Sin(Halved(ref x, n - 1)) + x;
            }

            [Differentiable]
            public static double Tuples(double x, int n)
            {
                (double sine, double cosine) = Rotate((Math.Sin(x), Math.Cos(x)), x, n);
                return sine * cosine + sine;
            }

            private static (double Sine, double Cosine) Rotate((double Sine, double Cosine) at, double angle, int n)
            {
                if (n == 0) return at;
                (double sine, double cosine) = Rotate(at, angle, n - 1);
                return (sine * Math.Cos(angle) + cosine, cosine * 0.5 - sine);
            }

            [Differentiable]
            public static double Captured(ReadOnlySpan<double> x, double scale, int n)
            {
                double offset = Math.Sin(scale);
                double[] copy = x.ToArray();
                double result = Sum(0);
                offset *= 2;
                return result * Sum(1) + Twice(2);

                double Sum(int from) => from >= copy.Length ? offset : copy[from] * scale * Sum(from + 1) + offset;

                double Twice(int depth) => depth == 0 ? Sum(0) : Thrice(depth - 1) * offset;

                double Thrice(int depth) => Twice(depth) + n * scale;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Overlapping(Span<double> x, int n) => Mix(x, x, n) + Mix(x[1..], x[..^1], n);

            private static double Mix(Span<double> a, Span<double> b, int n)
            {
                if (n == 0) return a[0] * b[1];
                double first = a[0];
                a[0] = Math.Sin(first * b[1]);
                b[0] += first * a[0] * 0.3;
                return Mix(b, a, n - 1) + a[0] * b[0] + first * a[0];
            }

            [Differentiable]
            public static double Patterns(double x, double y, int n) => Mean(x, 2, n) * Mean(3, y, n) + Mean(x * y, y, 1) + Mean(1, 2, n) * x;

            private static double Mean(double a, double b, int n) => n == 0 ? Math.Sqrt(a * b) : Mean((a + b) / 2, Math.Sqrt(a * b), n - 1);

            [Differentiable]
            public static double Loops(ReadOnlySpan<double> x, int n)
            {
                double product = 1;
                int rounds = 0;
                while (product < 500 && rounds < n)
                {
                    for (int i = 0; i < x.Length; i++) product += Descend(x, x[i] * product, 2) / (i + 1);
                    rounds++;
                }

                return product;
            }

            private static double Descend(ReadOnlySpan<double> x, double y, int depth)
            {
                double sum = y;
                int k = 0;
                while (k < depth)
                {
                    double before = sum;
                    sum = Math.Sin(before * y) + Descend(x, before * 0.5, depth - 1 - k) * before;
                    k++;
                }

                do
                {
                    sum = Math.Tanh(sum + 0.1 * y);
                }
                while (k-- > 1);
                return sum * x[depth];
            }

            [Differentiable]
            public static double Conditions(double x, int n)
            {
                double y = x;
                while ((y = Shrink(y, n)) > 0.3) x += y;
                return x * y;
            }

            private static double Shrink(double x, int n)
            {
                double y = x, product = 1;
                int rounds = 0;
                while ((y = y * 0.8 + (n > 0 ? 0.1 * Shrink(x * y, n - 1) : 0)) > 0.2 && rounds++ < 4) product *= y + Shrink(y, n - 1 < 0 ? 0 : n - 2);
                return y * 0.5 + 0.01 * product;
            }

            [Differentiable]
            public static double NotTaken(double x, double[] y, bool takes) => takes ? Down(y, x, 3) : x * x;

            private static double Down(double[] y, double x, int n) => n == 0 ? x : y[n] * Down(y, Math.Log(x), n - 1);

            [Differentiable]
            public static double Constants(double x, int n) => x * Table[0] + Lookup(Table, n) * x + Lookup(Table, x, n);

            private static double Lookup(double[] table, int n) => n <= 0 ? 0 : table[n % 3] + Lookup(table, n - 1);

            private static double Lookup(double[] table, double x, int n) => n <= 0 ? x : table[n % 3] * Lookup(table, x * x, n - 1);

            [Differentiable]
            public static double Matrices(double[,] m, int depth) => Corner(m, depth) + m[0, 0];

            private static double Corner(double[,] m, int depth)
            {
                if (depth == m.GetLength(0)) return 1;
                double scale = m[depth, depth];
                m[depth, 0] *= scale;
                return m[depth, m.GetLength(1) - 1] * scale * Corner(m, depth + 1) + m[depth, 0];
            }

            [Differentiable]
            public static float Single(float x, double y, int n) => (float)Narrow(x, y, n);

            private static double Narrow(float x, double y, int n) => n == 0 ? x * y : Narrow((float)(x * y), y * x, n - 1) + x;

            [Differentiable]
            public static double Deep(double x, int n) => Chain(x, n);

            private static double Chain(double x, int n) => n == 0 ? x : Math.Sin(Chain(x, n - 1)) + 1e-3 * x;

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Throwing(Span<double> x, int n) => Fall(x, x[0], n);

            private static double Fall(Span<double> x, double y, int n)
            {
                Span<double> own = stackalloc double[2];
                own[0] = y * x[n];
                if (n == 3) throw new InvalidOperationException("as deep as it goes");
                return own[0] + Fall(x, own[0], n + 1);
            }

            [Differentiable]
            public static double Guarded(double x, int n) => Checked(x, n);

            private static double Checked(double x, int n)
            {
                if (n < 0) throw new ArgumentOutOfRangeException(nameof(n));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(n, 100);
                return n == 0 ? x : x * Checked(x, n - 1);
            }
        }

        public partial class Model
        {
            public double Rate = 0.25;

            [Differentiable]
            public double Value(double x, int n) => Step(x, n) * Rate;

            private double Step(double x, int n) => n == 0 ? x : Rate * x + Math.Sin(Step(x, n - 1));
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(static () => GeneratorHarness.RunInAllModes(Source).Program!);

    private static void Check(string method, params object[] arguments) => GradientCheck.Run(Program.Value, "C", method, arguments);

    private static double[] Numbers(int count, int seed = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + 0.5)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void References_and_tuples(int n)
    {
        Check("References", 0.8, n);
        Check("Elements", Numbers(2), n);
        Check("Tuples", 0.3, n);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Local_functions_that_capture(int n) => Check("Captured", Numbers(n), 0.7, n);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Parts_of_one_object(int n) => Check("Overlapping", Numbers(4), n);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Active_in_some_arguments(int n) => Check("Patterns", 0.8, 1.7, n);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Loops_around_and_within(int n) => Check("Loops", Numbers(3), n);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Loops_whose_condition_computes(int n) => Check("Conditions", 0.9, n);

    [Fact]
    public void A_branch_that_is_not_taken()
    {
        Check("NotTaken", -0.7, Array.Empty<double>(), false);
        Check("NotTaken", 20.0, Numbers(4), true);
    }

    [Fact]
    public void Memory_of_other_kinds()
    {
        Check("Constants", 0.7, 4);
        Check("Matrices", new[,] { { 0.4, 0.7 }, { 1.2, 0.9 } }, 0);
        Check("Single", 0.7f, 0.9, 3);
    }

    [Fact]
    public void Ten_thousand_levels()
    {
        object?[] arguments = [0.4, 10_000, null];
        double value = 0;
        var thread = new System.Threading.Thread(() => value = (double)Program.Value.Call("C", "DeepGradient", arguments)!, 64 << 20);
        thread.Start();
        thread.Join();
        double y = 0.4, slope = 1;
        for (int i = 0; i < 10_000; i++) (y, slope) = (Math.Sin(y) + 1e-3 * 0.4, Math.Cos(y) * slope + 1e-3);
        Assert.Equal(y, value);
        Assert.Equal(slope, (double)arguments[2]!, 1e-9);
    }

    [Fact]
    public void Exceptions_at_depth_are_the_same_and_leave_nothing_behind()
    {
        for (int round = 0; round < 3; round++)
        {
            double[] primal = Numbers(5), x = Numbers(5);
            Exception expected = Assert.ThrowsAny<Exception>(() => Program.Value.Call("C", "Throwing", primal, 0));
            Exception actual = Assert.ThrowsAny<Exception>(() => Program.Value.Call("C", "ThrowingGradient", x, 0, new double[5]));
            Assert.Equal((expected.GetType(), expected.Message), (actual.GetType(), actual.Message));
            Assert.Throws<IndexOutOfRangeException>(() => Program.Value.Call("C", "ThrowingGradient", Numbers(2), 0, new double[2]));
            Assert.Throws<ArgumentOutOfRangeException>(() => Program.Value.Call("C", "GuardedGradient", 0.5, 101, null));
            Check("Guarded", 0.5, 4);
        }
    }

    [Fact]
    public void Methods_of_an_object()
    {
        object model = Activator.CreateInstance(Program.Value.TypeNamed("Model"))!;
        object?[] arguments = [0.6, 3, null];
        double value = (double)Program.Value.TypeNamed("Model").GetMethod("ValueGradient")!.Invoke(model, arguments)!;
        double y = 0.6, slope = 1;
        for (int i = 0; i < 3; i++) (y, slope) = (0.25 * 0.6 + Math.Sin(y), 0.25 + Math.Cos(y) * slope);
        Assert.Equal(y * 0.25, value, 1e-12);
        Assert.Equal(slope * 0.25, (double)arguments[2]!, 1e-12);
    }
}
