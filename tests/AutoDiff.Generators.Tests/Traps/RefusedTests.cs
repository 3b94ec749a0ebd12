using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Where a derivative would be lost or made up, there is none.</summary>
public sealed class RefusedTests
{
    /// <summary>Members, and the expression that is reported.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { DiagnosticIds.VirtualCall, "public class V { public virtual double G(double x) => x; } [Differentiable] public static double F(double x, V v) => x * v.G(x);", "v.G(x)" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x) => x * BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x));", "BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x))" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x) => x + double.Parse(x.ToString());", "double.Parse(x.ToString())" },
        { DiagnosticIds.ActiveValueStored, "private static double s; [Differentiable] public static double F(double x) { s = x; return s * x; }", "s = x" },
        { DiagnosticIds.ProtectedRegion, "[Differentiable] public static double F(double[] x) { lock (x) { x[0] *= 2; } return x[0]; }", "lock" },
        { DiagnosticIds.DelegateNotSupported, "[Differentiable] public static double F(double x) { Func<double, double> f = y => y * x; return f(x); }", "y => y * x" },
        { DiagnosticIds.ProtectedRegion, "[Differentiable] public static double F(double x) { try { x *= x; } catch (Exception) { x = 0; } return x; }", "try" },
        { DiagnosticIds.JumpNotSupported, "[Differentiable] public static double F(double x, int n) { switch (n) { case 0: x *= 2; goto case 1; case 1: x *= 3; break; } return x; }", "goto" },
        { DiagnosticIds.ParameterByReference, "[Differentiable] public static double F(ref double x) => x * x;", "x" },
        { DiagnosticIds.ActiveValueStored, "public sealed class O { public double V; } [Differentiable] public static double F(double x, O o) { o.V = x; return o.V * x; }", "o.V = x" },
        { DiagnosticIds.MemoryPassedOn, "[Differentiable] public static double F(double[] x) => System.Linq.Enumerable.Sum(x);", "x" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x) { object o = x; return (double)o * x; }", "x" },
        { DiagnosticIds.DerivativeLost, "public interface I { double G(double x); } [Differentiable] public static double F(double x, I i) => x * i.G(x);", "i.G(x)" },
        { DiagnosticIds.ExpressionNotSupported, "public ref struct R(ref double v) { public ref double V = ref v; } [Differentiable] public static double F(double x) { R r = new(ref x); r.V *= 2; return x * r.V; }", "new(ref x)" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x) { double? y = x; return y.Value * x; }", "x" },
        { DiagnosticIds.DynamicNotSupported, "[Differentiable] public static double F(double x, dynamic d) => x * d.G(x);", "x * d.G(x)" },
        { DiagnosticIds.StatementNotSupported, "[Differentiable] public static double F(double x, System.Collections.Generic.List<double> l) { l.Add(x); foreach (double v in l) x += v; return x; }", "foreach" },
        { DiagnosticIds.SuspensionNotSupported, "[Differentiable] public static async System.Threading.Tasks.Task<double> F(double x) { await System.Threading.Tasks.Task.Yield(); return x; }", "F" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x) { decimal d = (decimal)x; return (double)(d * d); }", "(decimal)x" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x) => (double)(Half)x * x;", "(double)(Half)x" },
        { DiagnosticIds.DerivativeLost, "[Differentiable] public static double F(double x, System.Linq.Expressions.Expression<Func<double, double>> e) => e.Compile()(x);", "e.Compile()(x)" },
        { DiagnosticIds.UnsafeCode, "[Differentiable] public static unsafe double F(double[] x) { fixed (double* p = x) { p[0] *= 2; } return x[0]; }", "fixed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_would_lose_a_derivative_is_refused_at_the_expression(string id, string members, string expression)
    {
        string source = $$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                {{members}}
            }
            """;
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics(source);
        Diagnostic first = result.Diagnostics[0];
        Assert.Equal((id, expression), (first.Id, source.Substring(first.Location.SourceSpan.Start, first.Location.SourceSpan.Length)));
        Assert.Empty(result.GeneratedSources);
    }

    /// <summary>To the compiler it is an error while derivatives are being generated, and none afterwards: it must not pass in silence.</summary>
    [Theory]
    [InlineData("PlusGradient(x, 2 * x, out _, out var d)")]
    [InlineData("C.PlusGradient(x, 2 * x, out _, out double d)")]
    public void A_call_of_a_derivative_that_is_generated_beside_is_refused(string call)
    {
        string source = $$"""
            using AutoDiff;

            public static partial class C
            {
                [Differentiable] public static double Plus(double a, double b) => a + b;

                [Differentiable] public static double F(double x) { {{call}}; return x * d; }
            }
            """;
        var refused = Assert.Single(GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics);
        Assert.Equal((DiagnosticIds.CallNotSupported, call), (refused.Id, source.Substring(refused.Location.SourceSpan.Start, refused.Location.SourceSpan.Length)));
    }
}
