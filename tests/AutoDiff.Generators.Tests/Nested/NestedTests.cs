using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>Derivatives of derivatives: each mode of the one in each mode of the other, against differences of the user's own compiled code.</summary>
public sealed class NestedTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (string function in NestedPrograms.Functions.Keys)
            {
                foreach (string inner in NestedPrograms.Outers.Keys) pairs.Add(function, inner);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_derivative_can_be_differentiated_in_every_mode(string function, string inner)
    {
        GeneratorResult result = GeneratorHarness.Run($$"""
            using System;
            using AutoDiff;

            public static partial class Energies
            {
                [Differentiable(Derivatives.{{inner}})] public static double E(ReadOnlySpan<double> x, double w) { {{NestedPrograms.Functions[function]}} }
            }

            public static partial class C
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian)] public static {{NestedPrograms.Outers[inner]}}
            }

            {{NestedPrograms.Common}}
            """);
        foreach (double[] x in new double[][] { [0.7], [0.3, -0.4, 0.9], [1.2, 0.6, 0.8, -0.2, 0.4] }) GradientCheck.Run(result, "C", "F", x, 0.8);
    }
}
