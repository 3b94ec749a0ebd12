using System;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Methods that name their rule with [CustomVjp].</summary>
public sealed class CustomRuleTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            /// <summary>The body is not in the language.</summary>
            [CustomVjp(nameof(SoftplusVjp)), Differentiable]
            public static double Softplus(double x)
            {
                try { return Math.Log(1 + Math.Exp(x)); }
                catch (Exception) { return x; }
            }

            public static double SoftplusVjp(double x, double result, double seed, ref double dX)
            {
                dX += seed * (1 - Math.Exp(-result));
                return result;
            }

            [CustomVjp(nameof(TwiceVjp))]
            private static double Wrong(double x) => x;

            private static void TwiceVjp(double x, double seed, ref double dX) => dX += 2 * seed;

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Composed(double x, double y) => Softplus(x * y) * Softplus(y) + x;

            [Differentiable]
            public static double UsesTheRule(double x) => 3 * Wrong(x * x);

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Loop(ReadOnlySpan<double> x, double y, int n)
            {
                double s = y, t = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    s = Softplus(s * x[i]);
                    if (i % 2 == 0) t += s * Softplus(x[i] - t);
                    else s += t;
                }

                int k = 0;
                while (k < n && t < 100)
                {
                    t = Softplus(t) + Softplus(t * s);
                    k++;
                }

                return s + t;
            }

            private static double Nested(ReadOnlySpan<double> x, double s, int n)
            {
                if (n <= 0) return Softplus(s);
                return Ends(x[1..]) + Nested(x, Softplus(s * x[0]), n - 1) * Nested(x, s, n - 2);
            }

            [CustomVjp(nameof(EndsVjp))]
            private static double Ends(ReadOnlySpan<double> x) { try { return x[0] * x[^1]; } finally { } }

            private static void EndsVjp(ReadOnlySpan<double> x, double seed, Span<double> dX)
            {
                dX[0] += seed * x[^1];
                dX[^1] += seed * x[0];
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Recursive(ReadOnlySpan<double> x, double s, int n) => Nested(x, s, n);

            [CustomVjp(nameof(Product))]
            public static double Multiply(double a, double b) => a * b;

            public static void Product(double a, double b, double seed, ref double dA, ref double dB)
            {
                dA += seed * b;
                dB += seed * a;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double SameTwice(double x, double y)
            {
                double z = Multiply(x, x);
                x = Multiply(b: z, a: y) + Multiply(z, z);
                z = Multiply(2, x);
                return Multiply(z, 1) * y;
            }
        }

        public abstract partial class Shape
        {
            [CustomVjp(nameof(AreaVjp))] public abstract double Area(double r);

            public abstract void AreaVjp(double r, double seed, ref double dR);
        }

        public sealed partial class Disc(double scale) : Shape
        {
            private double Scale { get; } = scale;

            public override double Area(double r) => Scale * r * r;

            public override void AreaVjp(double r, double seed, ref double dR) => dR += 2 * seed * Scale * r;

            [CustomVjp(nameof(PerimeterVjp)), Differentiable]
            public double Perimeter(double r, Span<double> trace) { try { trace[0] = r; return Scale * r * 6; } finally { } }

            private double PerimeterVjp(double r, Span<double> trace, double seed, ref double dR, Span<double> dTrace)
            {
                dR += seed * Scale * 6 + dTrace[0];
                dTrace[0] = 0;
                return 0;
            }

            [Differentiable]
            public double Both(double r, Span<double> trace) => Perimeter(r * r, trace) + Area(trace[0]) * Scale;

            [Differentiable]
            public static double OfAny(double r, Shape shape) => shape.Area(r * r) * r;
        }
        """;

    private static readonly GeneratorResult Program = GeneratorHarness.Run(Source);

    [Fact]
    public void A_method_has_the_other_members_though_its_rule_is_its_pullback()
    {
        GradientCheck check = new(new MethodUnderTest(Program.Program!, "C", "Softplus"), [0.7]);
        check.Gradient();
        Assert.Equal(1, check.Compared);
    }

    [Theory]
    [InlineData("Composed", new[] { 0.7, -0.4 })]
    [InlineData("SameTwice", new[] { 0.7, -0.4 })]
    public void Derivatives_follow_the_rule(string method, double[] arguments) => GradientCheck.Run(Program, "C", method, Array.ConvertAll(arguments, argument => (object)argument));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    public void Rules_run_in_loops_and_branches(int length, int rounds)
    {
        double[] x = new double[length];
        for (int i = 0; i < length; i++) x[i] = Math.Sin(i + 1);
        GradientCheck.Run(Program, "C", "Loop", x, 0.3, rounds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Rules_run_in_recursion(int depth) => GradientCheck.Run(Program, "C", "Recursive", new[] { 0.4, -0.7, 0.9 }, 0.8, depth);

    [Fact]
    public void Rules_of_objects_are_called_on_them()
    {
        object disc = Activator.CreateInstance(Program.Program!.TypeNamed("Disc"), 1.5)!;
        object?[] own = [disc, 0.7, new double[2], null, new double[2]];
        Assert.Equal(1.5 * 0.7 * 6, (double)Program.Program.Call("Disc", "PerimeterGradient", own)!, 1e-12);
        Assert.Equal(9.0, own[3]);

        object?[] both = [disc, 0.7, new double[2], null, new double[2]];
        Program.Program.Call("Disc", "BothGradient", both);
        Assert.Equal((9.0 * 2 * 0.7) + (1.5 * 1.5 * 4 * 0.7 * 0.7 * 0.7), (double)both[3]!, 1e-12);

        object?[] any = [0.7, disc, null];
        Program.Program.Call("Disc", "OfAnyGradient", any);
        Assert.Equal(1.5 * 5 * Math.Pow(0.7, 4), (double)any[2]!, 1e-12);
    }

    [Fact]
    public void The_rule_is_believed()
    {
        object?[] arguments = [1.5, null];
        Assert.Equal(3 * 1.5 * 1.5, Program.Program!.Call("C", "UsesTheRuleGradient", arguments));
        Assert.Equal(3 * 2 * 2 * 1.5, arguments[1]);
    }
}
