using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using AutoDiff.Generators;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Mutations;

/// <summary>What the generator may never do, whatever the program is.</summary>
internal static class Trial
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong, if anything.</summary>
    public static string? Failure(CSharpCompilation program)
    {
        using CancellationTokenSource patience = new(Patience);
        Compilation output;
        GeneratorRunResult run;
        try
        {
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions);
            run = driver.RunGeneratorsAndUpdateCompilation(program, out output, out _, patience.Token).GetRunResult().Results.Single();
        }
        catch (OperationCanceledException)
        {
            return "The generator does not come to an end";
        }

        if (run.Exception is { } defect) return $"The generator throws {defect}";
        if (run.Diagnostics.FirstOrDefault(static diagnostic => diagnostic.Id == DiagnosticIds.InternalError) is { } internalError) return internalError.GetMessage(null);
        SyntaxTree subject = program.SyntaxTrees.Last();
        Diagnostic[] errors = Errors(output, subject);
        bool isReported = run.Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (errors.Length == 0 && run.GeneratedSources.Select(file => Errors(output, file.SyntaxTree)).FirstOrDefault(static own => own.Length > 0) is { } wrong)
            return $"What is generated does not compile: {wrong[0]}\n{wrong[0].Location.SourceTree}";
        if (errors.Length == 0 && run.GeneratedSources.IsEmpty && !isReported && IsMarked(output, subject)) return "Nothing is generated, and nothing is reported";
        if (Method(subject) is not { } method || Array.Find(errors, error => method.Span.Contains(error.Location.SourceSpan)) is not { } known || IsForWantOfMembers(known)) return null;
        return run.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Location.GetLineSpan().Path == subject.FilePath && method.Span.Contains(diagnostic.Location.SourceSpan)) is { } beside
            ? $"{beside.Id} is reported beside the compiler's own {known}"
            : null;
    }

    private static Diagnostic[] Errors(Compilation output, SyntaxTree tree) =>
        [.. output.GetSemanticModel(tree).GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>A call of a member that was not generated is the generator's own doing.</summary>
    private static bool IsForWantOfMembers(Diagnostic error) => error.Id is "CS0103" or "CS0117" or "CS1061";

    private static bool IsMarked(Compilation output, SyntaxTree tree) =>
        Method(tree) is { } method && output.GetSemanticModel(tree).GetDeclaredSymbol(method) is { } symbol && symbol.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "DifferentiableAttribute");

    private static MethodDeclarationSyntax? Method(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(static method => method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString().Contains("Differentiable", StringComparison.Ordinal)));
}
