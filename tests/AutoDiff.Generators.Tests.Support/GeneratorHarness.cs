using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Runs a generator on a program in memory. Every run also holds the pipeline to being incremental: after an edit
/// elsewhere, and after lines inserted above, nothing is compiled again, and nothing that is kept holds on to a compilation.</summary>
internal sealed class GeneratorHarness(IIncrementalGenerator generator, params string[] cachedSteps)
{
    private const string ElsewhereBefore = "internal static class Elsewhere { public static int One => 1; }";
    private const string ElsewhereAfter = "internal static class Elsewhere { public static int One => 1; public static int Two => 2; }";
    private const string LinesAbove = "// A line,\n// and another one.\n\n";

    /// <summary>The generator of this solution.</summary>
    public static GeneratorHarness Default => new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile);

    /// <summary>What the programs refer to besides the framework and the runtime library.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>Files of the program besides the one that is given.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public CSharpParseOptions ParseOptions { get; init; } = CSharpCompiler.ParseOptions;

    public CSharpCompilationOptions Options { get; init; } = CSharpCompiler.Options;

    /// <summary>The program has no errors, and what is generated for it not even a warning.</summary>
    public static GeneratorResult Run(string source) => Default.Generate(source);

    /// <summary>The same, with all derivatives that its methods can have.</summary>
    public static GeneratorResult RunInAllModes(string source) => Default.Generate(AllModes.In(source));

    /// <summary>The program is reported on; what is generated beside is not compiled.</summary>
    public static GeneratorResult RunExpectingDiagnostics(string source) => Default.GenerateExpectingDiagnostics(source);

    public GeneratorResult Generate(string source)
    {
        (GeneratorDriverRunResult run, Compilation output) = Drive(source);
        Diagnostic[] problems = [.. run.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        if (problems.Length > 0) throw new XunitException($"The generator reports {string.Join<Diagnostic>("\n", problems)}");
        return ToResult(run, CSharpCompiler.Load(output, run.GeneratedTrees));
    }

    public GeneratorResult GenerateExpectingDiagnostics(string source)
    {
        GeneratorDriverRunResult run = Drive(source).Run;
        if (run.Diagnostics.IsEmpty) throw new XunitException("The generator reports nothing.");
        return ToResult(run, program: null);
    }

    private (GeneratorDriverRunResult Run, Compilation Output) Drive(string source)
    {
        SyntaxTree program = Parse(source, "Program.cs"), elsewhere = Parse(ElsewhereBefore, "Elsewhere.cs");
        IEnumerable<SyntaxTree> others = Files.Select((file, i) => Parse(file, $"File{i}.cs"));
        CSharpCompilation compilation = CSharpCompiler.Create([program, elsewhere, .. others]).AddReferences(References).WithOptions(Options);
        GeneratorDriverOptions tracked = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([generator.AsSourceGenerator()], parseOptions: ParseOptions, driverOptions: tracked)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorDriverRunResult run = driver.GetRunResult();
        if (run.Results.Single().Exception is { } defect) throw new XunitException($"The generator throws {defect}");
        if (!run.GeneratedTrees.IsEmpty) Incrementality.AssertRan(run, cachedSteps);
        Incrementality.AssertHoldsNoCompilation(run, cachedSteps);

        Compilation edited = compilation.ReplaceSyntaxTree(elsewhere, Parse(ElsewhereAfter, "Elsewhere.cs"));
        driver = driver.RunGenerators(edited);
        Incrementality.AssertCached(driver.GetRunResult(), cachedSteps, "an edit of another file");

        Compilation moved = edited.ReplaceSyntaxTree(program, Parse(LinesAbove + source, "Program.cs"));
        driver = driver.RunGenerators(moved);
        Incrementality.AssertCached(driver.GetRunResult(), cachedSteps, "lines inserted above");
        return (run, output);
    }

    private SyntaxTree Parse(string source, string path) => CSharpCompiler.Parse(source, path, ParseOptions);

    private static GeneratorResult ToResult(GeneratorDriverRunResult run, CompiledProgram? program) => new(
        run.Results.Single().GeneratedSources.Where(file => !file.HintName.EndsWith(".portable.g.cs", StringComparison.Ordinal)).ToDictionary(file => file.HintName, file => file.SourceText.ToString()),
        [.. run.Diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)],
        program);
}
