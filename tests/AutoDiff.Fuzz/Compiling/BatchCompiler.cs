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
using Microsoft.CodeAnalysis.Emit;

namespace AutoDiff.Fuzz.Compiling;

/// <summary>Compiles many programs to one assembly. What is wrong with one of them costs the others nothing.</summary>
internal static class BatchCompiler
{
    private static readonly GeneratorDriverOptions Tracked = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);

    /// <summary>Minimal optimisation costs the JIT compiler a fraction of the time, and leaves every number the same.</summary>
    private const string Unoptimized = "[assembly: System.Diagnostics.Debuggable(System.Diagnostics.DebuggableAttribute.DebuggingModes.DisableOptimizations)]";

    public static CompiledBatch Compile(IReadOnlyList<GeneratedProgram> programs)
    {
        CSharpCompilation compilation = QuickCompiler.Create(programs);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: QuickCompiler.ParseOptions, driverOptions: Tracked);
        Dictionary<string, string> invalid = [], failed = [];
        while (true)
        {
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
            GeneratorRunResult run = driver.GetRunResult().Results.Single();
            if (run.Exception is { } defect) throw new FuzzException($"The generator throws {defect}");
            foreach ((string type, string reason) in Reported(run.Diagnostics)) failed.TryAdd(type, reason);
            using var image = new MemoryStream();
            EmitResult emitted = ArrayCalls.AddTo(output).AddSyntaxTrees(CSharpCompiler.Parse(Unoptimized, "Unoptimized.cs", QuickCompiler.ParseOptions)).Emit(image);
            foreach ((string type, string reason) in Broken(emitted.Diagnostics)) failed.TryAdd(type, reason);
            if (emitted.Success)
            {
                IEnumerable<MethodModel> models = run.TrackedSteps.GetValueOrDefault(StepNames.Model, []).SelectMany(step => step.Outputs).Where(output => output.Reason != IncrementalStepRunReason.Removed).Select(output => output.Value).OfType<MethodModel>();
                return new CompiledBatch(
                    new CompiledProgram(image),
                    models.ToDictionary(TypeOf),
                    [.. programs.Where(program => !failed.ContainsKey(program.Type) && !invalid.ContainsKey(program.Type))],
                    [.. programs.Where(program => failed.ContainsKey(program.Type)).Select(program => (program, failed[program.Type]))],
                    [.. programs.Where(program => invalid.ContainsKey(program.Type))]);
            }

            foreach ((string type, string reason) in Invalid(emitted.Diagnostics)) invalid.TryAdd(type, reason);
            compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => failed.ContainsKey(tree.FilePath) || invalid.ContainsKey(tree.FilePath)));
        }
    }

    /// <summary>The first diagnostic of the generator for each program.</summary>
    private static Dictionary<string, string> Reported(ImmutableArray<Diagnostic> diagnostics) => First(diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), static diagnostic =>
        $"{(diagnostic.Id == DiagnosticIds.InternalError ? "The generator fails" : "The generator reports")} {diagnostic.Id}: {diagnostic.GetMessage(null)}");

    /// <summary>The first error or warning in what is generated for each program.</summary>
    private static Dictionary<string, string> Broken(ImmutableArray<Diagnostic> diagnostics) => First(diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && IsGenerated(diagnostic)), static diagnostic =>
        $"What is generated does not compile {diagnostic.Id}: {diagnostic.GetMessage(null)} {diagnostic.Location.SourceTree!.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim()}");

    /// <summary>The first error of each program itself.</summary>
    private static Dictionary<string, string> Invalid(ImmutableArray<Diagnostic> diagnostics) => First(diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !IsGenerated(diagnostic)), static diagnostic => diagnostic.GetMessage(null));

    private static Dictionary<string, string> First(IEnumerable<Diagnostic> diagnostics, Func<Diagnostic, string> describe)
    {
        Dictionary<string, string> first = [];
        foreach (Diagnostic diagnostic in diagnostics) first.TryAdd(PathOf(diagnostic).Split('.')[0], describe(diagnostic));
        return first;
    }

    private static bool IsGenerated(Diagnostic diagnostic) => PathOf(diagnostic).EndsWith(".g.cs", StringComparison.Ordinal);

    private static string PathOf(Diagnostic diagnostic) => Path.GetFileName(diagnostic.Location.GetLineSpan().Path ?? "");

    private static string TypeOf(MethodModel model) => model.Signature.ContainingTypes[^1].Split(' ')[^1];
}
