using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>Every method of the library is looked into or refused, none by accident.</summary>
public sealed class TensorCoverageTests
{
    [Theory]
    [InlineData(typeof(double))]
    [InlineData(typeof(float))]
    public void Every_method_of_the_library_is_looked_into_or_refused(Type element)
    {
        IReadOnlyList<TensorMethod> methods = TensorMethod.Of(element);
        string source = Program(methods.Select((method, number) =>
            $"[Differentiable] public static double F{number}(double factor, {string.Join(", ", method.Variables.Select(variable => $"[NoGradient] {TensorMethod.Declaration(variable).Replace("[Output] ", "", StringComparison.Ordinal)}"))}) {{ {method.Call()}; return factor; }}"));
        IEnumerable<Diagnostic> reported = LoweringProbe.LowerAll(CSharpCompiler.Create(CSharpCompiler.Parse(source, "Program.cs"))).SelectMany(method => method.Report.Diagnostics).Select(report => report.ToDiagnostic());
        IEnumerable<string> expected = methods.Where(method => method.IsRefused).Select(method => method.Call());
        Assert.Equal(expected, reported.Select(diagnostic => diagnostic.Id == DiagnosticIds.CallNotSupported ? Text(source, diagnostic) : diagnostic.ToString()));
    }

    [Theory]
    [InlineData("TensorPrimitives.ConvertToInteger<double, int>(x, k)")]
    [InlineData("TensorPrimitives.ConvertTruncating<double, int>(x, k)")]
    [InlineData("TensorPrimitives.ConvertChecked<double, Half>(x, h)")]
    [InlineData("TensorPrimitives.Add<Half>(h, h, h)")]
    [InlineData("TensorPrimitives.Xor<double>(x, x, y)")]
    public void A_method_without_a_derivative_is_refused_at_the_call(string call)
    {
        string source = Program([$"[Differentiable] public static double F(ReadOnlySpan<double> x, Span<double> y, Span<int> k, [NoGradient] Span<Half> h) {{ {call}; return y[0] * x[0]; }}"]);
        Diagnostic refused = GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics[0];
        Assert.Equal((DiagnosticIds.CallNotSupported, call), (refused.Id, Text(source, refused)));
        Assert.Contains("write it as a loop over the elements", refused.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_of_rounding_is_constant()
    {
        string source = Program(["[Differentiable] public static void F(Span<double> x, MidpointRounding mode) => TensorPrimitives.Round<double>(x, mode, x);"]);
        Diagnostic refused = GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics[0];
        Assert.Equal((DiagnosticIds.ExpressionNotSupported, "mode"), (refused.Id, Text(source, refused)));
    }

    internal static string Program(IEnumerable<string> methods) => $$"""
        using System;
        using System.Numerics.Tensors;
        using AutoDiff;

        public static partial class C
        {
            {{string.Join("\n    ", methods)}}
        }
        """;

    private static string Text(string source, Diagnostic diagnostic) => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
