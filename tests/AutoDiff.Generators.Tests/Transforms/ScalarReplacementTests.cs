using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class ScalarReplacementTests
{
    [Fact]
    public void An_element_that_every_iteration_adds_to_is_carried() => Turns(
        """
        for %3 to %2.n step %4 (%6: int) {
            %7: double = load %5[%3] inrange
            %8: double = load %0.x[%6]
            %9: double = Add(%7, %8)
            store %5[%3] inrange = %9
        }
        """,
        """
        %10: double = load %5[%3] inrange
        %11: double = for %3 to %2.n step %4 carrying %10 (%6: int, %12: double) {
            %8: double = load %0.x[%6]
            %9: double = Add(%12, %8)
            yield %9
        }
        store %5[%3] inrange = %11
        """);

    [Fact]
    public void It_is_there_where_a_loop_over_all_is_at_it() => Turns(
        """
        for %3 to %2.n step %4 (%6: int) {
            for %3 to %2.n step %4 (%10: int) {
                %7: double = load %30[%6] inrange
                %8: double = load %0.x[%10]
                %9: double = Add(%7, %8)
                store %30[%6] inrange = %9
            }
        }
        """,
        """
        for %3 to %2.n step %4 (%6: int) {
            %14: double = load %30[%6] inrange
            %12: double = for %3 to %2.n step %4 carrying %14 (%10: int, %13: double) {
                %8: double = load %0.x[%10]
                %9: double = Add(%13, %8)
                yield %9
            }
            store %30[%6] inrange = %12
        }
        """);

    [Fact]
    public void In_a_nest_it_is_carried_through_all_loops() => Turns(
        """
        for %3 to %2.n step %4 (%6: int) {
            for %3 to %2.n step %4 (%10: int) {
                %7: double = load %5[%3] inrange
                %8: double = load %0.x[%6]
                %9: double = Add(%7, %8)
                store %5[%3] inrange = %9
            }
        }
        """,
        """
        %14: double = load %5[%3] inrange
        %15: double = for %3 to %2.n step %4 carrying %14 (%6: int, %16: double) {
            %12: double = for %3 to %2.n step %4 carrying %16 (%10: int, %13: double) {
                %8: double = load %0.x[%6]
                %9: double = Add(%13, %8)
                yield %9
            }
            yield %12
        }
        store %5[%3] inrange = %15
        """);

    [Theory]
    [InlineData("%7: double = load %5[%6] inrange\nstore %5[%6] inrange = %1.a")] // another element each time
    [InlineData("%7: double = load %5[%3]\nstore %5[%3] = %1.a")] // there may be none
    [InlineData("%7: double = load %0.x[%3] inrange\nstore %0.x[%3] inrange = %1.a")] // the caller sees it, should something throw
    [InlineData("%7: double = load %5[%3] inrange\nstore %5[%4] inrange = %7")]
    [InlineData("%7: double = load %5[%3] inrange\nfill %5 with %1.a\nstore %5[%3] inrange = %7")]
    [InlineData("%7: double = load %5[%3] inrange\nstore %5[%3] inrange = %1.a\n%8: double = load %5[%6] inrange")]
    [InlineData("store %5[%3] inrange = %1.a\n%7: double = load %5[%3] inrange\nstore %5[%3] inrange = %7")]
    [InlineData("%7: double = load %30[%3] inrange\nstore %30[%3] inrange = %1.a")] // there is none where the loop does not run
    public void What_is_not_one_element_of_the_functions_own_stays(string statements) => Keeps($"for %3 to %2.n step %4 (%6: int) {{\n{statements}\n}}");

    [Fact]
    public void What_only_some_iterations_store_stays() => Keeps("""
        for %3 to %2.n step %4 (%6: int) {
            %7: double = load %5[%3] inrange
            %8: bool = Less(%6, %4)
            if %8 {
                store %5[%3] inrange = %1.a
            } else {
            }
        }
        """);

    private static void Turns(string before, string after) => Pass.Turns(ScalarReplacement.Run, Function(before), Function(after));

    private static void Keeps(string body) => Turns(body, body);

    private static string Function(string body) => $$"""
        function F(%0.x: Span<double> active, %1.a: double active, %2.n: int constant) {
            %3: int = 0
            %4: int = 1
            %5: Span<double> = alloc %4
            %30: Span<double> = alloc %2.n
            {{body}}
            %20: double = load %5[%3] inrange
            return %20
        }
        """;
}
