using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>What calls of derivatives check, and which of them are refused.</summary>
public sealed class NestedRefusalTests
{
    private const string Energy = """
        [Differentiable(Derivatives.Gradient)] public static double Energy(ReadOnlySpan<double> x) { double s = 0; foreach (double e in x) s += e * e; return s; }
        """;

    private const string Checks = $$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
            {{Energy}}
            [Differentiable(Derivatives.Hessian)] public static double Cube(ReadOnlySpan<double> x) { double s = 0; foreach (double e in x) s += e * e * e; return s; }
            [Differentiable] public static double F(ReadOnlySpan<double> x, int n) { Span<double> d = new double[n]; return EnergyGradient(x, d) * d[0]; }
            [Differentiable] public static double G(Span<double> x, int n) { Span<double> d = x[n..(n + 2)]; return EnergyGradient(x[..2], d) * d[0]; }
            [Differentiable] public static double H(ReadOnlySpan<double> x, int n) { Span<double> d = new double[x.Length], h = new double[n]; return CubeHessian(x, d, h) * h[0]; }
        }
        """;

    private static readonly Lazy<GeneratorResult> Compiled = new(static () => GeneratorHarness.RunInAllModes(Checks));

    [Theory]
    [InlineData("F", 3)]
    [InlineData("G", 1)]
    [InlineData("H", 5)]
    public void Buffers_are_checked_as_from_outside(string method, int size)
    {
        Exception primal = Thrown(method, [new double[] { 1, 2, 3, 4 }, size]);
        Exception derivative = Thrown($"{method}Gradient", [new double[] { 1, 2, 3, 4 }, size, new double[4]]);
        ArgumentException expected = Assert.IsType<ArgumentException>(primal);
        Assert.Equal(expected.Message, Assert.IsType<ArgumentException>(derivative).Message);
    }

    [Theory]
    [InlineData("F", 4)]
    [InlineData("G", 2)]
    [InlineData("H", 16)]
    public void Buffers_that_fit_do(string method, int size) => GradientCheck.Run(Compiled.Value, "C", method, new double[] { 1, 2, 3, 4 }, size);

    [Fact]
    public void A_method_cannot_take_its_own_derivative() => AssertRefused(
        """
        [Differentiable] public static double F(double x) { if (x < 1) return x; FGradient(x - 1, out double d); return d; }
        """,
        "FGradient(x - 1, out double d)");

    [Fact]
    public void Nor_through_others() => AssertRefused(
        """
        [Differentiable] public static double F(double x) { GGradient(x, out double d); return d; }
        [Differentiable] public static double G(double x) { FGradient(x, out double d); return d; }
        """,
        "FGradient(x, out double d)",
        "GGradient(x, out double d)");

    [Fact]
    public void Nor_through_a_delegate() => AssertRefused(
        """
        [Differentiable] public static double F(double x) => Twice(Slope, x);
        private static double Slope(double x) { FGradient(x, out double d); return d; }
        private static double Twice(Func<double, double> f, double x) => f(f(x));
        """,
        "FGradient(x, out double d)");

    [Fact]
    public void A_rule_has_no_derivative_to_be_taken() => AssertRefused(
        """
        [Differentiable, CustomVjp(nameof(RootVjp))] public static double Root(double x) => Math.Sqrt(x);
        public static double RootVjp(double x, double seed, ref double dX) { dX += seed / (2 * Math.Sqrt(x)); return Math.Sqrt(x); }
        [Differentiable] public static double F(double x) { RootGradient(x, out double d); return d; }
        """,
        "RootGradient(x, out double d)");

    /// <summary>The compiler says that there is no such member, and we say nothing.</summary>
    [Theory]
    [InlineData("EnergyJvp(x, x)")]
    [InlineData("EnergyGradient(x, x)")]
    [InlineData("EnergyHvp(x)")]
    [InlineData("UnmarkedGradient(x, d)")]
    [InlineData("NobodysGradient(x, d)")]
    public void What_is_not_generated_is_the_compilers_error(string call)
    {
        CSharpOutput(
            $$"""
            {{Energy}}
            public static double Unmarked(ReadOnlySpan<double> x) => x[0];
            [Differentiable] public static double F(ReadOnlySpan<double> x) { Span<double> d = new double[x.Length]; {{call}}; return x.ToString(); }
            """);
    }

    [Fact]
    public void Beside_a_call_that_is_right_all_else_is_reported() => AssertRefused(
        $$"""
        {{Energy}}
        [Differentiable] public static double F(ReadOnlySpan<double> x) { Span<double> d = new double[x.Length]; EnergyGradient(x, d); return d[0] + x[0].ToString().Length * Hidden(d[0]); }
        private static double Hidden(double x) => double.Parse(x.ToString());
        """,
        "double.Parse(x.ToString())");

    private static void AssertRefused(string members, params string[] places)
    {
        string program = Program(members);
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics(program);
        Assert.Equal(places.Order(), result.Diagnostics.Select(diagnostic => program.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)).Order());
    }

    private static void CSharpOutput(string members)
    {
        Xunit.Sdk.XunitException silent = Assert.Throws<Xunit.Sdk.XunitException>(() => GeneratorHarness.RunExpectingDiagnostics(Program(members)));
        Assert.Equal("The generator reports nothing.", silent.Message);
    }

    private static string Program(string members) => $$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
            {{members}}
        }
        """;

    private static Exception Thrown(string method, object[] arguments) => Assert.ThrowsAny<Exception>(() => Compiled.Value.Program!.Call("C", method, arguments));
}
