using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Functions cut into pieces do what they did, however small the pieces.</summary>
public sealed class OutliningTests
{
    private const int Count = 150;

    [Theory]
    [InlineData(24)]
    [InlineData(80)]
    [InlineData(300)]
    public void Derivatives_of_random_programs_are_the_same_in_pieces(int largest)
    {
        int pieces = 0, stillLarge = 0;
        for (int seed = 0; seed < Count; seed++)
        {
            foreach (ReverseKind kind in new[] { ReverseKind.Gradient, ReverseKind.Vjp })
            {
                Function derivative = PassPipeline.Derive(PassPipeline.Tidy(PassPipeline.Normal(RandomFunction.Create(seed))), kind);
                Module cut = Outlining.Run(new Module(derivative, []), largest);
                foreach (Function function in cut.Functions) Verifier.Verify(function, cut.Find);
                Assert.Equal(Outcome(new Module(derivative, []), seed), Outcome(cut, seed));
                pieces += cut.Helpers.Count;
                stillLarge += cut.Functions.Count(function => CodeSize.Of(function.Body) > largest);
            }
        }

        Assert.True(pieces > Count / 2, $"There are only {pieces} pieces.");
        Assert.True(largest < 100 || stillLarge < Count / 5, $"{stillLarge} functions are still too large.");
    }

    [Fact]
    public void Functions_that_call_each_other_are_cut_each()
    {
        Module powers = new(
            Ir.Parse("""
                function F(%0.x: double active, %1.n: int constant) {
                    %2: double = call Power(%0.x, %1.n)
                    %3: double = Sin(%2)
                    %4: double = Multiply(%3, %0.x)
                    %5: double = Multiply(%4, %3)
                    return %5
                }
                """),
            [
                Ir.Parse("""
                    function Power(%0.x: double active, %1.n: int constant) {
                        %2: int = 0
                        %3: bool = Equal(%1.n, %2)
                        %4: double = if %3 {
                            %5: double = 1
                            yield %5
                        } else {
                            %6: int = 1
                            %7: int = Subtract(%1.n, %6)
                            %8: double = call Power(%0.x, %7)
                            %9: double = Multiply(%8, %0.x)
                            %10: double = Exp(%9)
                            %11: double = Tanh(%10)
                            %12: double = Multiply(%11, %9)
                            yield %12
                        }
                        return %4
                    }
                    """),
            ]);
        Module gradient = PassPipeline.Derive(powers, ReverseKind.Gradient), cut = Outlining.Run(gradient, 20);
        Assert.True(cut.Helpers.Count > gradient.Helpers.Count + 3);
        Assert.Equal(Run(gradient, 0.7, 4), Run(cut, 0.7, 4));
    }

    [Fact]
    public void What_is_small_enough_stays_as_it_is()
    {
        Module module = new(RandomFunction.Create(1), []);
        Assert.Same(module.Root, Outlining.Run(module, CodeSize.Of(module.Root.Body)).Root);
    }

    private static object?[] Run(Module module, params object?[] arguments)
    {
        var interpreter = new Interpreter();
        foreach (Function helper in module.Helpers) interpreter.With(helper);
        return interpreter.Invoke(module.Root, arguments);
    }

    /// <summary>Results and memory as text.</summary>
    private static string Outcome(Module module, int seed)
    {
        var random = new Random(seed);
        object?[] arguments = [.. module.Root.Parameters.Select(parameter => parameter.Type is MemoryType ? Numbers(random) : (object)random.NextDouble())];
        IEnumerable<double> numbers = Run(module, arguments).Cast<double>().Concat(arguments.OfType<double[]>().SelectMany(static array => array));
        return $"{seed}: {string.Join(" ", numbers.Select(static number => double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x")))}";
    }

    private static double[] Numbers(Random random) => [.. Enumerable.Range(0, RandomFunction.Size).Select(_ => (random.NextDouble() * 2) - 1)];
}
