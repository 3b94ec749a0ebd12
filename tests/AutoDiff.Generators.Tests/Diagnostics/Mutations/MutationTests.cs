using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Mutations;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Diagnostics.Mutations;

/// <summary>No program makes the generator throw, write what does not compile, or say nothing where it gives up.</summary>
/// <remarks><c>AUTODIFF_MUTATIONS=first..last</c> runs the mutations of these seeds in place of the usual ones.</remarks>
public sealed class MutationTests
{
    private const int LargestNumberOfMutations = 3;
    private const int DonorLength = 60;

    private static readonly Lazy<IReadOnlyList<Subject>> Programs = new(Corpus.Programs);

    [Fact]
    public void Mutated_programs()
    {
        string[] range = (Environment.GetEnvironmentVariable("AUTODIFF_MUTATIONS") ?? "0..300").Split("..");
        Fail(Enumerable.Range(int.Parse(range[0], null), int.Parse(range[1], null) - int.Parse(range[0], null)), Mutated);
    }

    /// <summary>As they stand, a sample of the methods that this solution consists of.</summary>
    [Fact]
    public void Methods_that_were_never_meant_to_be_differentiated()
    {
        IReadOnlyList<Subject> subjects = Corpus.Solution();
        int every = Environment.GetEnvironmentVariable("AUTODIFF_MUTATIONS") is null ? Math.Max(1, subjects.Count / 200) : 1;
        Fail(Enumerable.Range(0, subjects.Count).Where(i => i % every == 0), i => (subjects[i], subjects[i].Source));
    }

    private static (Subject Subject, string Source) Mutated(int seed)
    {
        Random random = new(seed);
        Subject subject = Programs.Value[random.Next(Programs.Value.Count)];
        Mutator mutator = new(random, Donors.Value);
        string source = subject.Source;
        for (int k = random.Next(LargestNumberOfMutations); k >= 0; k--) source = mutator.Mutate(source, subject.Place);
        return (subject, source);
    }

    private static readonly Lazy<IReadOnlyList<string>> Donors = new(() =>
        [.. Programs.Value
            .Select(static subject => Subject.MethodAt(CSharpCompiler.Parse(subject.Source, "Program.cs").GetRoot(), subject.Place))
            .OfType<MethodDeclarationSyntax>()
            .SelectMany(static method => method.DescendantNodes().OfType<ExpressionSyntax>())
            .Select(static expression => expression.ToString())
            .Where(static text => text.Length < DonorLength)
            .Distinct()]);

    private static void Fail(IEnumerable<int> seeds, Func<int, (Subject Subject, string Source)> make)
    {
        List<string> failures = [];
        foreach (int seed in seeds)
        {
            (Subject subject, string source) = make(seed);
            if (Trial.Failure(subject.With(source)) is not { } failure) continue;
            string method = Subject.MethodAt(CSharpCompiler.Parse(source, "Program.cs").GetRoot(), subject.Place)?.ToString() ?? "";
            failures.Add($"{seed} ({subject.Name}): {failure}\n{method}\n");
        }

        if (failures.Count > 0) throw new XunitException($"{failures.Count} programs fail.\n{string.Join("\n", failures)}");
    }
}
