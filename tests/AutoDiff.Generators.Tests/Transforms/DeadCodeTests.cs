using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class DeadCodeTests
{
    private const string Signature = "function F(%0.x: ReadOnlySpan<double> active, %1.n: int constant, %2.a: double active, %3.c: bool constant)";

    [Fact]
    public void What_no_result_depends_on_is_removed() => Turns(
        """
        %4: double = Sin(%2.a)
        %5: double = Cos(%4)
        %6: double = load %0.x[%1.n] inrange
        return %2.a
        """,
        "return %2.a");

    [Theory]
    [InlineData("%4: double = load %0.x[%1.n]")]
    [InlineData("%4: int = Divide(%1.n, %1.n)")]
    [InlineData("%4: double = Clamp(%2.a, %2.a, %2.a)")]
    [InlineData("%4: ReadOnlySpan<double> = slice %0.x from %1.n count %1.n")]
    [InlineData("%4: double = opaque throws \"Next()\"()")]
    public void What_may_throw_is_kept(string statement) => Keeps($"{statement}\nreturn %2.a");

    [Fact]
    public void Unused_results_of_a_branch_go_and_so_does_an_unused_branch() => Turns(
        """
        %4: double, %5: double = if %3.c {
            %6: double = Sin(%2.a)
            %7: double = Cos(%2.a)
            yield %6, %7
        } else {
            yield %2.a, %2.a
        }
        %8: double = if %3.c {
            yield %2.a
        } else {
            %9: double = Tanh(%2.a)
            yield %9
        }
        return %5
        """,
        """
        %5: double = if %3.c {
            %7: double = Cos(%2.a)
            yield %7
        } else {
            yield %2.a
        }
        return %5
        """);

    [Fact]
    public void A_branch_that_throws_is_kept_without_its_unused_results() => Turns(
        """
        %4: double, %5: double = if %3.c {
            throw "new global::System.Exception()"()
        } else {
            %6: double = Sin(%2.a)
            yield %6, %2.a
        }
        return %5
        """,
        """
        %5: double = if %3.c {
            throw "new global::System.Exception()"()
        } else {
            yield %2.a
        }
        return %5
        """);

    [Fact]
    public void Carried_values_that_only_feed_themselves_go() => Turns(
        """
        %4: int = 0
        %5: int = 1
        %6: double, %7: double = for %4 to %1.n step %5 carrying %2.a, %2.a (%8: int, %9: double, %10: double) {
            %11: double = Sin(%9)
            %12: double = Cos(%10)
            yield %11, %12
        }
        return %7
        """,
        """
        %4: int = 0
        %5: int = 1
        %7: double = for %4 to %1.n step %5 carrying %2.a (%8: int, %10: double) {
            %12: double = Cos(%10)
            yield %12
        }
        return %7
        """);

    [Fact]
    public void A_loop_that_may_exit_keeps_what_its_exit_depends_on() => Keeps("""
        %4: int = 0
        %5: int = 1
        %6: int, %7: double = for %4 to %1.n step %5 mayexit carrying %2.a (%8: int, %9: double) {
            %10: double = Sin(%9)
            %11: bool = Less(%10, %2.a)
            yield %11, %10
        }
        return %6
        """);

    [Fact]
    public void A_loop_of_unknown_length_may_not_end_so_it_is_kept() => Keeps("""
        %4: double = while carrying %2.a (%5: double) {
            %6: bool = Less(%5, %2.a)
            yield %6, %5
        } do (%7: double) {
            %8: double = Sin(%7)
            yield %8
        }
        return %2.a
        """);

    private static void Turns(string before, string after) => Pass.Turns(DeadCode.Run, $"{Signature} {{\n{before}\n}}", $"{Signature} {{\n{after}\n}}");

    private static void Keeps(string body) => Turns(body, body);
}
