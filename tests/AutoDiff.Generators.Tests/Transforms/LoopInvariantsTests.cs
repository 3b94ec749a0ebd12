using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class LoopInvariantsTests
{
    [Fact]
    public void What_is_the_same_in_every_iteration_of_a_nest_moves_in_front_of_it() => Turns(
        """
        %30: int = length %0.x
        for %5 to %30 step %6 (%7: int) {
            for %5 to %2.n step %6 (%8: int) {
                %9: double = Sin(%3.a)
                %10: double = load %0.x[%7] inrange
                %11: double = Multiply(%9, %10)
                store %1.r[%8] = %11
            }
        }
        """,
        """
        %30: int = length %0.x
        %9: double = Sin(%3.a)
        for %5 to %30 step %6 (%7: int) {
            %10: double = load %0.x[%7] inrange
            %11: double = Multiply(%9, %10)
            for %5 to %2.n step %6 (%8: int) {
                store %1.r[%8] = %11
            }
        }
        """);

    [Fact]
    public void What_may_be_there_only_because_the_loop_runs_is_loaded_where_it_does() => Turns(
        """
        for %5 to %2.n step %6 (%8: int) {
            %10: double = load %0.x[%5] inrange
            store %1.r[%8] = %10
        }
        """,
        """
        %9: bool = Less(%5, %2.n)
        %10: double = if %9 {
            %11: double = load %0.x[%5] inrange
            yield %11
        } else {
            %12: double = 0
            yield %12
        }
        for %5 to %2.n step %6 (%8: int) {
            store %1.r[%8] = %10
        }
        """);

    /// <summary>The loop may not run even once.</summary>
    [Theory]
    [InlineData("%8: int = Divide(%2.n, %5)\nstore %1.r[%8] = %3.a")]
    [InlineData("%8: double = load %0.x[%5]\nstore %1.r[%7] = %8")]
    [InlineData("%8: ReadOnlySpan<double> = slice %0.x from %5 count %2.n inrange\n%9: double = load %8[%7]\nstore %1.r[%7] = %9")]
    [InlineData("%8: double = Clamp(%3.a, %3.a, %3.a)\nstore %1.r[%7] = %8")]
    [InlineData("%8: double = opaque throws \"Next()\"()\nstore %1.r[%7] = %8")]
    public void What_may_throw_stays(string statements) => Keeps($"for %5 to %2.n step %6 (%7: int) {{\n{statements}\n}}");

    [Fact]
    public void A_load_stays_where_its_memory_is_written() => Keeps("""
        for %5 to %2.n step %6 (%7: int) {
            for %5 to %2.n step %6 (%8: int) {
                %9: double = load %1.r[%7] inrange
                store %1.r[%8] = %9
            }
        }
        """);

    [Fact]
    public void A_variable_of_the_users_starts_where_it_stood() => Keeps("""
        for %5 to %2.n step %6 (%7: int) {
            %8.sum: double = 0
            store %1.r[%7] = %8.sum
        }
        """);

    [Fact]
    public void Both_blocks_of_a_while_loop_give_up_what_is_invariant() => Turns(
        """
        %7: double = while carrying %3.a (%8: double) {
            %9: double = Sin(%3.a)
            %10: bool = Less(%8, %9)
            yield %10, %8
        } do (%11: double) {
            %12: double = Cos(%3.a)
            %13: double = Add(%11, %12)
            yield %13
        }
        store %1.r[%5] = %7
        """,
        """
        %9: double = Sin(%3.a)
        %12: double = Cos(%3.a)
        %7: double = while carrying %3.a (%8: double) {
            %10: bool = Less(%8, %9)
            yield %10, %8
        } do (%11: double) {
            %13: double = Add(%11, %12)
            yield %13
        }
        store %1.r[%5] = %7
        """);

    private static void Turns(string before, string after) => Pass.Turns(LoopInvariants.Run, Function(before), Function(after));

    private static void Keeps(string body) => Turns(body, body);

    private static string Function(string body) => $$"""
        function F(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active, %2.n: int constant, %3.a: double active) {
            %5: int = 0
            %6: int = 1
            {{body}}
        }
        """;
}
