using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Derivatives of random programs along as many random directions at once as the interpreter's vectors have lanes: each lane is what the direction has for itself, to the bit, and
/// after the passes that tidy it still up to rounding.</summary>
public sealed class LaneFuzzTests
{
    private const int Count = 300;

    [Fact]
    public void Lanes_of_tangents_are_tangents() => Check(static (primal, lanes) => ForwardMode.Run(new Module(primal, []), lanes).Root);

    [Fact]
    public void Lanes_of_adjoints_are_adjoints() => Check(static (primal, lanes) => ReverseMode.Run(new Module(primal, []), ReverseKind.Vjp, lanes: lanes).Root);

    [Fact]
    public void Lanes_of_products_are_products_with_the_Hessian() =>
        Check(static (primal, lanes) => HessianProduct.Run(new Module(PassPipeline.Tidy(ReverseMode.Run(primal, ReverseKind.Gradient)), []), lanes).Root);

    private static void Check(Func<Function, ScalarType?, Function> derive)
    {
        for (int seed = 0; seed < Count; seed++)
        {
            Function primal = PassPipeline.Normal(RandomFunction.Create(seed)), one = derive(primal, null), several = derive(primal, ScalarType.Double);
            double[][] expected = [.. Enumerable.Range(0, Interpreter.VectorWidth).Select(lane => Run(one, several, seed, lane))];
            Same(expected, Run(several, seed), 0, seed);
            Same(expected, Run(GuardExpansion.Run(PassPipeline.Tidy(several)), seed), 1e-9, seed);
        }
    }

    private static void Same(double[][] expected, double[][] actual, double tolerance, int seed)
    {
        for (int lane = 0; lane < expected.Length; lane++)
        {
            Assert.Equal(expected[lane].Length, actual[lane].Length);
            for (int i = 0; i < expected[lane].Length; i++)
            {
                (double x, double y) = (expected[lane][i], actual[lane][i]);
                Assert.True(x.Equals(y) || Math.Abs(x - y) <= tolerance * (1 + Math.Abs(x)), $"program {seed}, lane {lane}, number {i}: {y} in place of {x}");
            }
        }
    }

    /// <summary>What one direction leaves in the results and in memory; the parameters are those of the function with lanes.</summary>
    private static double[] Run(Function function, Function withLanes, int seed, int lane)
    {
        object?[] arguments = [.. Arguments(withLanes, seed).Select(argument => Lane(argument, lane))];
        return Numbers(Interpreter.Run(function, arguments), arguments, 0);
    }

    /// <summary>The same for each lane.</summary>
    private static double[][] Run(Function function, int seed)
    {
        object?[] arguments = [.. Arguments(function, seed)], results = Interpreter.Run(function, arguments);
        return [.. Enumerable.Range(0, Interpreter.VectorWidth).Select(lane => Numbers(results, arguments, lane))];
    }

    private static double[] Numbers(object?[] results, object?[] arguments, int lane) =>
        [.. results.Concat(arguments).Select(value => Lane(value, lane)).SelectMany(static value => value as double[] ?? [(double)value!])];

    /// <summary>What a lane has of a number, a vector or memory of either.</summary>
    private static object? Lane(object? value, int lane) => value switch
    {
        double[] numbers => numbers.ToArray(),
        object[] and [double, ..] vector => vector[lane],
        object[] vectors => Array.ConvertAll(vectors, vector => (double)((object[])vector)[lane]),
        _ => value,
    };

    private static IEnumerable<object?> Arguments(Function function, int seed)
    {
        var random = new Random(seed);
        return [.. function.Parameters.Select(parameter => parameter.Type switch
        {
            MemoryType { Element: VectorType } => Enumerable.Range(0, RandomFunction.Size).Select(_ => (object)Vector()).ToArray(),
            MemoryType => Enumerable.Range(0, RandomFunction.Size).Select(_ => Number()).ToArray(),
            VectorType => Vector(),
            _ => (object)random.NextDouble(),
        })];

        object[] Vector() => [.. Enumerable.Range(0, Interpreter.VectorWidth).Select(_ => (object)Number())];

        double Number() => (random.NextDouble() * 2) - 1;
    }
}
