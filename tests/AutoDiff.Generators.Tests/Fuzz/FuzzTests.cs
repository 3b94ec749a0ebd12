using System.Linq;
using AutoDiff.Fuzz.Checks;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Runs;
using AutoDiff.Fuzz.Shrinking;
using Xunit;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>The machine finds what is wrong, and says so with little.</summary>
public sealed class FuzzTests
{
    private const string Wrong = """
        using System;
        using AutoDiff;

        public static partial class P1
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp)]
            public static double F(Span<double> x, double a, int n)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Math.Sin(x[i]) * a;
                if (n > 7) sum *= 2;
                return sum + Ruled(a * 2, sum);
            }

            [CustomVjp(nameof(RuledVjp)), CustomJvp(nameof(RuledJvp))]
            private static double Ruled(double one, double other) => Math.Sin(one) * other;

            private static void RuledVjp(double one, double other, double seed, ref double dOne, ref double dOther)
            {
                dOne += seed * Math.Cos(one) * other;
                dOther += seed * SIN;
            }

            private static (double Value, double Tangent) RuledJvp(double one, double other, double vOne, double vOther) =>
                (Math.Sin(one) * other, Math.Cos(one) * other * vOne + Math.Sin(one) * vOther);
        }
        """;

    [Fact]
    public void The_same_seed_makes_the_same_program() =>
        Assert.All(Enumerable.Range(0, 20), seed => Assert.Equal(RandomProgram.Of(seed).Source, RandomProgram.Of(seed).Source));

    [Fact]
    public void A_right_program_is_clean()
    {
        BatchResult result = Batch.Run([Program("Math.Sin(one)")]);
        Assert.Empty(result.Failures);
        Assert.Equal(1, result.Clean);
        Assert.True(result.Compared > 0);
    }

    [Fact]
    public void A_wrong_derivative_is_found_and_the_program_made_small()
    {
        BatchResult result = Batch.Run([Program("1.01 * Math.Sin(one)")]);
        Failure found = Assert.Single(result.Failures, failure => failure.Check == "Gradient"), small = Shrinker.Shrink(found);
        Assert.Contains("Ruled(", small.Program.Source);
        Assert.DoesNotContain("for (", small.Program.Source);
        Assert.DoesNotContain("if (", small.Program.Source);
    }

    [Fact]
    public void A_wrong_tangent_is_found_by_dual_numbers()
    {
        string source = Wrong.Replace("SIN", "Math.Sin(one)").Replace("+ Math.Sin(one) * vOther", "- Math.Sin(one) * vOther");
        Assert.Contains(Batch.Run([new GeneratedProgram(1, "P1", source)]).Failures, failure => failure is { Check: "Jvp" });
    }

    [Fact]
    public void An_adjoint_that_is_off_by_next_to_nothing_is_found() =>
        Assert.Contains(Batch.Run([Program("(1 + 3e-10) * Math.Sin(one)")]).Failures, failure => failure is { Check: "Jvp" });

    private static GeneratedProgram Program(string sine) => new(1, "P1", Wrong.Replace("SIN", sine));
}
