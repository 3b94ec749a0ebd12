using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Incremental;

/// <summary>Why each step of the pipeline ran after an edit.</summary>
public sealed class PipelineTests
{
    private const string Source = "[Differentiable] static double F(double x) { double y = x * x; return y; } [Differentiable] static double G(double x) => x;";

    [Fact]
    public void Moving_a_method_compiles_nothing() =>
        Assert.All(Reasons(Source, "\n// above\n\n" + Source, StepNames.Compile), static reason => Assert.True(IsKept(reason)));

    [Fact]
    public void A_comment_or_a_blank_in_a_method_compiles_nothing() =>
        Assert.All(Reasons(Source, Source.Replace("x * x", "x  /* times */ * x"), StepNames.Compile), static reason => Assert.True(IsKept(reason)));

    [Fact]
    public void Changing_one_method_compiles_that_method() =>
        Assert.Equal(1, Reasons(Source, Source.Replace("x * x", "x + x"), StepNames.Model).Count(static reason => !IsKept(reason)));

    [Fact]
    public void What_is_reported_moves_with_the_method()
    {
        const string Refused = "[Differentiable] static double F(double x) { goto a; a: return x; }";
        int[] lines = [.. Run(Refused, "\n\n" + Refused).Results.Single().Diagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line)];
        Assert.Equal([7, 7], lines);
    }

    private static bool IsKept(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static IEnumerable<IncrementalStepRunReason> Reasons(string before, string after, string step)
    {
        IncrementalStepRunReason[] reasons = [.. Run(before, after).Results.Single().TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason)];
        Assert.Equal(2, reasons.Length);
        return reasons;
    }

    private static GeneratorDriverRunResult Run(string before, string after)
    {
        SyntaxTree tree = CSharpCompiler.Parse(LoweringProbe.Program(before), "Program.cs");
        CSharpCompilation compilation = CSharpCompiler.Create(tree);
        return CSharpGeneratorDriver
            .Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions, driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGenerators(compilation)
            .RunGenerators(compilation.ReplaceSyntaxTree(tree, CSharpCompiler.Parse(LoweringProbe.Program(after), "Program.cs")))
            .GetRunResult();
    }
}
