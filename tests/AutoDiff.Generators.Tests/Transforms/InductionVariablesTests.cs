using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class InductionVariablesTests
{
    [Fact]
    public void What_grows_by_the_same_in_every_iteration_follows_from_the_index() => Turns(
        """
        %9: int = for %4 to %2.n step %5 carrying %3.first (%6: int, %7.next: int) {
            %8: int = Add(%7.next, %2.n)
            store %0.x[%7.next] = %1.a
            yield %8
        }
        store %0.x[%9] = %1.a
        """,
        """
        for %4 to %2.n step %5 (%6: int) {
            %10: int = Subtract(%6, %4)
            %11: int = Multiply(%10, %2.n)
            %12.next: int = Add(%3.first, %11)
            %8: int = Add(%12.next, %2.n)
            store %0.x[%12.next] = %1.a
        }
        %13: int = Max(%2.n, %4)
        %14: int = Subtract(%13, %4)
        %15: int = Multiply(%14, %2.n)
        %9: int = Add(%3.first, %15)
        store %0.x[%9] = %1.a
        """);

    [Fact]
    public void Counting_down_and_subtracting_are_no_different() => Turns(
        """
        %6: int = -1
        %10: int = for %2.n to %4 step %6 carrying %3.first (%7: int, %8.next: int) {
            %9: int = Subtract(%8.next, %5)
            store %0.x[%8.next] = %1.a
            yield %9
        }
        store %0.x[%10] = %1.a
        """,
        """
        %6: int = -1
        for %2.n to %4 step %6 (%7: int) {
            %11: int = Subtract(%2.n, %7)
            %12: int = Multiply(%11, %5)
            %13.next: int = Subtract(%3.first, %12)
            %9: int = Subtract(%13.next, %5)
            store %0.x[%13.next] = %1.a
        }
        %14: int = Min(%4, %2.n)
        %15: int = Subtract(%2.n, %14)
        %16: int = Multiply(%15, %5)
        %10: int = Subtract(%3.first, %16)
        store %0.x[%10] = %1.a
        """);

    [Fact]
    public void A_loop_that_may_exit_knows_how_often_it_ran() => Turns(
        """
        %10: int, %11: int = for %4 to %2.n step %5 mayexit carrying %3.first (%6: int, %7.next: int) {
            %8: bool = Less(%6, %3.first)
            %9: int = Add(%7.next, %5)
            yield %8, %9
        }
        store %0.x[%11] = %1.a
        """,
        """
        %10: int = for %4 to %2.n step %5 mayexit (%6: int) {
            %12: int = Subtract(%6, %4)
            %13: int = Multiply(%12, %5)
            %14.next: int = Add(%3.first, %13)
            %8: bool = Less(%6, %3.first)
            %9: int = Add(%14.next, %5)
            yield %8
        }
        %15: int = Multiply(%10, %5)
        %11: int = Add(%3.first, %15)
        store %0.x[%11] = %1.a
        """);

    [Fact]
    public void A_loop_around_it_goes_the_same_way() => Turns(
        """
        %12: int = for %4 to %2.n step %5 carrying %3.first (%6: int, %7: int) {
            %11: int = for %4 to %2.n step %5 carrying %7 (%8: int, %9: int) {
                %10: int = Add(%9, %5)
                store %0.x[%9] = %1.a
                yield %10
            }
            yield %11
        }
        """,
        """
        %20: int = Max(%2.n, %4)
        %21: int = Subtract(%20, %4)
        %22: int = Multiply(%21, %5)
        for %4 to %2.n step %5 (%6: int) {
            %23: int = Subtract(%6, %4)
            %24: int = Multiply(%23, %22)
            %25: int = Add(%3.first, %24)
            for %4 to %2.n step %5 (%8: int) {
                %13: int = Subtract(%8, %4)
                %14: int = Multiply(%13, %5)
                %15: int = Add(%25, %14)
                %10: int = Add(%15, %5)
                store %0.x[%15] = %1.a
            }
            %16: int = Max(%2.n, %4)
            %17: int = Subtract(%16, %4)
            %18: int = Multiply(%17, %5)
            %11: int = Add(%25, %18)
        }
        %26: int = Max(%2.n, %4)
        %27: int = Subtract(%26, %4)
        %28: int = Multiply(%27, %22)
        %12: int = Add(%3.first, %28)
        """);

    [Theory]
    [InlineData("%8: int = Add(%7, %6)")]
    [InlineData("%8: int = Multiply(%7, %5)")]
    [InlineData("%8: int = Subtract(%5, %7)")]
    [InlineData("%8: int = Add(%7, %7)")]
    [InlineData("%8: int = AddChecked(%7, %5)")]
    [InlineData("%9: int = Divide(%2.n, %5)\n%8: int = Add(%7, %9)")]
    public void What_does_not_grow_evenly_stays(string statements) =>
        Keeps($"%10: int = for %4 to %2.n step %5 carrying %3.first (%6: int, %7: int) {{\n{statements}\nyield %8\n}}\nstore %0.x[%10] = %1.a");

    [Fact]
    public void A_number_stays_carried() => Keeps("""
        %9: double = for %4 to %2.n step %5 carrying %1.a (%6: int, %7: double) {
            %8: double = Add(%7, %1.a)
            yield %8
        }
        store %0.x[%4] = %9
        """);

    [Fact]
    public void The_number_of_iterations_is_not_computed_where_that_takes_a_division() => Keeps("""
        %6: int = 3
        %10: int = for %4 to %2.n step %6 carrying %3.first (%7: int, %8: int) {
            %9: int = Add(%8, %5)
            yield %9
        }
        store %0.x[%10] = %1.a
        """);

    private static void Turns(string before, string after) => Pass.Turns(InductionVariables.Run, Function(before), Function(after));

    private static void Keeps(string body) => Turns(body, body);

    private static string Function(string body) =>
        $"function F(%0.x: Span<double> active, %1.a: double active, %2.n: int constant, %3.first: int constant) {{\n%4: int = 0\n%5: int = 1\n{body}\n}}";
}
