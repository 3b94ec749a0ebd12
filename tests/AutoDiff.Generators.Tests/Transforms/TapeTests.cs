using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>What the forward sweep keeps and what the reverse sweep computes again, by what stands in the gradient.</summary>
public sealed class TapeTests
{
    private const string Signature = "function F(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active, %2.n: int constant, %3.a: double active, %4.c: bool constant)";

    [Fact]
    public void What_is_cheap_and_at_hand_is_computed_again() => AssertTapes(
        "",
        """
        %9: double = for %5 to %2.n step %6 carrying %7 (%8: int, %10: double) {
            %11: double = load %0.x[%8]
            %12: double = Multiply(%11, %11)
            %13: double = Multiply(%12, %11)
            %14: double = Add(%10, %13)
            yield %14
        }
        return %9
        """);

    [Fact]
    public void What_is_dear_is_kept_in_a_buffer_with_a_place_for_each_iteration() => AssertTapes(
        "Alloc",
        """
        %9: double = for %5 to %2.n step %6 carrying %7 (%8: int, %10: double) {
            %11: double = load %0.x[%8]
            %12: double = Tanh(%11)
            %13: double = Add(%10, %12)
            yield %13
        }
        return %9
        """);

    [Fact]
    public void What_a_loop_carries_is_kept_where_its_reverse_needs_it() => AssertTapes(
        "Alloc",
        """
        %9: double = for %5 to %2.n step %6 carrying %3.a (%8: int, %10: double) {
            %11: double = load %0.x[%8]
            %12: double = Multiply(%10, %11)
            yield %12
        }
        return %9
        """);

    [Fact]
    public void What_was_written_before_and_not_since_is_loaded_again() => AssertTapes(
        "",
        """
        for %5 to %2.n step %6 (%8: int) {
            %9: double = load %0.x[%8]
            %10: double = Multiply(%9, %3.a)
            store %1.r[%8] = %10
        }
        %11: double = for %5 to %2.n step %6 carrying %7 (%12: int, %13: double) {
            %14: double = load %1.r[%12]
            %15: double = Multiply(%14, %14)
            %16: double = Add(%13, %15)
            yield %16
        }
        return %11
        """);

    [Fact]
    public void What_is_written_after_it_was_read_is_kept() => AssertTapes(
        "Alloc",
        """
        %11: double = for %5 to %2.n step %6 carrying %7 (%12: int, %13: double) {
            %14: double = load %1.r[%12]
            %15: double = Multiply(%14, %14)
            %16: double = Add(%13, %15)
            yield %16
        }
        store %1.r[%5] = %3.a
        return %11
        """);

    [Fact]
    public void What_a_later_iteration_may_write_is_kept() => AssertTapes(
        "Alloc",
        """
        %11: double = for %5 to %2.n step %6 carrying %7 (%12: int, %13: double) {
            store %1.r[%12] = %3.a
            %14: double = load %1.r[%5]
            %15: double = Multiply(%14, %14)
            %16: double = Add(%13, %15)
            yield %16
        }
        return %11
        """);

    [Fact]
    public void A_write_in_the_other_branch_comes_not_after_a_read() => AssertTapes(
        "",
        """
        %8: double = if %4.c {
            %9: double = load %1.r[%5]
            %10: double = Multiply(%9, %9)
            yield %10
        } else {
            store %1.r[%5] = %3.a
            yield %3.a
        }
        return %8
        """);

    [Fact]
    public void Memory_of_a_scope_is_gone_so_what_was_read_from_it_is_kept() => AssertTapes(
        "Alloc",
        """
        %8: double = for %5 to %2.n step %6 carrying %7 (%9: int, %10: double) {
            %11: double = scope {
                %12: Span<double> = alloc %6
                fill %12 with %3.a
                %13: double = load %12[%5]
                %14: double = Multiply(%13, %13)
                yield %14
            }
            %15: double = Add(%10, %11)
            yield %15
        }
        return %8
        """);

    [Fact]
    public void A_nest_whose_inner_bound_is_the_outer_index_keeps_on_a_stack() => AssertTapes(
        "Stack",
        """
        %8: double = for %5 to %2.n step %6 carrying %7 (%9: int, %10: double) {
            %11: double = for %5 to %9 step %6 carrying %10 (%12: int, %13: double) {
                %14: double = load %0.x[%12]
                %15: double = Tanh(%14)
                %16: double = Add(%13, %15)
                yield %16
            }
            yield %11
        }
        return %8
        """);

    [Fact]
    public void A_nest_of_known_lengths_keeps_in_one_buffer() => AssertTapes(
        "Alloc",
        """
        %8: double = for %5 to %2.n step %6 carrying %7 (%9: int, %10: double) {
            %11: double = for %5 to %2.n step %6 carrying %10 (%12: int, %13: double) {
                %14: double = load %0.x[%12]
                %15: double = Tanh(%14)
                %16: double = Add(%13, %15)
                yield %16
            }
            yield %11
        }
        return %8
        """);

    [Fact]
    public void A_loop_of_unknown_length_keeps_on_a_stack() => AssertTapes(
        "Stack",
        """
        %8: double = while carrying %3.a (%9: double) {
            %10: bool = Less(%9, %7)
            yield %10, %9
        } do (%11: double) {
            %12: double = Exp(%11)
            yield %12
        }
        return %8
        """);

    [Fact]
    public void A_branch_in_the_function_itself_passes_out_what_its_reverse_needs() => AssertTapes(
        "",
        """
        %8: double = if %4.c {
            %9: double = Tanh(%3.a)
            %10: double = Multiply(%9, %9)
            yield %10
        } else {
            yield %3.a
        }
        return %8
        """);

    /// <summary>The tapes that the gradient makes, and that it is one that runs.</summary>
    private static void AssertTapes(string tapes, string body)
    {
        Function primal = Ir.Parse($$"""
            {{Signature}} {
                %5: int = 0
                %6: int = 1
                %7: double = 0
                {{body}}
            }
            """);
        Function gradient = ReverseMode.Run(primal, ReverseKind.Gradient);
        Verifier.Verify(gradient);
        string found = string.Join(" ", gradient.Body.Lets
            .TakeWhile(static let => let.Origin is not { Sweep: Sweep.Reverse })
            .Where(static let => let.Operation is Alloc or Stack)
            .Select(static let => let.Operation.GetType().Name));
        Assert.Equal(tapes, found);
        Interpreter.Run(gradient, new double[3], new double[3], 3, -0.5, true, new double[3], new double[3]);
    }
}
