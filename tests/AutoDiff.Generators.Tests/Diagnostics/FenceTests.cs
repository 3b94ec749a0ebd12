using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What is outside the language is reported under its id, at its exact place.</summary>
public sealed class FenceTests
{
    /// <summary>The smallest methods that are reported, each place between ⟦ and ⟧.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { DiagnosticIds.ContainerNotPartial, "static class D { [Differentiable] public static double ⟦F⟧(double x) => x; }" },
        { DiagnosticIds.NoActiveParameter, "[Differentiable] static double ⟦F⟧(int n, [NoGradient] double x) => x;" },
        { DiagnosticIds.NoDifferentiableOutput, "[Differentiable] static int ⟦F⟧(double x) => 1;" },
        { DiagnosticIds.NoDifferentiableOutput, "[Differentiable] static void ⟦F⟧(ReadOnlySpan<double> x) { }" },
        { DiagnosticIds.NoDifferentiableOutput, "[Differentiable] static void ⟦F⟧(double x, [Scratch] Span<double> t) { }" },
        { DiagnosticIds.ParameterTypeNotSupported, "[Differentiable] static double F(double x, double[,,] ⟦m⟧) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "[Differentiable] static double F(double x, (double, int)[][] ⟦t⟧) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "struct S { public (int, float[]) T; } [Differentiable] static double F(double x, S[] ⟦s⟧) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "ref struct S { public Span<float> T; } [Differentiable] static double F(double x, S ⟦s⟧, double? ⟦y⟧) => x;" },
        { DiagnosticIds.ParameterByReference, "[Differentiable] static double F(double x, ref double ⟦y⟧) => x;" },
        { DiagnosticIds.ReturnTypeNotSupported, "[Differentiable] static ⟦(double, double[])⟧ F(double x) => (x, [x]);" },
        { DiagnosticIds.ProtectedRegion, "[Differentiable] static double F(double x) { ⟦try⟧ { x++; } finally { } return x; }" },
        { DiagnosticIds.JumpNotSupported, "[Differentiable] static double F(double x) { ⟦goto⟧ a; ⟦a⟧: return x; }" },
        { DiagnosticIds.StatementNotSupported, "[Differentiable] static double F(double x, string s) { ⟦foreach⟧ (char c in s) x += c; return x; }" },
        { DiagnosticIds.ProtectedRegion, "[Differentiable] static double F(double x) { ⟦lock⟧ (new object()) x++; return x; }" },
        { DiagnosticIds.ExpressionNotSupported, "static double S; [Differentiable] static double F(double x) { ref double y = ref ⟦S⟧; return x; }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double[] x, int n) => x.GetLength(⟦n⟧);" },
        { DiagnosticIds.DelegateNotSupported, "[Differentiable] static double F(double x) { Func<double> f = ⟦() => x⟧; return x; }" },
        { DiagnosticIds.MemoryPassedOn, "[Differentiable] static double F(double[] x, [NoGradient] object o) => o.Equals(⟦x⟧) ? 1 : 2;" },
        { DiagnosticIds.ExpressionNotSupported, "public class Scale { public double By(double y) => 2 * y; } [Differentiable] static double F(double x, Scale? s) => ⟦s?.By(x)⟧ ?? x;" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double x, string s) => s is ⟦{ Length: 1 }⟧ ? x : 0;" },
        { DiagnosticIds.VirtualCall, "[Differentiable] static double F(double x, V v) => ⟦v.G(x)⟧; class V { public virtual double G(double x) => x; }" },
        { DiagnosticIds.CallNotSupported, "[Differentiable] static double F(double x, string s) => ⟦double.TryParse(s, out double y)⟧ ? x : 1;" },
        { DiagnosticIds.NameCollision, "[Differentiable] static double ⟦F⟧(double x, double X) => x;" },
        { DiagnosticIds.NameCollision, "[Differentiable] static double ⟦F⟧(double x, double dX) => x;" },
        { DiagnosticIds.NameCollision, "[Differentiable(Derivatives.Vjp)] static double ⟦F⟧(double seed) => seed;" },
        { DiagnosticIds.MemberExists, "[Differentiable] static double ⟦F⟧(double x) => x; static double FGradient(double x, out double dX) => dX = x;" },
        { DiagnosticIds.MemberExists, "static int FGradient; [Differentiable] static double ⟦F⟧(double x) => x;" },
        { DiagnosticIds.DerivativeNotSupported, "[Differentiable(Derivatives.Gradient)] static void ⟦F⟧(Span<double> x) { }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double x, bool c) { Func<double, double> f = a => a; if (c) f = a => 2 * a; return ⟦f⟧(x); }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double x, int n) { Func<double, double> f = a => a; for (int i = 0; i < n; i++) f = a => i * a; return ⟦f⟧(x); }" },
        { DiagnosticIds.GenericMethod, "[Differentiable] static double ⟦F⟧<T>(double x) => x;" },
        { DiagnosticIds.MethodNotSupported, "[Differentiable] private static partial double ⟦F⟧(double x); private static partial double F(double x) => x;" },
        { DiagnosticIds.MemberExists, "[Differentiable] static double ⟦FGradient⟧(double x, int n) => x; public static int FGradientGradient;" },
        { DiagnosticIds.DerivativeNotSupported, "[Differentiable((Derivatives)64)] static double ⟦F⟧(double x) => x;" },
        { DiagnosticIds.DerivativeNotSupported, "[Differentiable(Derivatives.Jacobian | Derivatives.Hessian)] static void ⟦F⟧(Span<double> x) { }" },
        { DiagnosticIds.MethodNotSupported, "partial class B { [Differentiable] public virtual double ⟦F⟧(double x) => x; }" },
        { DiagnosticIds.RoleNotSupported, "[Differentiable] static double F(double x, [Output] ReadOnlySpan<double> ⟦y⟧) => x;" },
        { DiagnosticIds.RoleNotSupported, "[Differentiable] static double F(double x, [Scratch] double[][] ⟦y⟧) => x;" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double[][] x) { ⟦x[0]⟧ = x[1]; return 1; }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double[][] x) { (⟦x[0]⟧, ⟦x[1]⟧) = (x[1], x[0]); return 1; }" },
        { DiagnosticIds.ArrayShapeNotSupported, "[Differentiable] static double F(double x) { double[,,] t = ⟦new double[1, 2, 3]⟧; return x; }" },
        { DiagnosticIds.ArrayShapeNotSupported, "[Differentiable] static double F(double x, int n) { double[][] t = ⟦new double[n][]⟧; return x; }" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_outside_the_language_is_reported_where_it_stands(string id, string members)
    {
        (string source, string[] places) = Unmark(members);
        LoweredMethod method = Assert.Single(LoweringProbe.LowerAll(LoweringProbe.Compile(source)));
        Assert.Null(method.Model);
        string program = LoweringProbe.Program(source);
        Assert.Equal(places.Select(place => (id, place)), method.Report.Diagnostics.Select(diagnostic => (diagnostic.Id, program.Substring(diagnostic.Span.Span.Start, diagnostic.Span.Span.Length))));
    }

    [Fact]
    public void A_type_local_to_its_file_is_refused() =>
        Assert.Equal(DiagnosticIds.FileType, Reported("using AutoDiff; file static partial class D { [Differentiable] public static double F(double x) => x; }").Single().Id);

    [Theory]
    [InlineData("public readonly partial struct S { [Differentiable] public static double operator +(S a, double b) => b; }")]
    [InlineData("public partial class S { public double P { [Differentiable] get => 1; } }")]
    [InlineData("public partial class S { public void M() { [Differentiable] static double L(double x) => x; L(1); } }")]
    [InlineData("public static partial class S { extension(double x) { [Differentiable] public double Square() => x * x; } }")]
    [InlineData("public abstract partial class S { [Differentiable] public abstract double F(double x); }")]
    public void What_is_not_a_method_with_one_body_is_refused(string program) =>
        Assert.Equal(DiagnosticIds.MethodNotSupported, Assert.Single(GeneratorHarness.RunExpectingDiagnostics($"using AutoDiff; {program}").Diagnostics).Id);

    [Fact]
    public void Overloads_whose_derivatives_would_be_the_same_are_refused()
    {
        const string Members = "[Differentiable] static double F(Span<double> x, Span<double> y) => 1; [Differentiable] static double F(Span<double> x, [NoGradient] Span<double> y, [NoGradient] Span<double> z) => 1;";
        Assert.Equal([DiagnosticIds.MemberExists, DiagnosticIds.MemberExists], Reported(LoweringProbe.Program(Members)).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void All_that_is_outside_is_reported_at_once() =>
        Assert.Equal(2, Reported(LoweringProbe.Program("class V { public virtual double G(double x) => x; } [Differentiable] static double F(double x, V v) { x = v.G(x); return v.G(x); }")).Count);

    [Theory]
    [InlineData("[Differentiable] static double F(double x) { goto a; }")]
    [InlineData("[Differentiable] static double F(double x) => G(x);")]
    [InlineData("[Differentiable] static double F(double x, Missing y) { try { } finally { } return x; }")]
    [InlineData("[Differentiable] static double F(double x) { double y; try { } finally { } return y; }")]
    [InlineData("[Differentiable] static double F(double x) { try { } finally { } return x }")]
    [InlineData("[Differentiable] static double F(double x) => x + x.ToString().Length + (double)x.ToString();")]
    [InlineData("[Differentiable] static double F(double x, ReadOnlySpan<double> y) => G(() => y[0]) * double.Parse($\"{x}\"); static double G(Func<double> f) => f();")]
    [InlineData("[Differentiable] static double F(double x) => G(x); static double G(double x) { try { } finally { } double x = 1; return x; }")]
    [InlineData("[Differentiable] static double F<T>(T x, double y) where T : System.Numerics.INumber<T> { T x = T.One; return y; }")]
    [InlineData("[Differentiable] static double F(double x, ref double x) => x;")]
    [InlineData("[Differentiable] static readonly double F(int x) => x;")]
    [InlineData("[Differentiable] static async double F(double x) => x;")]
    [InlineData("[Differentiable, Differentiable] static double F(int x) => x;")]
    [InlineData("[Differentiable(3)] static double F(int x) => x;")]
    [InlineData("[Differentiable] static int F;")]
    [InlineData("[Differentiable] class D;")]
    [InlineData("[CustomVjp(\"G\")] class D;")]
    [InlineData("[CustomVjp(\"G\")] static double F(Missing x) => 1;")]
    [InlineData("[VjpOf(typeof(Missing), \"G\")] static void F(double x) { }")]
    [InlineData("[Differentiable] static double F(double x) { unsafe { x = x >> x; } return x && x; }")]
    [InlineData("[Differentiable] static double (double x) => x;")]
    [InlineData("[Differentiable] static double F(double x")]
    [InlineData("[Differentiable] static F(double x) => x;")]
    [InlineData("[Differentiable(")]
    public void Where_the_compiler_reports_an_error_nothing_else_is_said(string members) =>
        Assert.Empty(CSharpGeneratorDriver.Create(new DifferentiableGenerator()).RunGenerators(LoweringProbe.Compile(members)).GetRunResult().Diagnostics);

    [Theory]
    [InlineData("static double S; [Differentiable] static double F(double x) { S = Diff.StopGradient(x); S = 1; return x; }")]
    [InlineData("[Differentiable] static double F(double x) => x; static double FGradient(double x) => x;")]
    [InlineData("[Differentiable] static double F(double x, [NoGradient] double[,] m, [NoGradient] (double, int) t) => x * m[0, 1] * t.Item1;")]
    [InlineData("[Differentiable] static double F(double x) => x switch { };")]
    [InlineData("struct Node { public Node[] Kids; } [Differentiable] static double F(double x, Node n, Node[] m) => x * n.Kids.Length;")]
    [InlineData("[Differentiable] static void F(ReadOnlySpan<double> x, [Output] Span<double> y) { }")]
    public void What_is_inside_is_not_reported(string members) =>
        Assert.Empty(CSharpGeneratorDriver.Create(new DifferentiableGenerator()).RunGenerators(LoweringProbe.Compile(members)).GetRunResult().Diagnostics);

    [Fact]
    public void What_a_pass_reports_stands_where_its_ordinal_says()
    {
        const string Members = "[Differentiable] static double F(double x) { double y = x; return x + x.ToString().Length; }";
        LoweredMethod method = Assert.Single(LoweringProbe.LowerAll(LoweringProbe.Compile(Members)));
        int ordinal = Walk.Lets(method.Model!.Function.Body).First(let => let.Operation is OpaqueCall).Origin!.Ordinal;
        Diagnostic diagnostic = Assert.Single(method.Report.With([new PassDiagnostic(DiagnosticIds.DerivativeLost, ordinal, ["ToString"])])).ToDiagnostic();
        Assert.Equal("x.ToString().Length", LoweringProbe.Program(Members).Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.StartsWith("'ToString' would lose the derivative", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    private static IReadOnlyList<SourceDiagnostic> Reported(string program) =>
        [.. LoweringProbe.LowerAll(CSharpCompiler.Create(CSharpCompiler.Parse(program, "Program.cs"))).SelectMany(method => method.Report.Diagnostics)];

    private static (string Source, string[] Places) Unmark(string marked) =>
        (marked.Replace("⟦", "").Replace("⟧", ""), [.. marked.Split('⟦').Skip(1).Select(part => part[..part.IndexOf('⟧')])]);
}
