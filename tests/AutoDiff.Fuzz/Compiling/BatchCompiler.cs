using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Generators;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Fuzz.Compiling;

/// <summary>Compiles many programs to one assembly. What is wrong with one of them costs the others nothing.</summary>
internal static class BatchCompiler
{
    private static readonly GeneratorDriverOptions Tracked = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);

    public static CompiledBatch Compile(IReadOnlyList<GeneratedProgram> programs)
    {
        CSharpCompilation compilation = CSharpCompiler.Create(programs.Select(program => CSharpCompiler.Parse(program.Source, program.Type)));
        Dictionary<string, string> invalid = Broken(compilation.GetDiagnostics(), DiagnosticSeverity.Error), failed = [];
        while (true)
        {
            compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => failed.ContainsKey(tree.FilePath) || invalid.ContainsKey(tree.FilePath)));
            GeneratorDriver driver = CSharpGeneratorDriver
                .Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions, driverOptions: Tracked)
                .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
            GeneratorRunResult run = driver.GetRunResult().Results.Single();
            if (run.Exception is { } defect) throw new FuzzException($"The generator throws {defect}");
            using var image = new MemoryStream();
            output = ArrayCalls.AddTo(output);
            Dictionary<string, string> found = Broken(run.Diagnostics, DiagnosticSeverity.Warning);
            if (found.Count == 0) found = Broken(output.Emit(image).Diagnostics, DiagnosticSeverity.Error);
            if (found.Count == 0)
            {
                IEnumerable<MethodModel> models = compilation.SyntaxTrees.Any() ? run.TrackedSteps[StepNames.Model].SelectMany(step => step.Outputs).Select(step => step.Value).OfType<MethodModel>() : [];
                return new CompiledBatch(
                    new CompiledProgram(image),
                    models.ToDictionary(TypeOf),
                    [.. programs.Where(program => !failed.ContainsKey(program.Type) && !invalid.ContainsKey(program.Type))],
                    [.. programs.Where(program => failed.ContainsKey(program.Type)).Select(program => (program, failed[program.Type]))],
                    [.. programs.Where(program => invalid.ContainsKey(program.Type))]);
            }

            foreach ((string type, string reason) in found) failed[type] = reason;
        }
    }

    /// <summary>The first diagnostic of each program, whether in its own file or in one generated for it.</summary>
    private static Dictionary<string, string> Broken(ImmutableArray<Diagnostic> diagnostics, DiagnosticSeverity least)
    {
        Dictionary<string, string> broken = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string path = Path.GetFileName(diagnostic.Location.GetLineSpan().Path ?? "");
            bool isGenerated = path.EndsWith(".g.cs", StringComparison.Ordinal);
            if (diagnostic.Severity < (isGenerated ? DiagnosticSeverity.Warning : least)) continue;
            string line = isGenerated ? diagnostic.Location.SourceTree!.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim() : "";
            string kind = isGenerated ? "What is generated does not compile" : least == DiagnosticSeverity.Warning ? "The generator reports" : "The compiler reports";
            if (diagnostic.Id == DiagnosticIds.InternalError) kind = "The generator fails";
            broken.TryAdd(path.Split('.')[0], $"{kind} {diagnostic.Id}: {diagnostic.GetMessage(null)} {line}");
        }

        return broken;
    }

    private static string TypeOf(MethodModel model) => model.Signature.ContainingTypes[^1].Split(' ')[^1];
}
