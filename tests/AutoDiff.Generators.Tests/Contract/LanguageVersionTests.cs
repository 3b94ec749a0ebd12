using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Programs in versions of C# that see the same code differently.</summary>
public sealed class LanguageVersionTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    public void An_array_is_a_span_where_one_is_asked_for(LanguageVersion version)
    {
        GeneratorHarness harness = new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { ParseOptions = CSharpCompiler.ParseOptions.WithLanguageVersion(version) };
        GeneratorResult result = harness.Generate(AllModes.In("""
            using System;
            using AutoDiff;

            public static partial class P
            {
                [Differentiable] public static double F(double[] x)
                {
                    double[] t = new double[x.Length];
                    Span<double> all = t;
                    x.AsSpan().CopyTo(t);
                    Double(t);
                    ReadOnlySpan<double> seen = all;
                    return First(t) * First(x) * First(all) * seen[1];
                }

                private static void Double(Span<double> s) => s[0] *= 2;
                private static double First(ReadOnlySpan<double> s) => s[0];
            }
            """));
        GradientCheck.Run(result, "P", "F", new[] { 0.5, 2 });
    }
}
