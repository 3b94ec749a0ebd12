using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>Leaves out of a failing program whatever it does not take to fail.</summary>
internal static class Shrinking
{
    /// <summary>What fails with the smallest program for it.</summary>
    public static string Describe(int seed, string failure)
    {
        IReadOnlyList<Statement> body = RandomProgram.Body(seed);
        while (Statement.Smaller(body).Select(smaller => (smaller, failure: Failure(seed, smaller))).FirstOrDefault(next => next.failure is not null) is (not null, not null) next)
        {
            (body, failure) = (next.smaller, next.failure!);
        }

        return $"Seed {seed}: {failure.Split('\n')[0]}\n\n{RandomProgram.Method("F", body)}";
    }

    /// <summary>How the program fails, unless the compiler refuses it.</summary>
    public static string? Failure(int seed, IReadOnlyList<Statement> body)
    {
        string source = RandomProgramTests.Source(RandomProgram.Method("F", body));
        try
        {
            CSharpCompiler.Run(source);
        }
        catch (XunitException)
        {
            return null;
        }

        try
        {
            CompiledProgram program = GeneratorHarness.Run(source).Program!;
            return RandomProgramTests.Checks(program, "F", seed).Select(RandomProgramTests.Failure).FirstOrDefault(failure => failure is not null);
        }
        catch (XunitException failure)
        {
            return failure.Message;
        }
    }
}
