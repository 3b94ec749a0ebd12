using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class CommonSubexpressionsTests
{
    private const string Parameters = "%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active, %2.i: int constant, %3.a: double active, %4.c: bool constant";

    [Fact]
    public void The_same_operation_is_computed_once() => Turns(
        """
        %5: double = Sin(%3.a)
        %6: double = Sin(%3.a)
        %7: double = Add(%5, %6)
        return %7
        """,
        """
        %5: double = Sin(%3.a)
        %7: double = Add(%5, %5)
        return %7
        """);

    [Fact]
    public void Signed_zeros_are_different_constants() => Keeps("""
        %5: double = 0
        %6: double = -0
        %7: double = Divide(%5, %6)
        return %7
        """);

    [Fact]
    public void A_load_is_shared_until_its_memory_is_written() => Turns(
        """
        %5: double = load %1.r[%2.i]
        %6: double = load %1.r[%2.i]
        %7: int = 0
        store %1.r[%7] = %3.a
        %8: double = load %1.r[%2.i]
        return %5, %6, %8
        """,
        """
        %5: double = load %1.r[%2.i]
        %7: int = 0
        store %1.r[%7] = %3.a
        %8: double = load %1.r[%2.i]
        return %5, %5, %8
        """);

    [Fact]
    public void A_write_to_other_memory_does_not_matter() => Turns(
        """
        %5: double = load %0.x[%2.i]
        store %1.r[%2.i] = %3.a
        %6: double = load %0.x[%2.i]
        return %5, %6
        """,
        """
        %5: double = load %0.x[%2.i]
        store %1.r[%2.i] = %3.a
        return %5, %5
        """);

    [Fact]
    public void What_has_been_stored_need_not_be_loaded() => Turns(
        """
        store %1.r[%2.i] = %3.a
        %5: double = load %1.r[%2.i]
        return %5
        """,
        """
        store %1.r[%2.i] = %3.a
        return %3.a
        """);

    [Fact]
    public void Parts_of_one_object_may_overlap() => Keeps("""
        %5: int = 1
        %6: Span<double> = slice %1.r from %5 count %2.i
        %7: double = load %6[%2.i]
        store %1.r[%2.i] = %3.a
        %8: double = load %6[%2.i]
        return %7, %8
        """);

    [Fact]
    public void Memory_of_an_object_may_be_that_of_a_parameter() => Keeps("""
        %5: double[] = opaque any "Shared.Table"()
        %6: double = load %5[%2.i]
        %7: double = load %0.x[%2.i]
        store %1.r[%2.i] = %3.a
        %8: double = load %5[%2.i]
        store %5[%2.i] = %3.a
        %9: double = load %0.x[%2.i]
        return %6, %7, %8, %9
        """);

    [Fact]
    public void Memory_of_an_object_is_never_what_the_function_has_made() => Turns(
        """
        %5: double[] = opaque any "Shared.Table"()
        %6: Span<double> = alloc %2.i
        %7: double = load %5[%2.i]
        store %6[%2.i] = %3.a
        %8: double = load %5[%2.i]
        return %7, %8
        """,
        """
        %5: double[] = opaque any "Shared.Table"()
        %6: Span<double> = alloc %2.i
        %7: double = load %5[%2.i]
        store %6[%2.i] = %3.a
        return %7, %7
        """);

    [Fact]
    public void What_an_opaque_call_makes_of_memory_may_be_that_memory() => Keeps("""
        %5: double[] = alloc %2.i
        %6: Span<double> = opaque none "global::System.MemoryExtensions.AsSpan({0})"(%5)
        %7: double = load %6[%2.i]
        store %5[%2.i] = %3.a
        %8: double = load %6[%2.i]
        return %7, %8
        """);

    [Fact]
    public void An_opaque_call_may_write_what_it_is_handed() => Keeps("""
        %5: double = load %1.r[%2.i]
        opaque any "Shuffle({0})"(%1.r)
        %6: double = load %1.r[%2.i]
        return %5, %6
        """);

    [Fact]
    public void A_branch_shares_what_stands_before_it_and_hands_nothing_on() => Turns(
        """
        %5: double = load %1.r[%2.i]
        %6: double = if %4.c {
            %7: double = load %1.r[%2.i]
            store %1.r[%2.i] = %3.a
            %8: double = Sin(%3.a)
            yield %7
        } else {
            %9: double = Sin(%3.a)
            yield %9
        }
        %10: double = load %1.r[%2.i]
        %11: double = Sin(%3.a)
        return %5, %6, %10, %11
        """,
        """
        %5: double = load %1.r[%2.i]
        %6: double = if %4.c {
            store %1.r[%2.i] = %3.a
            %8: double = Sin(%3.a)
            yield %5
        } else {
            %9: double = Sin(%3.a)
            yield %9
        }
        %10: double = load %1.r[%2.i]
        %11: double = Sin(%3.a)
        return %5, %6, %10, %11
        """);

    [Fact]
    public void A_loop_that_writes_at_its_end_has_written_at_its_start() => Keeps("""
        %5: double = load %1.r[%2.i]
        %6: int = 0
        %7: int = 1
        for %6 to %2.i step %7 (%8: int) {
            %9: double = load %1.r[%2.i]
            %10: double = Sin(%9)
            store %1.r[%8] = %10
        }
        return %5
        """);

    [Fact]
    public void What_has_just_been_loaded_need_not_be_stored() => Turns(
        """
        %5: double = load %1.r[%2.i]
        %6: double = load %0.x[%2.i]
        store %1.r[%2.i] = %5
        return %6
        """,
        """
        %5: double = load %1.r[%2.i]
        %6: double = load %0.x[%2.i]
        return %6
        """);

    [Theory]
    [InlineData("store %1.r[%6] = %3.a")]
    [InlineData("fill %1.r with %3.a")]
    public void What_something_else_may_have_replaced_since_is_stored(string between) =>
        Keeps($"%5: double = load %1.r[%2.i]\n%6: int = 0\n{between}\nstore %1.r[%2.i] = %5\nreturn %5");

    private static void Turns(string before, string after) => Pass.Turns(CommonSubexpressions.Run, Function(before), Function(after));

    private static void Keeps(string body) => Turns(body, body);

    private static string Function(string body) => $"function F({Parameters}) {{\n{body}\n}}";
}
