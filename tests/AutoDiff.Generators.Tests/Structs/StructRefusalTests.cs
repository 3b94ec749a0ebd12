using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>What of structs is outside the language is reported at its exact place, and the rest is not.</summary>
public sealed class StructRefusalTests
{
    private const string Structs = """
        public struct Vec { public double X, Y; public void Bump() { X += 1; } public readonly double Sum => X + Y; }
        public struct Secret { private double x; public Secret(double y) { if (y < 0) throw new ArgumentException("y"); x = y; } public readonly double X => x; }
        public struct Halves { private readonly double x; public double Y; public Halves(double x) => this.x = x; public readonly double X { get { return x; } } }
        public struct Hidden { private double x; public Hidden(double x) { this.x = x; } public readonly double Twice => 2 * x; }
        public struct Doubling { public double X { get; } public Doubling(double x) { X = 2 * x; } }
        public struct WithArray { public double[] A; public double X; }
        public struct Captures(double a) { public double Twice => 2 * a; }
        public class Holder { public Vec V; public Vec[] Vs = new Vec[2]; public Vec P { get; set; } public Hidden H; }
        public struct Generic<T> where T : struct, System.Numerics.IFloatingPoint<T> { public T A; public T Bits() => A * T.CreateChecked(A.GetSignificandBitLength()); }
        """;

    /// <summary>Members of a class that are reported, each place between ⟦ and ⟧.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { DiagnosticIds.StructNotSettable, "[Differentiable] static double F(Secret ⟦s⟧) => s.X;" },
        { DiagnosticIds.StructNotSettable, "[Differentiable] static double F(ReadOnlySpan<Secret> ⟦s⟧) => s[0].X;" },
        { DiagnosticIds.StructNotSettable, "[Differentiable] static double F(Hidden ⟦h⟧) => h.Twice;" },
        { DiagnosticIds.StructNotSettable, "[Differentiable] static double F(Doubling ⟦d⟧) => d.X;" },
        { DiagnosticIds.StructNotSettable, "[Differentiable] static ⟦Secret⟧ F(double s) => new(s);" },
        { DiagnosticIds.StructNotSettable, "[Differentiable] static ⟦(double, Secret)⟧ F(double s) => (s, new(s));" },
        { DiagnosticIds.ParameterTypeNotSupported, "[Differentiable] static double F(WithArray ⟦w⟧, double x) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "[Differentiable] static double F(Captures ⟦c⟧, double x) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "[Differentiable] static double F(Vec[][] ⟦v⟧, double x) => x;" },
        { DiagnosticIds.ParameterTypeNotSupported, "[Differentiable] static double F(Vec? ⟦v⟧, double x) => x;" },
        { DiagnosticIds.ReturnTypeNotSupported, "[Differentiable] static ⟦WithArray⟧ F(double x) => default;" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(Vec v, Holder h) { ⟦h.V⟧.Bump(); return v.X * h.V.X; }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(Vec v, Holder h) { ⟦h.Vs[1]⟧.Bump(); return v.X; }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double x, Holder h) => x * ⟦h.H⟧.Twice;" },
        { DiagnosticIds.DelegateNotSupported, "[Differentiable] static double F(Vec v) { Func<double> f = ⟦() => v.X⟧; return f(); }" },
        { DiagnosticIds.ExpressionNotSupported, "[Differentiable] static double F(double x) { WithArray w = ⟦new WithArray { X = x }⟧; return w.X; }" },
        { DiagnosticIds.CallNotSupported, "[Differentiable] static double F(Generic<double> g) => ⟦g.Bits()⟧;" },
        { DiagnosticIds.CallNotSupported, "[Differentiable] static float F(System.Numerics.Vector3 v, int i) => ⟦v[i]⟧;" },
        { DiagnosticIds.ArrayShapeNotSupported, "[Differentiable] static double F(Cube<double> c) => c.First(2) * c.Twice; public struct Cube<T> where T : struct, System.Numerics.INumber<T> { public T A; public T First(int n) { T[,,] a = ⟦new T[n, n, n]⟧; return A; } public T Twice => A + A; }" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_outside_the_language_is_reported_where_it_stands(string id, string members)
    {
        string source = Complete(members.Replace("⟦", "").Replace("⟧", ""));
        LoweredMethod method = Assert.Single(LoweringProbe.LowerAll(CSharpCompiler.Create(CSharpCompiler.Parse(source, "Program.cs"))));
        Assert.Null(method.Model);
        Assert.Equal(
            members.Split('⟦').Skip(1).Select(part => (id, part[..part.IndexOf('⟧')])),
            method.Report.Diagnostics.Select(diagnostic => (diagnostic.Id, source.Substring(diagnostic.Span.Span.Start, diagnostic.Span.Span.Length))));
    }

    [Theory]
    [InlineData("[Differentiable] public static double F(System.Numerics.Vector3 v) => System.Numerics.Vector3.Truncate(v).X;", "System.Numerics.Vector3.Truncate(v)")]
    [InlineData("[Differentiable] public static double F(Vec v) { object o = v; return ((Vec)o).X; }", "v")]
    public void What_would_lose_the_derivative_of_a_struct_is_refused(string members, string expression)
    {
        string source = Complete(members);
        Diagnostic refused = GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics[0];
        Assert.Equal((DiagnosticIds.DerivativeLost, expression), (refused.Id, source.Substring(refused.Location.SourceSpan.Start, refused.Location.SourceSpan.Length)));
    }

    [Theory]
    [InlineData("[Differentiable] static double F(double x) => new Secret(x).X * new Hidden(x).Twice * new Doubling(x).X;")]
    [InlineData("[Differentiable] static double F(Halves h) => h.X * h.Y;")]
    [InlineData("[Differentiable] static double F(double x, [NoGradient] Secret s) => x * s.X;")]
    [InlineData("[Differentiable] static double F(Vec v, Holder h) => v.X * h.V.X * h.Vs[1].Y * h.P.Sum;")]
    [InlineData("[Differentiable] static double F(double x, DateTime d, TimeSpan t, decimal m, Guid g, [NoGradient] WithArray w) => x * d.Day * w.A[0];")]
    [InlineData("[Differentiable] static double F(Vec v, Holder h) { h.V = Diff.StopGradient(v); return v.X; }")]
    public void What_is_inside_is_not_reported(string members) =>
        Assert.Empty(Assert.Single(LoweringProbe.LowerAll(CSharpCompiler.Create(CSharpCompiler.Parse(Complete(members), "Program.cs")))).Report.Diagnostics);

    private static string Complete(string members) => $$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
            {{members}}
        }

        {{Structs}}
        """;
}
