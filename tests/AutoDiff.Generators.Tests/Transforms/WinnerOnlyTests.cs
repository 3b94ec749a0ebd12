using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Loops with a running minimum or maximum: what they compute stays the same to the bit, and so does the gradient.</summary>
public sealed class WinnerOnlyTests
{
    private const string Larger = "%12: bool = Greater(%11, %9)";
    private const string Update = "%13: double = if %12 { yield %11 } else { yield %9 }";

    [Theory]
    [InlineData(Larger, Update)]
    [InlineData("%12: bool = Less(%11, %9)", "%13: double = if %12 { yield %11 } else { yield %9 }")]
    [InlineData("%12: bool = LessOrEqual(%11, %9)", "%13: double = if %12 { yield %9 } else { yield %11 }")]
    [InlineData("%13: double = Max(%9, %11)")]
    [InlineData("%13: double = Max(%11, %9)")]
    [InlineData("%13: double = Min(%9, %11)")]
    [InlineData("%13: double = Min(%11, %9)")]
    [InlineData(Larger, "%14: double = Multiply(%11, %3.a)", "%15: double = Sin(%14)", "%13: double = if %12 { yield %15 } else { yield %9 }")]
    [InlineData(Larger, "%13: double = if %12 { %14: double = load %1.r[%8] yield %14 } else { yield %9 }")]
    [InlineData(Larger, "%13: double = if %4.c { %14: double = if %12 { yield %11 } else { yield %9 } yield %14 } else { yield %9 }")]
    [InlineData("%14: double = for %5 to %8 step %6 carrying %7 (%15: int, %16: double) { %17: double = load %0.x[%15] %18: double = Multiply(%17, %17) %19: double = Add(%16, %18) yield %19 }", "%12: bool = Greater(%14, %9)", "%13: double = if %12 { yield %14 } else { yield %9 }")]
    [InlineData("%13: double = for %5 to %2.n step %6 carrying %9 (%15: int, %16: double) { %17: double = load %1.r[%15] %18: double = Multiply(%17, %11) %19: double = Max(%16, %18) yield %19 }")]
    public void A_running_update_is_reversed_at_the_last_one(params string[] body) => Check(isWinnerOnly: true, body);

    [Theory]
    [InlineData("%13: double = Add(%9, %11)")]
    [InlineData("%12: double = Max(%9, %11)", "%13: double = Multiply(%12, %3.a)")]
    [InlineData(Larger, "%14: double = Multiply(%9, %11)", "%13: double = if %12 { yield %14 } else { yield %9 }")]
    [InlineData(Larger, Update, "store %1.r[%8] = %13")]
    [InlineData(Larger, Update, "store %1.r[%8] = %9")]
    [InlineData(Larger, Update, "store %0.x[%8] = %3.a")]
    public void What_goes_on_to_something_else_is_reversed_step_by_step(params string[] body) => Check(isWinnerOnly: false, body);

    [Fact]
    public void What_goes_along_with_the_winner_is_taken_from_it_too() => Check(isWinnerOnly: true, Program(
        """
        %20: double, %21: double = for %5 to %2.n step %6 carrying %7, %3.a (%8: int, %9: double, %10: double) {
            %11: double = load %0.x[%8]
            %12: bool = Greater(%11, %9)
            %13: double, %14: double = if %12 {
                %15: double = load %1.r[%8]
                %16: double = Multiply(%15, %11)
                yield %11, %16
            } else {
                yield %9, %10
            }
            yield %13, %14
        }
        %22: double = Multiply(%20, %21)
        return %22
        """));

    [Fact]
    public void A_sum_beside_the_maximum_stays_in_the_loop() => Check(isWinnerOnly: true, Program(
        """
        %20: double, %21: double = for %5 to %2.n step %6 carrying %7, %3.a (%8: int, %9: double, %10: double) {
            %11: double = load %0.x[%8]
            %13: double = Max(%9, %11)
            %14: double = Multiply(%11, %11)
            %15: double = Add(%10, %14)
            yield %13, %15
        }
        %22: double = Multiply(%20, %21)
        return %22
        """));

    [Fact]
    public void A_loop_that_exits_early_has_its_winner_among_the_iterations_begun() => Check(isWinnerOnly: true, Program(
        """
        %19: int, %20: double = for %5 to %2.n step %6 mayexit carrying %7 (%8: int, %9: double) {
            %11: double = load %0.x[%8]
            %13: double = Max(%9, %11)
            %14: bool = Less(%13, %3.a)
            yield %14, %13
        }
        %22: double = Multiply(%20, %20)
        return %22
        """));

    private static void Check(bool isWinnerOnly, string[] body) => Check(isWinnerOnly, Program(
        $$"""
        %20: double = for %5 to %2.n step %6 carrying %3.a (%8: int, %9: double) {
            %11: double = load %0.x[%8]
            {{string.Join("\n", body)}}
            yield %13
        }
        %21: double = Multiply(%20, %20)
        return %21
        """));

    private static Function Program(string body) => Ir.Parse($$"""
        function F(%0.x: Span<double> active, %1.r: Span<double> active, %2.n: int constant, %3.a: double active, %4.c: bool constant) {
            %5: int = 0
            %6: int = 1
            %7: double = 0
            {{body}}
        }
        """);

    private static void Check(bool isWinnerOnly, Function primal)
    {
        Function rewritten = WinnerOnly.Run(primal);
        Verifier.Verify(rewritten);
        Assert.Equal(isWinnerOnly, Ir.Print(primal) != Ir.Print(rewritten));
        Function gradient = ReverseMode.Run(primal, ReverseKind.Gradient), fast = PassPipeline.Derive(PassPipeline.Tidy(primal), ReverseKind.Gradient);
        double[][] inputs = [[0.5, -1, 2, 2, 0.25, 2], [-3, -3, -3, -3, -3, -3], [3, 2, 1, 0, -1, -2], [-0.0, 0.0, 0.0, -0.0, 1e-300, double.NaN], [1, 2, 3, 4, 5, 6]];
        foreach (double[] x in inputs)
        {
            foreach (int n in new[] { 0, 1, 2, 5, 6 })
            {
                foreach (bool flag in new[] { true, false })
                {
                    Assert.Equal(Run(primal, x, n, flag), Run(rewritten, x, n, flag));

                    // Step by step a NaN that lost takes part with 0 · NaN.
                    if (!x.Contains(double.NaN)) Assert.Equal(Run(gradient, x, n, flag, new double[6], new double[6]), Run(fast, x, n, flag, new double[6], new double[6]));
                }
            }
        }
    }

    /// <summary>All that comes out, to the bit but for the sign of a zero derivative.</summary>
    private static string Run(Function function, double[] x, int n, bool flag, params double[][] adjoints)
    {
        double[] input = [.. x], r = [0.5, 1.5, -2.5, 0.75, 1.25, -0.125];
        object?[] results = Interpreter.Run(function, [input, r, n, 1.5, flag, .. adjoints]);
        string value = BitConverter.DoubleToInt64Bits((double)results[0]!).ToString("x");
        string derivatives = string.Join(" ", results.Skip(1).Select(static result => (double)result!).Concat(adjoints.SelectMany(static adjoint => adjoint)).Select(static number => (number + 0.0).ToString("r")));
        return $"{value} {derivatives} {string.Join(" ", input.Concat(r))}";
    }
}
