using System;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Diagnostics;

/// <summary>Each construct of C# that is outside the language has its id, is reported at the exact expression, and the message says what to
/// write instead.</summary>
public sealed class ConstructTests
{
    private const string Library = """

        static class Lib
        {
            public static double Number;
            public static double[] Numbers = [1, 2];
            public static System.Collections.Generic.IAsyncEnumerable<double> Stream() => throw null!;
        }

        interface IModel { double Value(double x); }
        class Model { public double W; public double P { get; set; } public virtual double Value(double x) => x; public double this[int i] { get => W; set => W = value; } }
        ref struct Window { public Span<double> Span; public double Scale; }
        """;

    /// <summary>The id, words of the message, and members with the places between ⟦ and ⟧.</summary>
    public static TheoryData<string, string, string> Constructs => new()
    {
        { DiagnosticIds.SuspensionNotSupported, "compute in a method of its own", "[Differentiable] static async System.Threading.Tasks.Task<double> ⟦F⟧(double x) => await System.Threading.Tasks.Task.FromResult(x);" },
        { DiagnosticIds.SuspensionNotSupported, "Span<T>", "[Differentiable] static System.Collections.Generic.IEnumerable<double> F(double x) { ⟦yield⟧ return x; }" },
        { DiagnosticIds.SuspensionNotSupported, "compute in a method of its own", "[Differentiable] static async System.Threading.Tasks.Task ⟦F⟧(double[] x) { await foreach (double y in Lib.Stream()) x[0] += y; }" },
        { DiagnosticIds.DelegateNotSupported, "local function", "[Differentiable] static double F(double x) { Func<double> f = ⟦() => x⟧; return f(); }" },
        { DiagnosticIds.DelegateNotSupported, "local function", "[Differentiable] static double F(double x) { Func<double> f = ⟦delegate { return x; }⟧; return f(); }" },
        { DiagnosticIds.DelegateNotSupported, "as a loop", "[Differentiable] static double F(double x, System.Collections.Generic.List<int> n) => x * System.Linq.Enumerable.Sum(n, ⟦i => i * 2⟧);" },
        { DiagnosticIds.DelegateNotSupported, "local function", "[Differentiable] static double F(double x, System.Collections.Generic.List<int> n) => System.Linq.Enumerable.Sum(n, ⟦i => i * x⟧);" },
        { DiagnosticIds.MemoryPassedOn, "loop over the elements", "[Differentiable] static double F(double[] x) => System.Linq.Enumerable.Sum(⟦x⟧);" },
        { DiagnosticIds.MemoryPassedOn, "loop over the elements", "[Differentiable] static double F(double[] x) { Array.Sort(⟦x⟧); return x[0]; }" },
        { DiagnosticIds.DerivativeLost, "source", "[Differentiable] static double F(double x, IModel m) => ⟦m.Value(x)⟧;" },
        { DiagnosticIds.VirtualCall, "seal it", "[Differentiable] static double F(double x, Model m) => ⟦m.Value(x)⟧;" },
        { DiagnosticIds.DynamicNotSupported, "static type", "[Differentiable] static double F(double x) { dynamic d = ⟦x⟧; return x; }" },
        { DiagnosticIds.DynamicNotSupported, "static type", "[Differentiable] static double F(double x, dynamic d) => ⟦x * d.Rate⟧;" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) { object o = ⟦x⟧; return (double)o; }" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) { object o = ⟦x > 0 ? x : 1.0⟧; return (double)o; }" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) { var l = new System.Collections.Generic.List<double>(); ⟦l.Add(x)⟧; return l[0]; }" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) => ⟦(double)(decimal)x⟧;" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) { decimal m = 2; return x * (double)m + ⟦(double)(m * (decimal)x)⟧; }" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) => ⟦double.Parse(x.ToString(\"R\"))⟧;" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) => x + ⟦double.Parse($\"{x:F2}\")⟧;" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) { double? n = ⟦x⟧; return n.Value; }" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) { double? n = ⟦x⟧; return n ?? 1; }" },
        { DiagnosticIds.DerivativeLost, "StopGradient", "[Differentiable] static double F(double x) => ⟦BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x))⟧;" },
        { DiagnosticIds.UnsafeCode, "use spans", "[Differentiable] static unsafe double F(double x) { double* ⟦p = &x⟧; return ⟦*p⟧; }" },
        { DiagnosticIds.UnsafeCode, "use spans", "[Differentiable] static unsafe double F(double[] x) { ⟦fixed⟧ (double* p = x) { return *p; } }" },
        { DiagnosticIds.UnsafeCode, "use spans", "[Differentiable] static unsafe double F(double x) { delegate*<double, double> ⟦f = &Math.Sin⟧; return ⟦f(x)⟧; }" },
        { DiagnosticIds.UnsafeCode, "use spans", "[Differentiable] static unsafe double F(double x) { double* ⟦p = stackalloc double[2]⟧; ⟦p[0]⟧ = x; return ⟦p[0]⟧; }" },
        { DiagnosticIds.JumpNotSupported, "loops", "[Differentiable] static double F(double x) { ⟦again⟧: x *= 2; if (x < 10) ⟦goto⟧ again; return x; }" },
        { DiagnosticIds.JumpNotSupported, "switch", "[Differentiable] static double F(double x, int n) { switch (n) { case 0: x *= 2; ⟦goto⟧ case 1; case 1: x *= 3; break; } return x; }" },
        { DiagnosticIds.ProtectedRegion, "in the caller", "[Differentiable] static double F(double x) { ⟦try⟧ { x *= x; } catch (Exception) { } return x; }" },
        { DiagnosticIds.ProtectedRegion, "in the caller", "[Differentiable] static double F(double x) { ⟦using⟧ var s = new System.IO.MemoryStream(); return x; }" },
        { DiagnosticIds.ProtectedRegion, "in the caller", "[Differentiable] static double F(double x) { ⟦using⟧ (new System.IO.MemoryStream()) { return x; } }" },
        { DiagnosticIds.ProtectedRegion, "in the caller", "[Differentiable] static double F(double x, object o) { ⟦lock⟧ (o) { return x; } }" },
        { DiagnosticIds.ActiveValueStored, "return it", "[Differentiable] static double F(double x) { ⟦Lib.Number = x⟧; return x; }" },
        { DiagnosticIds.ActiveValueStored, "return it", "[Differentiable] static double F(double x) { ⟦Lib.Numbers[0] = x⟧; return x; }" },
        { DiagnosticIds.ActiveValueStored, "return it", "[Differentiable] static double F(double x, Model m) { ⟦m.W = x⟧; return x; }" },
        { DiagnosticIds.ActiveValueStored, "return it", "[Differentiable] static double F(double x, Model m) { ⟦m.P = x⟧; return x; }" },
        { DiagnosticIds.ActiveValueStored, "return it", "[Differentiable] static double F(double x, Model m) { ⟦m.W += x⟧; return x; }" },
        { DiagnosticIds.ActiveValueStored, "return it", "[Differentiable] static double F(double x, Model m) { ⟦m[0] = x⟧; return x; }" },
        { DiagnosticIds.CallNotSupported, "returns its result", "[Differentiable] static double F(double x, string s) => ⟦double.TryParse(s, out double y)⟧ ? x : y;" },
        { DiagnosticIds.ArrayShapeNotSupported, "T[,]", "[Differentiable] static double F(double x) { var a = ⟦new double[2, 2, 2]⟧; return x; }" },
        { DiagnosticIds.ArrayShapeNotSupported, "T[,]", "[Differentiable] static double F(double x) { double[][] a = ⟦[[x], [x]]⟧; return a[0][0]; }" },
        { DiagnosticIds.ExpressionNotSupported, "use a tuple", "[Differentiable] static double F(double x) { var a = ⟦new { X = x }⟧; return a.X; }" },
        { DiagnosticIds.ExpressionNotSupported, "in the caller", "[Differentiable] static double F(double[] x) { var w = ⟦new Window { Span = x }⟧; return w.Span[0]; }" },
        { DiagnosticIds.ParameterTypeNotSupported, "[NoGradient]", "[Differentiable] static double F(double x, Window ⟦w⟧) => x * w.Scale;" },
        { DiagnosticIds.ParameterTypeNotSupported, "[NoGradient]", "[Differentiable] static double F(double x, double? ⟦n⟧) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "[NoGradient]", "[Differentiable] static double F(double x, double[,,] ⟦n⟧) => x;" },
        { DiagnosticIds.ParameterByReference, "pass a value", "[Differentiable] static void F(double x, out double ⟦y⟧) => y = x;" },
        { DiagnosticIds.StatementNotSupported, "by index", "[Differentiable] static double F(double x, System.Collections.Generic.List<double> l) { ⟦foreach⟧ (double y in l) x += y; return x; }" },
        { DiagnosticIds.NoActiveParameter, "float or double parameter", "[Differentiable] static double ⟦F⟧(int n) => n;" },
        { DiagnosticIds.NoDifferentiableOutput, "return float or double", "[Differentiable] static int ⟦F⟧(double x) => (int)x;" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Outside_the_language(string id, string instead, string members)
    {
        string marked = LoweringProbe.Program(members + Library), source = marked.Replace("⟦", "").Replace("⟧", "");
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics(source);
        string actual = marked.Replace("⟦", "").Replace("⟧", "");
        foreach (Diagnostic diagnostic in result.Diagnostics.OrderByDescending(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            actual = actual.Insert(diagnostic.Location.SourceSpan.End, "⟧").Insert(diagnostic.Location.SourceSpan.Start, "⟦");
        }

        Assert.Equal(marked[marked.IndexOf(members, StringComparison.Ordinal)..], actual[marked.IndexOf(members, StringComparison.Ordinal)..]);
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Contains(instead, result.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(result.GeneratedSources);
    }

    /// <summary>What looks much the same and loses nothing.</summary>
    [Theory]
    [InlineData("[Differentiable] static double F(double x) { double L() => x * x; Func<double> f = L; return f(); }")]
    [InlineData("[Differentiable] static double F(double x, double[] y) { Func<double, double> f = a => a * a; return f(x) + y[0]; }")]
    [InlineData("[Differentiable] static double F(double x) { if (double.IsNaN(x)) throw new ArgumentException($\"{x} of {(object)x}\"); System.Diagnostics.Debug.Assert(x > 0, x.ToString()); return x; }")]
    [InlineData("[Differentiable] static double F(double x) { Console.WriteLine(x); object o = Diff.StopGradient(x); return x * (double)o; }")]
    [InlineData("[Differentiable] static double F(double x, System.Collections.Generic.List<double> l) { l.Add(Diff.StopGradient(x)); return x * l[0]; }")]
    [InlineData("[Differentiable] static double F(double x, int n) => n > 0 ? x : n switch { _ when n < 0 => x, _ => throw new ArgumentException() };")]
    [InlineData("[Differentiable] static double F(double x, decimal m) => x * (double)(m * 2);")]
    [InlineData("[Differentiable] static double F(double x, Model m) => x * m.W * m[1] + Lib.Number;")]
    [InlineData("[Differentiable] static double F(double x, string? s) { for (string? t = s; t != null; t = t.Length > 1 ? t.Substring(1) : null) x *= 2; return x; }")]
    [InlineData("class Node { public Node? Next; public Node Last = null!; public string Name = \"\"; } [Differentiable] static double F(double x, Node n) { for (Node? m = n; m != null; m = m.Next) { x *= 2; m = m.Last; _ = m.Name; } return x; }")]
    [InlineData("[Differentiable] static double F(double x, string s) { _ = s.Length; _ = s; _ = (object)s; return x * s.Length; }")]
    [InlineData("partial class L<T> where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { [Differentiable] static double F(double x, double y) { _ = System.Numerics.Vector.Create(T.CreateTruncating(Diff.StopGradient(y))); _ = System.Numerics.Vector.Create(T.One); return x * y; } }")]
    public void Inside_the_language(string members) => GeneratorHarness.Run(LoweringProbe.Program(members + Library));
}
