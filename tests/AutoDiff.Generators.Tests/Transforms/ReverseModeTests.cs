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
        """
        function FGradient(%0.x: double active, %1.k: double constant) {
            %2: double = Multiply(%0.x, %1.k)
            %3: double = Sin(%2)
            %4: double = 1
            %5: double = Cos(%2)
            %6: double = Multiply(%4, %5)
            %7.dX: double = Multiply(%6, %1.k)
            return %3, %7.dX
        }
        """);

    [Fact]
    public void A_pullback_starts_from_its_seed() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.x: double active) {
            %1: double = Sin(%0.x)
            return %1
        }
        """,
        """
        function FVjp(%0.x: double active, %1.seed: double constant) {
            %2: double = Sin(%0.x)
            %3: double = Cos(%0.x)
            %4.dX: double = Multiply(%1.seed, %3)
            return %2, %4.dX
        }
        """);

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
        """
        function FGradient(%0.x: ReadOnlySpan<double> active, %1.dX: Span<double> adjoint) {
            %2.sum: double = 0
            %3: int = 0
            %4: int = length %0.x
            %5: int = 1
            %6.sum: double = for %3 to %4 step %5 carrying %2.sum (%7.i: int, %8.sum: double) {
                %9: double = load %0.x[%7.i] inrange
                %10: double = Multiply(%9, %9)
                %11.sum: double = Add(%8.sum, %10)
                yield %11.sum
            }
            %12: double = 0
            fill %1.dX with %12
            %13: double = 1
            %14.dSum: double = for %3 to %4 step %5 reversed carrying %13 (%15.i: int, %16.dSum: double) {
                %17: double = load %0.x[%15.i] inrange
                %18: double = Multiply(%16.dSum, %17)
                %19: double = Multiply(%16.dSum, %17)
                %20: double = Add(%18, %19)
                %21: double = load %1.dX[%15.i] inrange
                %22: double = Add(%21, %20)
                store %1.dX[%15.i] inrange = %22
                yield %16.dSum
            }
            return %6.sum
        }
        """);

    [Fact]
    public void An_overwritten_element_gives_its_adjoint_to_what_overwrote_it() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.r: Span<double> active, %1.a: double active) {
            %2: int = 0
            store %0.r[%2] = %1.a
        }
        """,
        """
        function FVjp(%0.r: Span<double> active, %1.a: double active, %2.dR: Span<double> adjoint) {
            %3: int = 0
            store %0.r[%3] = %1.a
            %4.dA: double = load %2.dR[%3] inrange
            %5: double = 0
            store %2.dR[%3] inrange = %5
            return %4.dA
        }
        """);

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
        """
        function FVjp(%0.r: Span<double> active, %1.dR: Span<double> adjoint) {
            %2: int = 0
            %3: double = load %0.r[%2]
            %4: double = Negate(%3)
            store %0.r[%2] = %4
            %5: double = load %1.dR[%2] inrange
            %6: double = 0
            store %1.dR[%2] inrange = %6
            %7: double = Negate(%5)
            %8: double = load %1.dR[%2] inrange
            %9: double = Add(%8, %7)
            store %1.dR[%2] inrange = %9
        }
        """);

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
        """
        function FGradient(%0.a: double active, %1.r: Span<double> output) {
            %2: int = 0
            store %1.r[%2] = %0.a
            %3: double = load %1.r[%2]
            %4: int = length %1.r
            %5.dR: Span<double> = alloc %4
            %6: double = 0
            fill %5.dR with %6
            %7: double = 1
            %8: double = load %5.dR[%2] inrange
            %9: double = Add(%8, %7)
            store %5.dR[%2] inrange = %9
            %10.dA: double = load %5.dR[%2] inrange
            %11: double = 0
            store %5.dR[%2] inrange = %11
            return %3, %10.dA
        }
        """);

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
        """
        function FVjp(%0.a: double active, %1.r: Span<double> scratch, %2.seed: double constant) {
            %3: int = 0
            store %1.r[%3] = %0.a
            %4: double = load %1.r[%3]
            %5: int = length %1.r
            %6.dR: Span<double> = alloc %5
            %7: double = 0
            fill %6.dR with %7
            %8: double = load %6.dR[%3] inrange
            %9: double = Add(%8, %2.seed)
            store %6.dR[%3] inrange = %9
            %10.dA: double = load %6.dR[%3] inrange
            %11: double = 0
            store %6.dR[%3] inrange = %11
            return %4, %10.dA
        }
        """);

    [Fact]
    public void A_copy_hands_the_adjoint_back_to_its_source() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active) {
            copy %0.x to %1.r
        }
        """,
        """
        function FVjp(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active, %2.dX: Span<double> adjoint, %3.dR: Span<double> adjoint) {
            copy %0.x to %1.r
            %4: int = length %0.x
            %5: int = 0
            %6: Span<double> = slice %3.dR from %5 count %4 inrange
            %7: int = 0
            %8: int = 1
            for %7 to %4 step %8 (%9: int) {
                %10: double = load %6[%9] inrange
                %11: double = load %2.dX[%9] inrange
                %12: double = Add(%11, %10)
                store %2.dX[%9] inrange = %12
            }
            %13: double = 0
            fill %6 with %13
        }
        """);

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
        """
        function FVjp(%0.r: Span<double> active, %1.n: int constant, %2.dR: Span<double> adjoint) {
            %3: int = 0
            %4: int = 1
            %5: Span<double> = slice %0.r from %3 count %1.n
            %6: Span<double> = slice %0.r from %4 count %1.n
            copy %5 to %6
            %7: Span<double> = slice %2.dR from %3 count %1.n inrange
            %8: Span<double> = slice %2.dR from %4 count %1.n inrange
            %9: int = 0
            %10: Span<double> = slice %8 from %9 count %1.n inrange
            scope {
                %11.moved: Span<double> = alloc %1.n
                copy %10 to %11.moved
                %12: double = 0
                fill %10 with %12
                %13: int = 0
                %14: int = 1
                for %13 to %1.n step %14 (%15: int) {
                    %16: double = load %11.moved[%15] inrange
                    %17: double = load %7[%15] inrange
                    %18: double = Add(%17, %16)
                    store %7[%15] inrange = %18
                }
            }
        }
        """);

    [Fact]
    public void A_fill_sums_the_adjoints_of_its_elements() => Turns(
        ReverseKind.Vjp,
        """
        function F(%0.a: double active, %1.r: Span<double> active) {
            fill %1.r with %0.a
        }
        """,
        """
        function FVjp(%0.a: double active, %1.r: Span<double> active, %2.dR: Span<double> adjoint) {
            fill %1.r with %0.a
            %3: int = 0
            %4: int = length %2.dR
            %5: int = 1
            %6: double = 0
            %7.dA: double = for %3 to %4 step %5 carrying %6 (%8: int, %9: double) {
                %10: double = load %2.dR[%8] inrange
                %11: double = Add(%9, %10)
                yield %11
            }
            %12: double = 0
            fill %2.dR with %12
            return %7.dA
        }
        """);

    [Fact]
    public void Nothing_is_computed_for_what_is_not_active() => Turns(
        ReverseKind.Gradient,
        """
        function F(%0.x: double active, %1.k: double constant) {
            %2: double = Sin(%1.k)
            return %2
        }
        """,
        """
        function FGradient(%0.x: double active, %1.k: double constant) {
            %2: double = Sin(%1.k)
            %3.dX: double = 0
            return %2, %3.dX
        }
        """);

    private static void Turns(ReverseKind kind, string primal, string derivative) => Pass.Turns(function => DeadCode.Run(ReverseMode.Run(function, kind)), primal, derivative);
}
