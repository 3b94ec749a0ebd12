using System;
using AutoDiff.Generators.Tests.Support;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Places;

/// <summary>Programs with a method marked somewhere, whose type <c>Entry</c> yields its <c>Value</c> at a number, and its <c>Slope</c> by the generated member.</summary>
internal static class Place
{
    private const double Step = 1e-5;

    /// <summary>Compiles the program without a warning in what is generated, and holds the slope to differences of the value.</summary>
    public static void Check(string source, GeneratorHarness? harness = null)
    {
        CompiledProgram program = (harness ?? GeneratorHarness.Default).Generate(source).Program!;
        foreach (double x in new[] { 0.75, -1.25 })
        {
            double expected = (At("Value", x + Step) - At("Value", x - Step)) / (2 * Step), actual = At("Slope", x);
            if (!(Math.Abs(actual - expected) <= 1e-8 * Math.Max(1, Math.Abs(expected)))) throw new XunitException($"The slope at {x} is {actual}, not {expected}.");
        }

        double At(string member, double x) => (double)program.Call("Entry", member, x)!;
    }
}
