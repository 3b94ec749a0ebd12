using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AutoDiff.Fuzz.Checks;
using AutoDiff.Fuzz.Compiling;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Runs;
using AutoDiff.Fuzz.Variants;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Fuzz.Shrinking;

/// <summary>Leaves out of a failing program whatever it does not take to fail in the same check.</summary>
internal static class Shrinker
{
    /// <summary>So many smaller programs are tried together, because most of the time goes into starting a compiler.</summary>
    private const int Together = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Failure Shrink(Failure failure)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience && Smaller(failure, clock) is { } smaller) failure = smaller;
        return failure;
    }

    private static Failure? Smaller(Failure failure, Stopwatch clock)
    {
        CSharpCompilation compilation = QuickCompiler.Create(failure.Program);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        foreach (SyntaxNode[] together in Reductions.Of(tree.GetRoot(), compilation.GetSemanticModel(tree)).Chunk(Together))
        {
            if (clock.Elapsed > Patience) return null;
            GeneratedProgram[] candidates = [.. together.Select((root, i) => Named(root, failure.Program, $"Smaller{i}"))];
            BatchResult result = Batch.Run([.. candidates.Select(candidate => (candidate, VariantOf(candidate, failure.Check)))]);
            if (result.Failures.FirstOrDefault(next => next.Check == failure.Check && Kind(next) == Kind(failure)) is { } found) return found;
        }

        return null;
    }

    /// <summary>A diagnostic is another one than what it took the place of; of numbers that are wrong all are alike.</summary>
    private static string Kind(Failure failure) => failure.Message.Contains(" is ", StringComparison.Ordinal) && failure.Check != "Compile" ? "" : string.Concat(failure.Message.TakeWhile(letter => letter is not ('\'' or ';')).Where(letter => !char.IsDigit(letter)).Take(60));

    private static GeneratedProgram Named(SyntaxNode root, GeneratedProgram program, string type) => new(
        program.Seed,
        type,
        root.ReplaceTokens(root.DescendantTokens().Where(token => token.ValueText == program.Type), (token, _) => SyntaxFactory.Identifier(type).WithTriviaFrom(token)).NormalizeWhitespace().ToFullString());

    private static Dictionary<string, GeneratedProgram> VariantOf(GeneratedProgram program, string check) =>
        Variant.All.FirstOrDefault(variant => variant.Name == check)?.Of(program) is { } other ? new() { [check] = other } : [];
}
