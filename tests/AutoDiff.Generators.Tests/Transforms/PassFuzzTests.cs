using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Each pass alone on random programs: results and memory stay the same to the bit.</summary>
public sealed class PassFuzzTests
{
    private const int Count = 200;

    private static readonly Dictionary<string, Func<Function, Function>> Passes = new()
    {
        [nameof(Simplify)] = Simplify.Run,
        [nameof(CommonSubexpressions)] = CommonSubexpressions.Run,
        [nameof(InductionVariables)] = InductionVariables.Run,
        [nameof(LoopInvariants)] = LoopInvariants.Run,
        [nameof(ScalarReplacement)] = ScalarReplacement.Run,
        [nameof(DeadStores)] = DeadStores.Run,
        [nameof(DeadCode)] = DeadCode.Run,
        [nameof(MemorySelection)] = MemorySelection.Run,
        [nameof(IndexSetSplitting)] = IndexSetSplitting.Run,
    };

    public static TheoryData<string> Names => [.. Passes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_does_not_change_what_a_program_computes(string name)
    {
        for (int seed = 0; seed < Count; seed++)
        {
            Function function = PassPipeline.Normal(RandomFunction.Create(seed));
            Assert.Equal(Outcome(function, seed), Outcome(Passes[name](function), seed));
        }
    }

    /// <summary>In a reverse sweep <see cref="Simplify"/> may round otherwise.</summary>
    [Theory]
    [InlineData(nameof(CommonSubexpressions))]
    [InlineData(nameof(InductionVariables))]
    [InlineData(nameof(LoopInvariants))]
    [InlineData(nameof(ScalarReplacement))]
    [InlineData(nameof(DeadStores))]
    [InlineData(nameof(DeadCode))]
    [InlineData(nameof(IndexSetSplitting))]
    public void A_pass_does_not_change_what_a_derivative_computes(string name)
    {
        for (int seed = 0; seed < Count; seed++)
        {
            Function derivative = ReverseMode.Run(PassPipeline.Normal(RandomFunction.Create(seed)), ReverseKind.Gradient);
            Assert.Equal(Outcome(derivative, seed), Outcome(Passes[name](derivative), seed));
        }
    }

    [Fact]
    public void Guards_mean_the_same_spelled_out()
    {
        for (int seed = 0; seed < Count; seed++)
        {
            Function derivative = ReverseMode.Run(PassPipeline.Normal(RandomFunction.Create(seed)), ReverseKind.Gradient);
            Assert.Equal(Outcome(derivative, seed), Outcome(GuardExpansion.Run(derivative), seed));
        }
    }

    /// <summary>Results and memory as text.</summary>
    private static string Outcome(Function function, int seed)
    {
        var random = new Random(seed);
        object?[] arguments = [.. function.Parameters.Select(parameter => parameter.Type is MemoryType ? Numbers(random) : (object)random.NextDouble())];
        object?[] results = Interpreter.Run(function, arguments);
        IEnumerable<double> numbers = results.Cast<double>().Concat(arguments.OfType<double[]>().SelectMany(static array => array));
        return $"{seed}: {string.Join(" ", numbers.Select(static number => double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x")))}";
    }

    private static double[] Numbers(Random random) => [.. Enumerable.Range(0, RandomFunction.Size).Select(_ => (random.NextDouble() * 2) - 1)];
}
