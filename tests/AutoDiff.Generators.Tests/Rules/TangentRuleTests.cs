using System;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Methods whose tangents are given by a rule: [CustomJvp], [JvpOf].</summary>
public sealed class TangentRuleTests
{
    private const string All = "Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp";

    private const string Source = $$"""
        using System;
        using AutoDiff;

        public static class Library
        {
            public static double Bump(double x) { try { return Math.Exp(-x * x); } finally { } }
        }

        public static partial class C
        {
            /// <summary>Both rules; the body is not in the language.</summary>
            [CustomVjp(nameof(SoftplusVjp)), CustomJvp(nameof(SoftplusJvp))]
            private static double Softplus(double x) { try { return Math.Log(1 + Math.Exp(x)); } finally { } }

            private static void SoftplusVjp(double x, double result, double seed, ref double dX) => dX += seed * (1 - Math.Exp(-result));

            private static (double Value, double Tangent) SoftplusJvp(double x, double result, double vX) => (result, vX * (1 - Math.Exp(-result)));

            [VjpOf(typeof(Library), nameof(Library.Bump))]
            private static void BumpVjp(double x, double seed, ref double dX) => dX -= 2 * x * seed * Library.Bump(x);

            [JvpOf(typeof(Library), nameof(Library.Bump))]
            private static (double, double) BumpJvp(double x, double vX) => (Library.Bump(x), -2 * x * vX * Library.Bump(x));

            /// <summary>Only tangents by a rule: reverse mode looks into it.</summary>
            [CustomJvp(nameof(CubeJvp))]
            private static double Cube(double x, double w) => x * x * x * w;

            private static int cubes;
            public static int Cubes() => cubes;

            private static (double Value, double Tangent) CubeJvp(double x, double w, double vX, double vW)
            {
                cubes++;
                return (x * x * x * w, 3 * x * x * w * vX + x * x * x * vW);
            }

            /// <summary>Memory in and out.</summary>
            [CustomJvp(nameof(DecayJvp)), CustomVjp(nameof(DecayVjp))]
            private static void Decay(Span<double> x, ReadOnlySpan<double> y, double rate) { for (int i = 0; i < x.Length; i++) x[i] *= rate * y[i]; }

            private static void DecayJvp(Span<double> x, ReadOnlySpan<double> y, double rate, Span<double> vX, ReadOnlySpan<double> vY, double vRate)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    vX[i] = vX[i] * rate * y[i] + x[i] * (vRate * y[i] + rate * vY[i]);
                    x[i] *= rate * y[i];
                }
            }

            private static void DecayVjp(Span<double> x, ReadOnlySpan<double> y, double rate, Span<double> dX, Span<double> dY, ref double dRate)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    dRate += dX[i] * x[i] * y[i];
                    dY[i] += dX[i] * x[i] * rate;
                    dX[i] *= rate * y[i];
                }
            }

            [Differentiable({{All}})]
            public static double Both(double x, double y) => Softplus(x * y) * Softplus(y) + Library.Bump(x - y) * x;

            [Differentiable({{All}})]
            public static double Bodies(ReadOnlySpan<double> x, double w) { double s = w; foreach (double e in x) s += Cube(e, s) + Softplus(s); return s; }

            [Differentiable({{All}})]
            public static double Layers(Span<double> x, ReadOnlySpan<double> y, double rate, int n)
            {
                for (int i = 0; i < n; i++) { Decay(x, y, rate); Decay(x, y, 0.5); }
                double s = 0;
                foreach (double e in x) s += e * e;
                return s;
            }

            [Differentiable({{All}} | Derivatives.Jacobian)]
            public static double Constant(double x, ReadOnlySpan<double> weights) => x * Softplus(0.3) + weights[0] * Cube(x, weights[1]);

            /// <summary>Its own tangents are the rule; the other derivatives are made of its body.</summary>
            [Differentiable({{All}}), CustomJvp(nameof(SquareJvp))]
            public static double Square(double x) => x * x;

            public static (double Value, double Tangent) SquareJvp(double x, double vX) => (x * x, 2 * x * vX);
        }
        """;

    private static readonly CompiledProgram Program = GeneratorHarness.Run(Source).Program!;

    private static readonly double[] X = [0.4, -0.7, 0.9];

    [Fact]
    public void Both_rules_are_used() => GradientCheck.Run(Program, "C", "Both", 0.4, 0.7);

    [Fact]
    public void Tangents_follow_their_rule_where_reverse_mode_looks_into_the_method()
    {
        GradientCheck.Run(Program, "C", "Bodies", X, 0.3);
        int before = (int)Program.Call("C", "Cubes")!;
        Program.Call("C", "BodiesJvp", X, 0.3, X, 1.0);
        Assert.Equal(X.Length, (int)Program.Call("C", "Cubes")! - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Memory_and_its_tangents_are_overwritten(int rounds) => GradientCheck.Run(Program, "C", "Layers", X, new[] { 0.9, 1.1, -0.8 }, 0.7, rounds);

    [Fact]
    public void Constants_have_no_tangent() => GradientCheck.Run(Program, "C", "Constant", 0.8, new[] { 0.6, 0.9 });

    [Fact]
    public void The_rule_of_the_method_itself_is_its_member() => GradientCheck.Run(Program, "C", "Square", 0.8);

    [Theory]
    [InlineData("[Differentiable(Derivatives.Jvp)]", "CustomVjp(nameof(GVjp))", "[CustomJvp]")]
    [InlineData("[Differentiable(Derivatives.Hvp)]", "CustomVjp(nameof(GVjp))", "[CustomJvp]")]
    public void A_rule_that_is_missing_is_named(string attribute, string rule, string missing)
    {
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics($$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                {{attribute}}
                public static double F(double x) => G(x) * x;

                [{{rule}}]
                private static double G(double x) => x;

                private static void GVjp(double x, double seed, ref double dX) => dX += seed;
            }
            """);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticIds.MethodNotSupported, diagnostic.Id);
        Assert.Contains("C.G", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(missing, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }
}
