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
    private const double SingleTolerance = 2e-3;

    public static TheoryData<int, int> Batches
    {
        get
        {
            string[] range = (Environment.GetEnvironmentVariable("AUTODIFF_FUZZ") ?? "0..200").Split("..");
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

    /// <summary>Differences of single precision say little; the same program in double precision says more.</summary>
    [Fact]
    public void In_single_precision_the_gradients_are_nearly_those_in_double()
    {
        int[] seeds = [.. Enumerable.Range(0, BatchSize)];
        string Methods(string scalar, string prefix) => string.Join("\n", seeds.Select(seed => RandomProgram.Method(prefix + seed, RandomProgram.Body(seed, scalar), scalar, "Derivatives.Gradient")));
        CompiledProgram program = GeneratorHarness.Run(Source(Methods("double", "D") + Methods("float", "S"))).Program!;
        int compared = 0;
        foreach (int seed in seeds)
        {
            object[] inputs = Inputs(seed).First(), rounded = [.. inputs.Select(ToSingle)], exact = [.. rounded.Select(ToDouble)];
            MethodUnderTest.Outcome one = new MethodUnderTest(program, "C", $"D{seed}").Gradient(exact), other = new MethodUnderTest(program, "C", $"S{seed}").Gradient(rounded);
            double[] expected = Numbers(one), actual = Numbers(other);

            // Where the values part, a comparison went the other way.
            if (Math.Abs(expected[0] - actual[0]) > SingleTolerance) continue;
            compared++;
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= SingleTolerance * (1 + Math.Abs(expected[i])), $"Seed {seed}: derivative {i} is {actual[i]} in place of {expected[i]}.");
        }

        Assert.True(compared > ShareToSettle * BatchSize, $"Only {compared} of {BatchSize} programs went the same way.");

        static object ToSingle(object value) => value switch { double number => (float)number, double[] numbers => Array.ConvertAll(numbers, number => (float)number), _ => value };
        static object ToDouble(object value) => value switch { float number => (double)number, float[] numbers => Array.ConvertAll(numbers, number => (double)number), _ => value };
        static double[] Numbers(MethodUnderTest.Outcome outcome) =>
            [(double)ToDouble(outcome.Value!), .. outcome.Adjoints.SelectMany(adjoint => ToDouble(adjoint!) is double[] numbers ? numbers : [(double)ToDouble(adjoint!)])];
    }

    /// <summary>What is wrong with the derivatives of a method, if anything.</summary>
    internal static string? Failure(GradientCheck check)
    {
        try
        {
            check.All();
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
        using System.Numerics.Tensors;
        using AutoDiff;

        public static partial class C
        {
        {{methods}}
        }
        """;

    private static IEnumerable<object[]> Inputs(int seed)
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
