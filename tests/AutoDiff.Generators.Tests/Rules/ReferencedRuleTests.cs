using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Methods of another assembly whose derivative stands there: as a rule of the user's, or as what was generated.</summary>
public sealed class ReferencedRuleTests
{
    private const string Library = """
        using System;
        using AutoDiff;

        namespace Library;

        public static partial class Special
        {
            [CustomVjp(nameof(CubeVjp))]
            public static double Cube(double x) { try { return x * x * x; } finally { } }

            public static void CubeVjp(double x, double seed, ref double dX) => dX += seed * 3 * x * x;

            /// <summary>Its description would name the rule.</summary>
            [CustomVjp(nameof(FourthVjp)), Differentiable]
            public static double Fourth(double x) { try { return x * x * x * x; } finally { } }

            [CustomVjp(nameof(FifthVjp))]
            public static double Fifth(double x) => x * x * x * x * x;

            internal static void FifthVjp(double x, double seed, ref double dX) => dX += seed * 5 * x * x * x * x;

            internal static void FourthVjp(double x, double seed, ref double dX) => dX += seed * 4 * x * x * x;

            [Differentiable]
            public static double OfCubes(double x, double y) => Cube(x) * y + Cube(y);

            [Differentiable]
            public static double Weighted(double[] x, float w, [NoGradient] double[] scale)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * w * scale[i];
                return sum;
            }

            [Differentiable]
            public static double Dotted(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double a)
            {
                double sum = a * a;
                for (int i = 0; i < x.Length; i++) sum += x[i] * y[i] * a;
                return sum;
            }

            [Differentiable(Derivatives.Vjp)]
            public static void Shift(Span<double> x, double by)
            {
                for (int i = 0; i < x.Length; i++) x[i] = x[i] * x[i] + by;
            }
        }
        """;

    private const string Program = """
        using System;
        using AutoDiff;
        using Library;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Cubes(double x, double y) => Special.Cube(x * y) + Special.OfCubes(x, 2 * y);

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Gradients(Span<double> x, double a, [NoGradient] double[] y)
            {
                double sum = 0;
                for (int k = 0; k < x.Length; k++)
                {
                    sum += Special.Dotted(x, x, a) * Special.Dotted(x[k..], y.AsSpan(k), 3);
                    x[k] += sum * 0.1;
                }

                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Shifted(Span<double> x, double a, int n)
            {
                for (int i = 0; i < n; i++) Special.Shift(x[i..], a * x[0]);
                return Special.Dotted(x, x, 1);
            }
        }
        """;

    [Fact]
    public void A_rule_is_found_with_its_method() => GradientCheck.Run(Generate(Program, Described), "C", "Cubes", 0.6, -0.8);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_a_method_cannot_be_looked_into_its_generated_derivative_is_called(bool isDescribed)
    {
        GeneratorResult result = Generate(Program, isDescribed ? Described : Undescribed);
        Assert.Equal(!isDescribed, result.GeneratedSources["C.Gradients.g.cs"].Contains("Special.DottedGradient("));
        Assert.Equal(!isDescribed, result.GeneratedSources["C.Shifted.g.cs"].Contains("Special.ShiftVjp("));
        foreach (int length in new[] { 0, 1, 3 }) GradientCheck.Run(result.Program!, "C", "Gradients", Numbers(length), 0.7, Numbers(length));
        foreach (int rounds in new[] { 0, 1, 3 }) GradientCheck.Run(result.Program!, "C", "Shifted", Numbers(4), 0.7, rounds);
    }

    [Fact]
    public void Where_only_its_assembly_may_call_the_rule_the_gradient_is_called()
    {
        const string Source = "using Library; using AutoDiff; public static partial class C { [Differentiable] public static double F(double x) => 2 * Special.Fourth(x * x); }";
        GradientCheck.Run(Generate(Source, Described), "C", "F", 0.7);
    }

    [Theory]
    [InlineData("Special.Fifth(x)")]
    [InlineData("Special.Weighted(new double[] { x }, 1, s)")]
    public void Where_nothing_tells_its_derivative_a_method_is_refused(string call)
    {
        string source = $$"""using System; using Library; using AutoDiff; public static partial class C { [Differentiable] public static double F(double x, [NoGradient] double[] s) => {{call}}; }""";
        Diagnostic diagnostic = Harness(Undescribed).GenerateExpectingDiagnostics(source).Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.InRange(diagnostic.Location.SourceSpan.Start, source.IndexOf(call), source.IndexOf(call) + call.Length - 1);
    }

    [Fact]
    public void A_rule_of_the_program_wins_over_that_of_the_library()
    {
        const string Source = """
            using System; using Library; using AutoDiff;
            public static partial class C
            {
                [VjpOf(typeof(Special), nameof(Special.Cube))] internal static void Mine(double x, double seed, ref double dX) => dX += 5 * seed;
                [VjpOf(typeof(Special), nameof(Special.OfCubes))] internal static void Mine(double x, double y, double seed, ref double dX, ref double dY) => dX += 6 * seed;
                [Differentiable] public static double F(double x) => Special.Cube(x) + Special.OfCubes(x, x);
            }
            """;
        object?[] arguments = [0.3, null];
        Generate(Source, Described).Call("C", "FGradient", arguments);
        Assert.Equal(11.0, arguments[1]);
    }

    private static readonly MetadataReference Described = ReferencedLibrary.Compile(Library);
    private static readonly MetadataReference Undescribed = ReferencedLibrary.Compile(Library, static text => text.Contains("assembly:") ? "" : text);

    private static GeneratorResult Generate(string source, MetadataReference library) => Harness(library).Generate(source);

    private static GeneratorHarness Harness(MetadataReference library) => new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { References = [library] };

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.6 * Math.Sin(i + 1))];
}
