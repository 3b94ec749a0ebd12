using System;
using System.Linq;
using AutoDiff.Fuzz.Checks;
using AutoDiff.Fuzz.Compiling;
using AutoDiff.Fuzz.Programs;

namespace AutoDiff.Fuzz.Mutations;

/// <summary>Changes a random program so that it may no longer be in the language.</summary>
internal static class ProgramMutations
{
    public const string Check = "Mutation";

    private const int Most = 3;

    /// <summary>What the generator does with the changed program that it may never do.</summary>
    public static Failure? Failure(GeneratedProgram program)
    {
        var random = new Random(program.Seed);
        Subject subject = Subject.Of(program.Type, QuickCompiler.Create(program)).Single();
        var mutator = new Mutator(random, ["0.5", "n", "a"]);
        string source = subject.Source;
        for (int k = random.Next(Most); k >= 0; k--) source = mutator.Mutate(source, subject.Place);
        return Trial.Failure(subject.With(source)) is { } failure ? new Failure(program with { Source = source }, Check, $"{failure.Split('\n')[0]}\n{source}") : null;
    }
}
