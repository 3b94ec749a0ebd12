using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Diagnostics;

/// <summary>Recursive methods that are refused, at the call, and what they say.</summary>
public sealed class RecursionFenceTests
{
    [Theory]
    [InlineData("=> Fill(x, n)[0]; static double[] Fill(double x, int n) { if (n > 1) return Fill(x * x, n - 1); double[] y = { x }; return y; }", "Span<T>")]
    [InlineData("{ double sum = 0; Add(n); return sum * x; void Add(int k) { sum += x; if (k > 0) Add(k - 1); } }", "'sum' as a ref parameter")]
    [InlineData("{ double y = x; return Down(ref y, ref y, n); } static double Down(ref double a, ref double b, int n) => n == 0 ? a : Down(ref b, ref a, n - 1) + (a *= b);", "the same variable")]
    [InlineData("{ double[] y = { x, x }; return Down(y, ref y[0], n); } static double Down(double[] a, ref double b, int n) => n == 0 ? a[0] : Down(a, ref b, n - 1) + (b *= 2);", "the same variable")]
    public void What_a_recursive_method_may_not_do(string method, string instead)
    {
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics($$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                [Differentiable]
                public static double F(double x, int n) {{method}}
            }
            """);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Id == "AD0010" && diagnostic.GetMessage(null).Contains(instead));
        Assert.All(result.Diagnostics, static diagnostic => Assert.Equal("AD0010", diagnostic.Id));
    }

    [Fact]
    public void A_recursive_method_of_another_object()
    {
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics("""
            using AutoDiff;

            public sealed class Rates
            {
                public double Rate;
                public double Grow(double x, int n) => n == 0 ? x : Rate * Grow(x, n - 1);
            }

            public static partial class C
            {
                [Differentiable]
                public static double F(double x, Rates rates) => rates.Grow(x, 3);
            }
            """);
        Assert.Contains("make it static", Assert.Single(result.Diagnostics).GetMessage(null));
    }

    [Fact]
    public void A_derivative_that_is_lost_at_depth()
    {
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics("""
            using AutoDiff;

            public static partial class C
            {
                [Differentiable]
                public static double F(double x, int n) => G(1, n) + H(x, n);

                private static double G(double x, int n) => n == 0 ? double.Parse($"{x}") : G(x, n - 1);

                private static double H(double x, int n) => n == 0 ? double.Parse($"{x}") : H(x, n - 1);
            }
            """);
        const int LineOfH = 9;
        Assert.Equal(LineOfH, Assert.Single(result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }
}
