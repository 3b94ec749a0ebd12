using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>Derivatives of derivatives: each mode of the one in each mode of the other, against differences of the user's own compiled code.</summary>
public sealed class NestedTests
{
    public static TheoryData<string> Functions => [.. NestedPrograms.Functions.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_derivative_can_be_differentiated_in_every_mode(string function)
    {
        GeneratorResult result = GeneratorHarness.Run($$"""
            using System;
            using AutoDiff;

            public static partial class Energies
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian | Derivatives.Hessian)]
                public static double E(ReadOnlySpan<double> x, double w) { {{NestedPrograms.Functions[function]}} }
            }

            {{string.Concat(NestedPrograms.Outers.Select(static outer => $$"""
            public static partial class {{outer.Key}}
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian)]
                public static {{outer.Value}}
            }

            """))}}
            {{NestedPrograms.Common}}
            """);
        foreach (string inner in NestedPrograms.Outers.Keys)
        {
            Check(inner, new double[] { 0.7 }, 0.8);
            Check(inner, new double[] { 1.2, 0.6, 0.8, -0.2, 0.4 }, 0.8);
        }

        // What is called sums in an order of its own.
        void Check(string type, params object[] arguments) => new GradientCheck(new MethodUnderTest(result.Program!, type, "F"), arguments) { ValueTolerance = 1e-12 }.RequireAll($"{type}.F");
    }
}
