using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>Derivatives that have been generated in another assembly.</summary>
public sealed class ReferencedNestedTests
{
    private const string Library = """
        using System;
        using System.Numerics;
        using AutoDiff;

        namespace Library;

        public readonly record struct P(double X, double Y);

        public static partial class Losses
        {
            private const Derivatives All = Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian | Derivatives.Hessian;

            [Differentiable(All)] public static double Energy(ReadOnlySpan<double> x, double k) { double s = 0; foreach (double e in x) s += k * e * e * e + Math.Sin(e); return s; }
            [Differentiable(All)] public static double OfPoint(P p, [NoGradient] double k) => p.X * p.X * p.Y * k;
            [Differentiable(All)] public static T Bend<T>(T x, T y) where T : struct, IFloatingPointIeee754<T> => x * x * y + T.Sin(y);
            [Differentiable(All)] public static double Recursive(double x, int n) => n == 0 ? x : Recursive(x * x, n - 1);
            [Differentiable(Derivatives.Gradient)] public static double Lonely(double x) => x * x * x;
        }
        """;

    private const string Program = """
        using System;
        using AutoDiff;
        using Library;

        public static partial class C
        {
            [Differentiable] public static double Gradient(ReadOnlySpan<double> x, double k) { Span<double> d = new double[x.Length]; double v = Losses.EnergyGradient(x, k, d, out double dK), s = v * dK; foreach (double e in d) s += e * e; return s; }
            [Differentiable] public static double Product(ReadOnlySpan<double> x, double k) { Span<double> d = new double[x.Length], h = new double[x.Length]; Losses.EnergyHvp(x, k, x, 0, d, out _, h, out double hK); return h[0] * d[^1] + hK; }
            [Differentiable] public static double Hessian(ReadOnlySpan<double> x, double k) { Span<double> d = new double[x.Length], h = new double[(x.Length + 1) * (x.Length + 1)]; Losses.EnergyHessian(x, k, d, out double dK, h); return h[0] * h[1] + dK; }
            [Differentiable] public static double OfPoint(double x, double y) { Losses.OfPointGradient(new P(x, y), 3, out P d); return d.X * d.Y; }
            [Differentiable] public static double Generic(double x) => Losses.BendJvp(x, x * x, 1, 2).Tangent;
            [Differentiable] public static float GenericFloat(float x) { Losses.BendGradient(x, x * x, out float a, out float b); return a * b; }
            [Differentiable] public static double Lonely(double x) { Losses.LonelyGradient(x, out double d); return d * x; }
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static double Constant(double x) => Losses.RecursiveJvp(2, 3, 1).Tangent * x;
        }
        """;

    private static readonly Lazy<GeneratorHarness> Harness = new(static () => new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { References = [ReferencedLibrary.Compile(Library)] });
    private static readonly Lazy<GeneratorResult> Compiled = new(static () => Harness.Value.Generate(AllModes.In(Program)));

    public static TheoryData<string, object[]> Calls => new()
    {
        { "Gradient", [new double[] { 0.5, -0.3, 0.8 }, 0.7] },
        { "Product", [new double[] { 0.5, -0.3, 0.8 }, 0.7] },
        { "Hessian", [new double[] { 0.5, -0.3, 0.8 }, 0.7] },
        { "OfPoint", [0.5, 0.7] },
        { "Generic", [0.7] },
        { "GenericFloat", [0.7f] },
        { "Lonely", [0.7] },
        { "Constant", [0.7] },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void They_are_differentiated_in_turn(string method, object[] arguments) => GradientCheck.Run(Compiled.Value, "C", method, arguments);

    [Fact]
    public void What_is_not_described_is_refused()
    {
        GeneratorResult result = Harness.Value.GenerateExpectingDiagnostics("""
            using AutoDiff;
            using Library;
            public static partial class C { [Differentiable] public static double F(double x) { Losses.RecursiveGradient(x, 3, out double d); return d; } }
            """);
        Assert.Contains("since its assembly does not say what it computes", result.Diagnostics.Single().GetMessage(), StringComparison.Ordinal);
    }
}
