using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Random functions that call each other and themselves: what passes make of all of them together, and their derivatives in split form.</summary>
public sealed class ModuleFuzzTests
{
    private const int Count = 120;
    private const int Size = RandomFunction.Size;

    private static readonly Dictionary<string, Func<Module, Module>> Passes = new()
    {
        [nameof(Overlaps)] = Overlaps.Run,
        [nameof(Simplify)] = static module => module.Select(Simplify.Run),
        [nameof(CommonSubexpressions)] = static module => module.Select(CommonSubexpressions.Run),
        [nameof(LoopInvariants)] = static module => module.Select(LoopInvariants.Run),
        [nameof(DeadStores)] = static module => module.Select(DeadStores.Run),
        [nameof(DeadCode)] = static module => module.Select(DeadCode.Run),
        [nameof(PassPipeline.Tidy)] = static module => module.Select(static function => PassPipeline.Tidy(function)),
    };

    public static TheoryData<string> Names => [.. Passes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_does_not_change_what_functions_compute_together(string name)
    {
        for (int seed = 0; seed < Count; seed++)
        {
            Module module = Normal(seed);
            Assert.Equal(Outcome(module, seed), Outcome(Passes[name](module), seed));
        }
    }

    [Fact]
    public void Most_of_them_call_and_some_are_handed_the_same_memory_twice()
    {
        Module[] modules = [.. Enumerable.Range(0, Count).Select(Normal)];
        Assert.InRange(modules.Count(static module => module.Helpers.Count > 0), Count / 2, Count);
        Assert.InRange(modules.Count(static module => module.Helpers.Any(static helper => helper.MayOverlap)), Count / 20, Count);
        Assert.InRange(modules.Count(static module => module.Helpers.Any(static helper => !helper.MayOverlap)), Count / 20, Count);
    }

    /// <summary>Before and after the passes that tidy the halves. Memory handed over in a form that has no adjoint is refused.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(600, false)]
    [InlineData(600, true)]
    public void Gradients_agree_with_finite_differences(int first, bool isTidy)
    {
        int compared = 0;
        for (int seed = first; seed < first + Count; seed++)
        {
            Module module = Normal(seed);
            if (Gradient(module, isTidy) is { } gradient && IsRight(module, gradient, seed)) compared++;
        }

        Assert.True(compared > Count / 2, $"Only {compared} derivatives could be compared.");
    }

    private static Module? Gradient(Module module, bool isTidy)
    {
        try
        {
            return isTidy ? PassPipeline.Derive(module.Select(static function => PassPipeline.Tidy(function)), ReverseKind.Gradient) : ReverseMode.Run(module, ReverseKind.Gradient);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The derivative along a random direction. False where the differences do not settle: beside a branch.</summary>
    private static bool IsRight(Module module, Module gradient, int seed)
    {
        var random = new Random(seed);
        double[] point = Numbers(random), direction = Numbers(random), dX = Garbage(), dR = Garbage();
        double[] x = point[..Size], r = point[Size..^1];
        object?[] results = Run(gradient, x, r, point[^1], 0.3, dX, dR);
        Assert.Equal(Value(module, point), (double)results[0]!);
        double slope = dX.Concat(dR).Append((double)results[1]!).Zip(direction, static (partial, step) => partial * step).Sum();
        double coarse = Difference(1e-4), fine = Difference(5e-5), estimate = ((4 * fine) - coarse) / 3;
        if (!Close(coarse, fine, 1e-5)) return false;
        Assert.True(Close(estimate, slope, 1e-5), $"module {seed}: {slope}, by differences {estimate}\n{string.Join("\n", module.Functions.Select(static function => Ir.Print(function)))}");
        return true;

        double Difference(double h) => (Value(module, Moved(h)) - Value(module, Moved(-h))) / (2 * h);

        double[] Moved(double h) => [.. point.Zip(direction, (number, step) => number + (h * step))];
    }

    private static Module Normal(int seed) => Overlaps.Run(RandomFunction.CreateModule(seed).Select(PassPipeline.Normal));

    private static double Value(Module module, double[] point) => (double)Run(module, point[..Size], point[Size..^1], point[^1], 0.3)[0]!;

    /// <summary>Result and memory, to the bit.</summary>
    private static string Outcome(Module module, int seed)
    {
        double[] point = Numbers(new Random(seed)), x = point[..Size], r = point[Size..^1];
        object?[] results = Run(module, x, r, point[^1], 0.3);
        return $"{seed}: {string.Join(" ", results.Cast<double>().Concat(x).Concat(r).Select(static number => BitConverter.DoubleToInt64Bits(number).ToString("x")))}";
    }

    private static object?[] Run(Module module, params object?[] arguments) =>
        module.Helpers.Aggregate(new Interpreter(), static (interpreter, helper) => interpreter.With(helper)).Invoke(module.Root, arguments);

    private static double[] Numbers(Random random) => [.. Enumerable.Range(0, (2 * Size) + 1).Select(_ => (random.NextDouble() * 2) - 1)];

    private static double[] Garbage() => [.. Enumerable.Repeat(double.NaN, Size)];

    private static bool Close(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * (1 + Math.Abs(a) + Math.Abs(b));
}
