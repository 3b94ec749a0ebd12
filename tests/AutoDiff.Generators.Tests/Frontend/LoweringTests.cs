using AutoDiff.Generators.IR;
using Xunit;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>The IR that methods are lowered to.</summary>
public sealed class LoweringTests
{
    [Fact]
    public void Locals_are_values_in_the_users_names() => AssertLowered(
        """
        [Differentiable] static double F(double x) { double a = x * x, b; b = a; a += 1; return a * b; }
        """,
        """
        function F(%0.x: double active) {
            %1.a: double = Multiply(%0.x, %0.x)
            %2: double = 1
            %3.a: double = Add(%1.a, %2)
            %4: double = Multiply(%3.a, %1.a)
            return %4
        }
        """);

    [Fact]
    public void A_loop_over_a_span_carries_what_it_assigns() => AssertLowered(
        """
        [Differentiable] static double F(ReadOnlySpan<double> x) { double sum = 0; for (int i = 0; i < x.Length; i++) sum += x[i]; return sum; }
        """,
        """
        function F(%0.x: ReadOnlySpan<double> active) {
            %1.sum: double = 0
            %2: int = 0
            %3: int = length %0.x
            %4: int = 1
            %5.sum: double = for %2 to %3 step %4 carrying %1.sum (%6.i: int, %7.sum: double) {
                %8: double = load %0.x[%6.i] inrange
                %9.sum: double = Add(%7.sum, %8)
                yield %9.sum
            }
            return %5.sum
        }
        """);

    [Fact]
    public void A_condition_on_the_next_index_shifts_the_bound() => AssertLowered(
        """
        [Differentiable] static double F(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i + 1 < x.Length; i++) s += x[i + 1] - x[i]; return s; }
        """,
        """
        function F(%0.x: ReadOnlySpan<double> active) {
            %1.s: double = 0
            %2: int = 0
            %3: int = length %0.x
            %4: int = 1
            %5: int = Subtract(%3, %4)
            %6: int = 1
            %7.s: double = for %2 to %5 step %6 carrying %1.s (%8.i: int, %9.s: double) {
                %10: int = 1
                %11: int = Add(%8.i, %10)
                %12: double = load %0.x[%11] inrange
                %13: double = load %0.x[%8.i] inrange
                %14: double = Subtract(%12, %13)
                %15.s: double = Add(%9.s, %14)
                yield %15.s
            }
            return %7.s
        }
        """);

    [Fact]
    public void A_descending_loop_has_a_negative_step() => AssertLowered(
        """
        [Differentiable] static double F(ReadOnlySpan<double> x, double s) { for (int i = x.Length - 1; i >= 0; i--) s = s * x[i]; return s; }
        """,
        """
        function F(%0.x: ReadOnlySpan<double> active, %1.s: double active) {
            %2: int = length %0.x
            %3: int = 1
            %4: int = Subtract(%2, %3)
            %5: int = 0
            %6: int = -1
            %7: int = -1
            %8.s: double = for %4 to %6 step %7 carrying %1.s (%9.i: int, %10.s: double) {
                %11: double = load %0.x[%9.i] inrange
                %12.s: double = Multiply(%10.s, %11)
                yield %12.s
            }
            return %8.s
        }
        """);

