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

    private const string Call = "Ruled(a * 2, sum)";

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
    public void A_wrong_tangent_is_found()
    {
        string source = Wrong.Replace("SIN", "Math.Sin(one)").Replace("+ Math.Sin(one) * vOther", "- Math.Sin(one) * vOther");
        Assert.Contains(Batch.Run([new GeneratedProgram(1, "P1", source)]).Failures, failure => failure is { Check: "Jvp" });
    }

    [Fact]
    public void An_adjoint_that_is_off_by_next_to_nothing_is_found() =>
        Assert.Contains(Batch.Run([Program("(1 + 3e-10) * Math.Sin(one)")]).Failures, failure => failure is { Check: "Jvp" });

    [Fact]
    public void A_derivative_that_is_wrong_in_single_precision_is_found_though_differences_say_nothing_there()
    {
        Assert.Empty(Batch.Run([Single("MathF.Sin(one)")]).Failures);
        Assert.Contains(Batch.Run([Single("1.0001f * MathF.Sin(one)")]).Failures, failure => failure is { Check: "Gradient" });
    }

    [Fact]
    public void A_derivative_that_is_wrong_on_the_way_through_the_other_precision_is_found()
    {
        const string Mixed = "(double)MathF.Cos((float)Ruled(a * 2, sum))";
        Assert.Empty(Batch.Run([Program("Math.Sin(one)", Mixed)]).Failures);
        Assert.Contains(Batch.Run([Program("1.0001 * Math.Sin(one)", Mixed)]).Failures, failure => failure is { Check: "Gradient" });
    }

    [Fact]
    public void What_is_no_number_because_something_is_infinite_is_counted_and_no_failure()
    {
        BatchResult result = Batch.Run([Program("Math.Sin(one)", "Math.Tanh(Math.Cosh(2000 + a))")]);
        Assert.Empty(result.Failures);
        Assert.True(result.Overflows > 0);
    }

    [Fact]
    public void What_is_no_number_though_nothing_is_infinite_is_a_failure()
    {
        BatchResult result = Batch.Run([Program("double.NaN * one")]);
        Assert.Contains(result.Failures, failure => failure is { Check: "Gradient" });
        Assert.Equal(0, result.Overflows);
    }

    [Fact]
    public void Differences_that_step_over_whole_periods_settle_nothing()
    {
        BatchResult result = Batch.Run([Program("Math.Sin(one)", "0.01 * Math.Sin(65536 * Math.Tau * a)")]);
        Assert.Empty(result.Failures);
        Assert.True(result.Unsettled > 0);
    }

    [Fact]
    public void A_wrong_derivative_is_found_where_differences_settle_nothing() =>
        Assert.Contains(Batch.Run([Program("1.001 * Math.Sin(one)", "Ruled(a * 2, 0.01 * Math.Sin(65536 * Math.Tau * a))")]).Failures, failure => failure is { Check: "Gradient" });

    private static GeneratedProgram Single(string sine) => new(1, "P1", Wrong.Replace("double", "float").Replace("Math.", "MathF.").Replace("SIN", sine));

    private static GeneratedProgram Program(string sine, string call) => new(1, "P1", Wrong.Replace("SIN", sine).Replace(Call, call));

    private static GeneratedProgram Program(string sine) => new(1, "P1", Wrong.Replace("SIN", sine));
}
