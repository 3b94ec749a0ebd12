using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>A rule that matches nothing or does not fit is reported at its attribute, with the signature that is expected.</summary>
public sealed class RuleDiagnosticsTests
{
    private const string Library = """
        static class Lib
        {
            public static double F(double x, double y) => x;
            public static double F(float x) => x;
            public static void V(ReadOnlySpan<double> x, Span<double> y) { }
            public static int N(double x) => 1;
            public static double R(ref double x) => x;
            public static double G<T>(double x) => x;
        }
        class Obj { public double F(double x) => x; }
        """;

    /// <summary>The attribute that is reported between ⟦ and ⟧, and words of the message.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { DiagnosticIds.RuleNotFound, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x;", "'C' has no method 'G'; expected: static double G(double x, double seed, ref double dX), which may return void, and may take 'double result' after the method's own parameters" },
        { DiagnosticIds.RuleNotFound, "[⟦VjpOf(typeof(Lib), \"Missing\")⟧] static void G(double x, double seed, ref double dX) { }", "'Lib' has no method 'Missing'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G(float x, double seed, ref double dX) { }", "its parameter 'x' must be 'double x'; expected: static double G(double x, double seed, ref double dX)" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G(double x, ref double dX) { }", "its parameter 'dX' must be 'double seed'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G(double x, double seed) { }", "it lacks the parameter 'ref double dX'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G(double x, double seed, double dX) { }", "its parameter 'dX' must be 'ref double dX'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G(double x, double seed, ref double dX, int n) { }", "its parameter 'n' is one too many" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G(double x, double seed, double result, ref double dX) { }", "its parameter 'result' must be 'ref double dX'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static float G(double x, double seed, ref double dX) => 1;", "it returns 'float'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F(double x) => x; static void G<T>(double x, double seed, ref double dX) { }", "it is generic" },
        { DiagnosticIds.RuleMismatch, "partial class D { [⟦CustomVjp(\"G\")⟧] public static double F(double x) => x; void G(double x, double seed, ref double dX) { } }", "it is not static" },
        { DiagnosticIds.RuleMismatch, "partial class D { [⟦CustomVjp(\"G\")⟧] public double F(double x) => x; static void G(double x, double seed, ref double dX) { } }", "it is static" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static void F(Span<double> x, [NoGradient] ReadOnlySpan<double> y, [Output] double[] z, [Scratch] Span<double> t, int n) { } static void G() { }", "expected: static void G(Span<double> x, ReadOnlySpan<double> y, double[] z, Span<double> t, int n, Span<double> dX, Span<double> dZ)" },
        { DiagnosticIds.RuleMismatch, "[⟦VjpOf(typeof(Lib), \"F\")⟧] static void G(double x, double y, double result, ref double dX, ref double dY) { }", "expected: static double G(double x, double y, double seed, ref double dX, ref double dY)" },
        { DiagnosticIds.RuleMismatch, "[⟦VjpOf(typeof(Lib), \"F\")⟧] static void G(float x, float seed, ref float dX) { }", "its parameter 'seed' must be 'double seed'" },
        { DiagnosticIds.RuleMismatch, "[⟦VjpOf(typeof(Lib), \"V\")⟧] static void G(ReadOnlySpan<double> x, Span<double> y, double[] dX) { }", "its parameter 'dX' must be 'Span<double> dX'" },
        { DiagnosticIds.RuleMismatch, "[⟦VjpOf(typeof(Obj), \"F\")⟧] static void G(double x, double seed, ref double dX) { }", "expected: static double G(Obj x, double seed, double seed" },
        { DiagnosticIds.RuleMismatch, "partial class D { [⟦VjpOf(typeof(Lib), \"F\")⟧] public void G(double x, double y, double seed, ref double dX) { } }", "it is not static" },
        { DiagnosticIds.RuleNotSupported, "[⟦VjpOf(typeof(Lib), \"N\")⟧] static void G(double x, int seed, ref double dX) { }", "it returns 'int'; return float or double, a struct or tuple of them, or write to spans" },
        { DiagnosticIds.RuleNotSupported, "[⟦VjpOf(typeof(Lib), \"R\")⟧] static void G(double x, double seed, ref double dX) { }", "its parameter 'x' is passed by reference" },
        { DiagnosticIds.RuleNotSupported, "[⟦VjpOf(typeof(Lib), \"G\")⟧] static void G(double x, double seed, ref double dX) { }", "it is generic" },
        { DiagnosticIds.RuleNotSupported, "[⟦CustomVjp(\"G\")⟧] static double F(ReadOnlySpan<(double, int)> x, double y) => y;", "no derivative can be taken by its parameter 'x'" },
        { DiagnosticIds.RuleNotSupported, "[⟦CustomVjp(\"G\")⟧] static double F(int x) => x;", "it has no parameter to differentiate by" },
        { DiagnosticIds.RuleDuplicate, "[VjpOf(typeof(Lib), \"F\")] static void G(double x, double y, double seed, ref double dX) { } [⟦VjpOf(typeof(Lib), \"F\")⟧] static void H(double x, double y, double seed, ref double dX) { }", "'F' has the rule 'G' already" },
        { DiagnosticIds.RuleDuplicate, "[CustomVjp(\"G\")] static double F(double x) => x; static void G(double x, double seed, ref double dX) { } [⟦VjpOf(typeof(C), \"F\")⟧] static void H(double x, double seed, ref double dX) { }", "'F' has the rule 'G' already" },
        { DiagnosticIds.RuleNotFound, "[⟦CustomJvp(\"G\")⟧] static double F(double x, [NoGradient] double y) => x;", "expected: static (double Value, double Tangent) G(double x, double y, double vX) and may take 'double result' after the method's own parameters" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomJvp(\"G\")⟧] static double F(double x) => x; static double G(double x, double vX) => vX;", "it returns 'double'" },
        { DiagnosticIds.RuleMismatch, "[⟦JvpOf(typeof(Lib), \"V\")⟧] static void G(ReadOnlySpan<double> x, Span<double> y, Span<double> vX, Span<double> vY) { }", "its parameter 'vX' must be 'ReadOnlySpan<double> vX'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_rule_that_does_not_fit_is_reported_at_its_attribute(string id, string members, string message)
    {
        string marked = LoweringProbe.Program(Library + members), source = marked.Replace("⟦", "").Replace("⟧", "");
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null));
        Assert.Equal(marked.IndexOf('⟦'), diagnostic.Location.SourceSpan.Start);
        Assert.Equal(marked.IndexOf('⟧') - marked.IndexOf('⟦') - 1, diagnostic.Location.SourceSpan.Length);
    }

    [Theory]
    [InlineData("[CustomJvp(\"G\")] static double F(double x) => x; static (double, double) G(double x, double result, double vX) => (result, vX);")]
    [InlineData("[JvpOf(typeof(Lib), \"V\")] static void G(ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> vX, Span<double> vY) { }")]
    [InlineData("[VjpOf(typeof(Lib), \"F\")] static void G(float x, double seed, ref float slope) { }")]
    [InlineData("[VjpOf(typeof(Obj), \"F\")] static void G(Obj o, double x, double seed, ref double dX) { }")]
    public void A_rule_that_fits_is_not_reported(string members) => GeneratorHarness.Run(LoweringProbe.Program(Library + members));

    /// <summary>What is reported at a call, which is between ⟦ and ⟧.</summary>
    public static TheoryData<string, string> RefusedCalls => new()
    {
        { DiagnosticIds.CallNotSupported, "class D { [CustomVjp(nameof(G))] public static double F(double x) => x; private static void G(double x, double seed, ref double dX) { } } [Differentiable] static double H(double x) => ⟦D.F(x)⟧;" },
        { DiagnosticIds.CallNotSupported, "class D { [CustomVjp(nameof(G))] public virtual double F(double x) => x; public void G(double x, double seed, ref double dX) { } } [Differentiable] static double H(double x, D d) => ⟦d.F(x)⟧;" },
        { DiagnosticIds.ExpressionNotSupported, "[CustomVjp(nameof(G))] static double F(double[,] x) => 1; static void G(double[,] x, double seed, double[,] dX) { } [Differentiable] static double H(double[,] x) => F(⟦x⟧);" },
        { DiagnosticIds.ExpressionNotSupported, "[CustomVjp(nameof(G))] static double F(double[] x) => 1; static void G(double[] x, double seed, Span<double> dX) { } [Differentiable] static double H(double x) => F(⟦[x, 1]⟧);" },
    };

    [Theory]
    [MemberData(nameof(RefusedCalls))]
    public void What_cannot_be_passed_to_a_rule_is_reported_where_it_stands(string id, string members)
    {
        string marked = LoweringProbe.Program(members);
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.RunExpectingDiagnostics(marked.Replace("⟦", "").Replace("⟧", "")).Diagnostics);
        Assert.Equal((id, marked.IndexOf('⟦'), marked.IndexOf('⟧') - 1), (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
    }

    [Fact]
    public void A_method_whose_rule_does_not_fit_is_not_differentiated()
    {
        const string Members = "[CustomVjp(\"Missing\"), Differentiable] static double F(double x) => x; [Differentiable] static double G(double x) => F(x);";
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics(LoweringProbe.Program(Members));
        Assert.Equal([DiagnosticIds.RuleNotFound], result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Empty(result.GeneratedSources);
    }
}
