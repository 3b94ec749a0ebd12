using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generators.Tests.Incremental;

/// <summary>A program of two files that is edited while the generator runs.</summary>
internal sealed class Editor
{
    private readonly GeneratorDriver first = CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        parseOptions: CSharpCompiler.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private Compilation program;
    private GeneratorDriver driver;

    public Editor(string source, string elsewhere = "")
    {
        program = CSharpCompiler.Create(CSharpCompiler.Parse(source, "Program.cs"), CSharpCompiler.Parse(elsewhere, "Elsewhere.cs"));
        driver = first.RunGenerators(program);
    }

    public IReadOnlyList<Diagnostic> Diagnostics => driver.GetRunResult().Diagnostics;

    public IReadOnlyList<string> Files => [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(file => file.HintName).Where(name => !name.EndsWith(".portable.g.cs", StringComparison.Ordinal))];

    /// <summary>Replaces text in the file of the methods.</summary>
    public void Edit(string old, string text) => Replace("Program.cs", old, text);

    public void EditElsewhere(string source) => Replace("Elsewhere.cs", null, source);

    /// <summary>Why each output of a step was made, in the order of the methods.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)] : [];

    private void Replace(string file, string? old, string text)
    {
        SyntaxTree tree = program.SyntaxTrees.Single(one => one.FilePath == file);
        string source = old is null ? text : tree.GetText().ToString().Replace(old, text);
        program = program.ReplaceSyntaxTree(tree, CSharpCompiler.Parse(source, file));
        driver = driver.RunGenerators(program);
    }
}