    [Fact]
    public void An_inclusive_bound_is_checked_for_overflow() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) { for (int i = 1; i <= n; i++) x *= i; return x; }
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            %2: int = 1
            %3: int = 1
            %4: int = AddChecked(%1.n, %3)
            %5: int = 1
            %6.x: double = for %2 to %4 step %5 carrying %0.x (%7.i: int, %8.x: double) {
                %9: double = Convert(%7.i)
                %10.x: double = Multiply(%8.x, %9)
                yield %10.x
            }
            return %6.x
        }
        """);

    [Fact]
    public void What_follows_an_early_return_moves_into_the_other_branch() => AssertLowered(
        """
        [Differentiable] static double F(double x) { if (x > 1) return x; double y = x * x; return y; }
        """,
        """
        function F(%0.x: double active) {
            %1: double = 1
            %2: bool = Greater(%0.x, %1)
            %3.result: double = if %2 {
                yield %0.x
            } else {
                %4.y: double = Multiply(%0.x, %0.x)
                yield %4.y
            }
            return %3.result
        }
        """);

    [Fact]
    public void Where_only_some_paths_return_a_flag_says_so() => AssertLowered(
        """
        [Differentiable] static double F(double x, bool p, bool q) { if (p) { if (q) return x; x = 2; } return x * x; }
        """,
        """
        function F(%0.x: double active, %1.p: bool constant, %2.q: bool constant) {
            %3: bool, %4.result: double, %5.x: double = if %1.p {
                %6: bool, %7.result: double, %8.x: double = if %2.q {
                    %9: bool = true
                    yield %9, %0.x, %0.x
                } else {
                    %10.x: double = 2
                    %11: bool = false
                    %12: double = 0
                    yield %11, %12, %10.x
                }
                yield %6, %7.result, %8.x
            } else {
                %13: bool = false
                %14: double = 0
                yield %13, %14, %0.x
            }
            %15.result: double = if %3 {
                yield %4.result
            } else {
                %16: double = Multiply(%5.x, %5.x)
                yield %16
            }
            return %15.result
        }
        """);

    [Fact]
    public void A_guard_that_throws_leaves_the_rest_where_it_is() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) { if (n < 0) throw new ArgumentOutOfRangeException(nameof(n)); return x; }
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            %2: int = 0
            %3: bool = Less(%1.n, %2)
            if %3 {
                throw "new global::System.ArgumentOutOfRangeException(\"n\")"()
            } else {
            }
            return %0.x
        }
        """);

    [Fact]
    public void The_right_side_of_a_short_circuit_is_evaluated_inside_an_if() => AssertLowered(
        """
        [Differentiable] static double F(ReadOnlySpan<double> x) => x.Length > 0 && x[0] > 1 ? 1 : 2;
        """,
        """
        function F(%0.x: ReadOnlySpan<double> active) {
            %1: int = length %0.x
            %2: int = 0
            %3: bool = Greater(%1, %2)
            %4: bool = if %3 {
                %5: int = 0
                %6: double = load %0.x[%5]
                %7: double = 1
                %8: bool = Greater(%6, %7)
                yield %8
            } else {
                %9: bool = false
                yield %9
            }
            %10: int = if %4 {
                %11: int = 1
                yield %11
            } else {
                %12: int = 2
                yield %12
            }
            %13: double = Convert(%10)
            return %13
        }
        """);

    [Fact]
    public void A_break_makes_the_loop_one_that_may_exit() => AssertLowered(
        """
        [Differentiable] static double F(ReadOnlySpan<double> x) { double s = 0; foreach (double v in x) { if (v < 0) break; s += v; } return s; }
        """,
        """
        function F(%0.x: ReadOnlySpan<double> active) {
            %1.s: double = 0
            %2: int = length %0.x
            %3: int = 0
            %4: int = 1
            %5: int, %6.s: double = for %3 to %2 step %4 mayexit carrying %1.s (%7: int, %8.s: double) {
                %9.v: double = load %0.x[%7] inrange
                %10: double = 0
                %11: bool = Less(%9.v, %10)
                %12: bool, %13.s: double = if %11 {
                    %14: bool = true
                    yield %14, %8.s
                } else {
                    %15.s: double = Add(%8.s, %9.v)
                    %16: bool = false
                    yield %16, %15.s
                }
                %17: bool = Not(%12)
                yield %17, %13.s
            }
            return %6.s
        }
        """);

    [Fact]
    public void A_while_loop_passes_on_what_it_carries() => AssertLowered(
        """
        [Differentiable] static double F(double x) { while (x > 1) x *= 0.5; return x; }
        """,
        """
        function F(%0.x: double active) {
            %1.x: double = while carrying %0.x (%2.x: double) {
                %3: double = 1
                %4: bool = Greater(%2.x, %3)
                yield %4, %2.x
            } do (%5.x: double) {
                %6: double = 0.5
                %7.x: double = Multiply(%5.x, %6)
                yield %7.x
            }
            return %1.x
        }
        """);

    [Fact]
    public void What_an_iteration_allocates_ends_with_it() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) { for (int i = 0; i < n; i++) { double[] t = new double[2]; t[0] = x; x += t[1]; } return x; }
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            %2: int = 0
            %3: int = 1
            %4.x: double = for %2 to %1.n step %3 carrying %0.x (%5.i: int, %6.x: double) {
                %7.x: double = scope {
                    %8: int = 2
                    %9.t: Span<double> = alloc %8
                    %10: double = 0
                    fill %9.t with %10
                    %11: int = 0
                    store %9.t[%11] = %6.x
                    %12: int = 1
                    %13: double = load %9.t[%12]
                    %14.x: double = Add(%6.x, %13)
                    yield %14.x
                }
                yield %7.x
            }
            return %4.x
        }
        """);

    [Fact]
    public void Stores_go_to_memory() => AssertLowered(
        """
        [Differentiable] static void F(Span<double> x, double a) { x[0] += a; (x[1], x[2]) = (x[2], x[1]); }
        """,
        """
        function F(%0.x: Span<double> active, %1.a: double active) {
            %2: int = 0
            %3: double = load %0.x[%2]
            %4: double = Add(%3, %1.a)
            store %0.x[%2] = %4
            %5: int = 1
            %6: int = 2
            %7: int = 2
            %8: double = load %0.x[%7]
            %9: int = 1
            %10: double = load %0.x[%9]
            store %0.x[%5] = %8
            store %0.x[%6] = %10
        }
        """);

    [Fact]
    public void Sines_and_cosines_come_together() => AssertLowered(
        """
        [Differentiable] static double F(double x) { var (s, c) = Math.SinCos(x); return s / c; }
        """,
        """
        function F(%0.x: double active) {
            %1.s: double = Sin(%0.x)
            %2.c: double = Cos(%0.x)
            %3: double = Divide(%1.s, %2.c)
            return %3
        }
        """);

    [Fact]
    public void Every_operation_knows_its_statement() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) { /* no */ double y = x // twice
         * 2; for (int i = 0; i < n; i++) { y += i; } if (y > 0) { y = 1; } return y; }
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            # 1 "double y = x * 2;"
            %2: double = 2
            %3.y: double = Multiply(%0.x, %2)
            # 2 "for (int i = 0; i < n; i++)"
            %4: int = 0
            %5: int = 1
            %6.y: double = for %4 to %1.n step %5 carrying %3.y (%7.i: int, %8.y: double) {
                # 3 "y += i;"
                %9: double = Convert(%7.i)
                %10.y: double = Add(%8.y, %9)
                yield %10.y
            }
            # 4 "if (y > 0)"
            %11: double = 0
            %12: bool = Greater(%6.y, %11)
            %13.y: double = if %12 {
                # 5 "y = 1;"
                %14.y: double = 1
                yield %14.y
            } else {
                yield %6.y
            }
            return %13.y
        }
        """, PrintOptions.Origins);

    private static void AssertLowered(string members, string expected, PrintOptions options = PrintOptions.None) =>
        Assert.Equal(expected, Printer.Print(LoweringProbe.Lower(members).Function, options | PrintOptions.Renumber).TrimEnd());
}
