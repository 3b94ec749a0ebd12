using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What a pass cannot do is reported where it is asked for, in whatever method that stands.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("a parameter marked [NoGradient]", "[Differentiable] static double F(Span<double> x) { x[0] *= 2; return G(⟦x⟧); } static double G([NoGradient] Span<double> x) => x[0];")]
    [InlineData("a parameter marked [NoGradient]", "[Differentiable] static double F(Span<double> x) => H(x, 1); static double H(Span<double> x, int n) { x[0] *= n; return G(⟦x⟧); } static double G([NoGradient] Span<double> x) => x[0];")]
    [InlineData("no rule of", "[Differentiable(Derivatives.Jvp)] static double F(double x) { double y = x * x; y *= ⟦G(y)⟧; return y; } [CustomVjp(nameof(GVjp))] static double G(double x) => x; static void GVjp(double x, double seed, ref double dX) => dX += seed;")]
    [InlineData("may run once only", "[Differentiable(Derivatives.Jacobian)] static (double, double) F(double x) { double y = x * x; int n = ⟦Next()⟧; return (y, n * y); } static int k; static int Next() => k++;")]
    [InlineData("with the struct as a parameter", "ref partial struct S { public double D; [Differentiable(Derivatives.Hessian)] public double F(double x) { double y = x * x; return y * ⟦D⟧; } }")]
    public void It_stands_where_it_is_asked_for(string words, string members)
    {
        string marked = $"using System; using AutoDiff; static partial class C {{ {members} }}", source = marked.Replace("⟦", "").Replace("⟧", "");
        Diagnostic refused = Assert.Single(GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics);
        Assert.Contains(words, refused.GetMessage());
        Assert.Equal((DiagnosticIds.MethodNotSupported, marked.Split('⟦', '⟧')[1]), (refused.Id, source.Substring(refused.Location.SourceSpan.Start, refused.Location.SourceSpan.Length)));
    }
}
