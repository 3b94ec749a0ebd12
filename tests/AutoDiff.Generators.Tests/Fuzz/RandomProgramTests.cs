using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>Random methods: what is generated compiles without a warning, computes what the method computes, and its gradient is that of differences.</summary>
/// <remarks><c>AUTODIFF_FUZZ=first..last</c> runs the programs of these seeds in place of the usual ones.</remarks>
public sealed class RandomProgramTests
{
    private const int BatchSize = 50;
    private const double ShareToSettle = 0.8;

    public static TheoryData<int, int> Batches
    {
        get
        {
            string[] range = (Environment.GetEnvironmentVariable("AUTODIFF_FUZZ") ?? "0..300").Split("..");
            int first = int.Parse(range[0], null), last = int.Parse(range[1], null);
            var batches = new TheoryData<int, int>();
            for (int seed = first; seed < last; seed += BatchSize) batches.Add(seed, Math.Min(BatchSize, last - seed));
            return batches;
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Random_programs_have_right_gradients(int first, int count)
    {
        int[] seeds = [.. Enumerable.Range(first, count)];
        CompiledProgram program = Compile(seeds);
        int compared = 0, unsettled = 0;
        List<(int Seed, string Failure)> failures = [];
        foreach (int seed in seeds)
        {
            foreach (GradientCheck check in Checks(program, $"F{seed}", seed))
            {
                if (Failure(check) is { } failure) failures.Add((seed, failure));
                compared += check.Compared;
                unsettled += check.Unsettled;
            }
        }

        FailOn(failures);
        Assert.True(compared > ShareToSettle * (compared + unsettled), $"Only {compared} of {compared + unsettled} differences settled.");
    }

    /// <summary>What is wrong with the derivatives of a method, if anything.</summary>
    internal static string? Failure(GradientCheck check)
    {
        try
        {
            check.Gradient();
            check.Vjp();
            return null;
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }

    /// <summary>The program at several inputs.</summary>
    internal static IEnumerable<GradientCheck> Checks(CompiledProgram program, string name, int seed) =>
        Inputs(seed).Select(inputs => new GradientCheck(new MethodUnderTest(program, "C", name), inputs));

    internal static string Source(string methods) => $$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
        {{methods}}
        }
        """;

    internal static IEnumerable<object[]> Inputs(int seed)
    {
        var random = new Random(seed);
        foreach ((int length, int n) in new[] { (4, 3), (1, 0) })
        {
            int[] indices = [.. Enumerable.Range(0, length).Select(_ => random.Next(length))];
            yield return [Number(), Numbers(length), Numbers(length), Numbers(length), Numbers(length), Number(), n, indices];
        }

        double[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => Number())];
        double Number() => (random.NextDouble() * 3) - 1.5;
    }

    private static CompiledProgram Compile(int[] seeds)
    {
        try
        {
            return GeneratorHarness.Run(Source(string.Join("\n", seeds.Select(seed => RandomProgram.Method($"F{seed}", RandomProgram.Body(seed)))))).Program!;
        }
        catch (XunitException)
        {
            FailOn([.. from seed in seeds let failure = Shrinking.Failure(seed, RandomProgram.Body(seed)) where failure is not null select (seed, failure)]);
            throw;
        }
    }

    private static void FailOn(List<(int Seed, string Failure)> failures)
    {
        if (failures.Count == 0) return;
        IEnumerable<string> lines = failures.Select(one => $"{one.Seed}: {one.Failure.Split('\n')[0]}");
        throw new XunitException($"{string.Join("\n", lines)}\n\n{Shrinking.Describe(failures[0].Seed, failures[0].Failure)}");
    }
}
