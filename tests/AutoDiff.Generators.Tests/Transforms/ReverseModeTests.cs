using System;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

/// <summary>Whole derivatives of short functions.</summary>
public sealed class ReverseModeTests
{
    [Fact]
    public void The_gradient_of_an_expression() => Turns(
        ReverseKind.Gradient,
        """
        function F(%0.x: double active, %1.k: double constant) {
            %2: double = Multiply(%0.x, %1.k)
            %3: double = Sin(%2)
            return %3
        }
        """,
        "?");

    [Fact]
    public void A_pullback_starts_from_its_seed() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.x: double active) {
            %1: double = Sin(%0.x)
            return %1
        }
        """,
        "?");

    [Fact]
    public void A_loop_over_memory() => Turns(
        ReverseKind.Gradient,
        """
        function F(%0.x: ReadOnlySpan<double> active) {
            %1.sum: double = 0
            %2: int = 0
            %3: int = length %0.x
            %4: int = 1
            %5.sum: double = for %2 to %3 step %4 carrying %1.sum (%6.i: int, %7.sum: double) {
                %8: double = load %0.x[%6.i] inrange
                %9: double = Multiply(%8, %8)
                %10.sum: double = Add(%7.sum, %9)
                yield %10.sum
            }
            return %5.sum
        }
        """,
        "?");

    [Fact]
    public void An_overwritten_element_gives_its_adjoint_to_what_overwrote_it() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.r: Span<double> active, %1.a: double active) {
            %2: int = 0
            store %0.r[%2] = %1.a
        }
        """,
        "?");

    [Fact]
    public void The_element_that_was_read_gets_the_adjoint_of_the_one_written_in_its_place() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.r: Span<double> active) {
            %1: int = 0
            %2: double = load %0.r[%1]
            %3: double = Negate(%2)
            store %0.r[%1] = %3
        }
        """,
        "?");

    [Fact]
    public void Output_memory_has_an_adjoint_of_its_own_in_a_gradient() => Turns(
        ReverseKind.Gradient,
        """
        function F(%0.a: double active, %1.r: Span<double> output) {
            %2: int = 0
            store %1.r[%2] = %0.a
            %3: double = load %1.r[%2]
            return %3
        }
        """,
        "?");

    [Fact]
    public void Scratch_memory_has_an_adjoint_of_its_own_in_a_pullback() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.a: double active, %1.r: Span<double> scratch) {
            %2: int = 0
            store %1.r[%2] = %0.a
            %3: double = load %1.r[%2]
            return %3
        }
        """,
        "?");

    [Fact]
    public void A_copy_hands_the_adjoint_back_to_its_source() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active) {
            copy %0.x to %1.r
        }
        """,
        "?");

    [Fact]
    public void A_copy_within_one_object_reads_all_before_it_writes() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.r: Span<double> active, %1.n: int constant) {
            %2: int = 0
            %3: int = 1
            %4: Span<double> = slice %0.r from %2 count %1.n
            %5: Span<double> = slice %0.r from %3 count %1.n
            copy %4 to %5
        }
        """,
        "?");

    [Fact]
    public void A_fill_sums_the_adjoints_of_its_elements() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.a: double active, %1.r: Span<double> active) {
            fill %1.r with %0.a
        }
        """,
        "?");

    [Fact]
    public void Nothing_is_computed_for_what_is_not_active() => Turns(
        ReverseKind.Gradient,
        """
        function F(%0.x: double active, %1.k: double constant) {
            %2: double = Sin(%1.k)
            return %2
        }
        """,
        "?");

    [Fact]
    public void Copies_between_matrices_are_refused() => Assert.Throws<NotSupportedException>(() => ReverseMode.Run(
        Ir.Parse("""
            function F(%0.x: double[,] active, %1.r: double[,] active) {
                copy %0.x to %1.r
            }
            """),
        ReverseKind.Vjp));

    private static void Turns(ReverseKind kind, string primal, string derivative) => Pass.Turns(function => DeadCode.Run(ReverseMode.Run(function, kind)), primal, derivative);
}
