using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class LoopTests
{
    [Fact]
    public void A_sum_is_one_variable() => Emitted.CheckBody(
        """
            function F(%0.x: ReadOnlySpan<double> active, %20.dX: Span<double> adjoint) {
                # 0 forward "double sum = 0;"
                %1.sum: double = 0
                # 1 forward "for (int i = 0; i < x.Length; i++) sum += x[i] * x[i];"
                %2: int = 0
                %3: int = length %0
                %4: int = 1
                %5.sum: double = for %2 to %3 step %4 carrying %1 (%6.i: int, %7.sum: double) {
                    %8: double = load %0[%6]
                    %9: double = load %0[%6]
                    %10: double = Multiply(%8, %9)
                    %11.sum: double = Add(%7, %10)
                    yield %11
                }
                # 1 reverse "for (int i = 0; i < x.Length; i++) sum += x[i] * x[i];"
                %12: double = 0
                fill %20 with %12
                for %2 to %3 step %4 reversed (%13.i: int) {
                    # 2 reverse "sum += x[i] * x[i];"
                    %14: double = load %0[%13]
                    %15: double = 2
                    %16: double = Multiply(%15, %14)
                    %17: double = load %20[%13]
                    %18: double = Add(%17, %16)
                    store %20[%13] = %18
                }
                return %5
            }
            """,
        """
            // forward sweep
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += x[i] * x[i];
            }

            // reverse sweep
            // for (int i = 0; i < x.Length; i++) sum += x[i] * x[i];
            dX.Clear();
            for (int i = x.Length - 1; i >= 0; i--)
            {
                dX[i] += 2 * x[i];                           // sum += x[i] * x[i];
            }
            return sum;

            """);

    [Fact]
    public void Values_that_swap_need_a_temporary() => Emitted.CheckBody(
        """
            function F(%0.n: int constant, %30.z: double active) {
                %1: int = 0
                %2: int = 1
                %3.a: double = 0
                %4.b: double = 1
                %5.a: double, %6.b: double = for %1 to %0 step %2 carrying %3, %4 (%7.i: int, %8.a: double, %9.b: double) {
                    %10: double = Add(%8, %9)
                    yield %9, %10
                }
                return %5, %6
            }
            """,
        """
            double a = 0;
            double b = 1;
            for (int i = 0; i < n; i++)
            {
                double nextA = b;
                b = a + b;
                a = nextA;
            }
            dZ = b;
            return a;

            """);

    [Fact]
    public void Bounds_beside_an_index_or_a_length_need_no_variable() => Emitted.CheckBody(
        """
            function F(%0.x: Span<double> scratch) {
                %1: int = 0
                %2: int = 1
                %3: int = length %0
                %4: int = Subtract(%3, %2)
                for %1 to %4 step %2 (%5.i: int) {
                    %6: int = Add(%5, %2)
                    for %1 to %6 step %2 (%7.j: int) {
                        %8: double = load %0[%7]
                        store %0[%6] = %8
                    }
                }
                for %1 to %4 step %2 reversed (%9.i: int) {
                    %10: int = Add(%9, %2)
                    for %1 to %10 step %2 reversed (%11.j: int) {
                        %12: double = load %0[%10]
                        store %0[%11] = %12
                    }
                }
                %13: double = 1
                return %13
            }
            """,
        """
            for (int i = 0; i < x.Length - 1; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    x[i + 1] = x[j];
                }
            }
            for (int i = x.Length - 2; i >= 0; i--)
            {
                for (int j = i; j >= 0; j--)
                {
                    x[j] = x[i + 1];
                }
            }
            return 1;

            """);

    [Fact]
    public void A_bound_that_may_overflow_is_not_stepped_over() => Emitted.CheckBody(
        """
            function F(%0.x: Span<double> scratch, %1.n: int constant) {
                %2: int = 0
                %3: int = 1
                %4: int = Add(%1, %3)
                %5: double = 1
                for %2 to %4 step %3 (%6.i: int) {
                    store %0[%6] = %5
                }
                for %2 to %4 step %3 reversed (%7.i: int) {
                    store %0[%7] = %5
                }
                return %5
            }
            """,
        """
            for (int i = 0; i < n + 1; i++)
            {
                x[i] = 1;
            }
            for (int i = n + 1; i-- > 0; )
            {
                x[i] = 1;
            }
            return 1;

            """);

    [Fact]
    public void Loops_of_one_text_are_each_told_of_and_their_statements_once() => Emitted.CheckBody(
        """
            function F(%0.x: Span<double> scratch) {
                %1: int = 0
                %2: int = 1
                %3: int = length %0
                %4: double = 1
                # 1 reverse "foreach (double v in x) s += v;"
                for %1 to %3 step %2 (%5.i: int) {
                    # 2 reverse "s += v;"
                    store %0[%5] = %4
                    # 3 reverse "s += v;"
                    store %0[%1] = %4
                }
                # 4 reverse "foreach (double v in x) s += v;"
                for %1 to %3 step %2 (%6.i: int) {
                    # 5 reverse "s += v;"
                    store %0[%6] = %4
                }
                return %4
            }
            """,
        """
            // reverse sweep
            // foreach (double v in x) s += v;
            for (int i = 0; i < x.Length; i++)
            {
                // s += v;
                x[i] = 1;
                x[0] = 1;
            }
            // foreach (double v in x) s += v;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = 1;                                    // s += v;
            }
            return 1;

            """);

    [Fact]
    public void Headers_cannot_overflow() => Emitted.CheckBody(
        """
            function F(%0.a: int constant, %1.b: int constant, %2.s: int constant, %3.x: ReadOnlySpan<double> constant, %4.z: double active) {
                %5: int = 1
                %6: int = -1
                %7: int = 2
                %8: int = length %3
                %9: int = 0
                for %0 to %1 step %5 reversed (%10: int) {
                    opaque any "global::System.Console.Write({0})"(%10)
                }
                for %1 to %0 step %6 reversed (%11: int) {
                    opaque any "global::System.Console.Write({0})"(%11)
                }
                for %9 to %8 step %7 (%12: int) {
                    opaque any "global::System.Console.Write({0})"(%12)
                }
                for %0 to %1 step %2 reversed (%13: int) {
                    opaque any "global::System.Console.Write({0})"(%13)
                }
                %14: int = Subtract(%8, %5)
                for %14 to %6 step %6 reversed (%15: int) {
                    opaque any "global::System.Console.Write({0})"(%15)
                }
                return %4, %4
            }
            """,
        """
            for (int i = b; i-- > a; )
            {
                global::System.Console.Write(i);
            }
            for (int i = a; i++ < b; )
            {
                global::System.Console.Write(i);
            }
            for (int i = 0; i < x.Length; i += 2)
            {
                global::System.Console.Write(i);
            }
            for (int t = Loops.TripCount(a, b, s) - 1; t >= 0; t--)
            {
                int i = a + t * s;
                global::System.Console.Write(i);
            }
            for (int i = 0; i <= x.Length - 1; i++)
            {
                global::System.Console.Write(i);
            }
            dZ = z;
            return z;

            """);

    [Fact]
    public void A_branch_breaks_out_of_a_loop() => Emitted.CheckBody(
        """
            function F(%0.x: ReadOnlySpan<double> constant, %1.z: double active) {
                %2: int = 0
                %3: int = length %0
                %4: int = 1
                %5.sum: double = 0
                %6.count: int, %7.sum: double = for %2 to %3 step %4 mayexit carrying %5 (%8.i: int, %9.sum: double) {
                    %10: double = load %0[%8]
                    %11: bool = Less(%10, %1)
                    %12: bool, %13.sum: double = if %11 {
                        %14: bool = false
                        yield %14, %9
                    } else {
                        %15: bool = true
                        %16: double = load %0[%8]
                        %17.sum: double = Add(%9, %16)
                        yield %15, %17
                    }
                    yield %12, %13
                }
                %18: double = Convert(%6)
                %19: double = Divide(%7, %18)
                return %19, %1
            }
            """,
        """
            double sum = 0;
            int count = 0;
            for (int i = 0; i < x.Length; i++)
            {
                count++;
                if (x[i] < z) break;
                sum += x[i];
            }
            dZ = z;
            return sum / count;

            """);

    [Fact]
    public void A_while_loop_pushes_and_pops() => Emitted.CheckBody(
        """
            function F(%0.a: double active) {
                %1.xs: Stack<double> = stack
                %2: int = 0
                %3.x: double, %4.n: int = while carrying %0, %2 (%5.x: double, %6.n: int) {
                    %7: double = Multiply(%5, %5)
                    %8: double = Subtract(%7, %0)
                    %9: double = Abs(%8)
                    %10: double = 1e-12
                    %11: double = Multiply(%10, %0)
                    %12: bool = Greater(%9, %11)
                    yield %12, %5, %6
                } do (%13.x: double, %14.n: int) {
                    push %13 on %1
                    %15: double = Divide(%0, %13)
                    %16: double = Add(%13, %15)
                    %17: double = 0.5
                    %18.x: double = Multiply(%17, %16)
                    %19: int = 1
                    %20.n: int = Add(%14, %19)
                    yield %18, %20
                }
                %21.dX: double = 1
                %22: int = 0
                %23: int = 1
                %24.dX: double = for %22 to %4 step %23 carrying %21 (%25: int, %26.dX: double) {
                    %27.x: double = pop %1
                    %28: double = Multiply(%27, %27)
                    %29: double = Divide(%0, %28)
                    %30: double = Multiply(%26, %29)
                    yield %30
                }
                return %3, %24
            }
            """,
        """
            TapeStack<double> xs = workspace.Stack<double>();
            double x = a;
            int n = 0;
            while (Math.Abs(x * x - a) > 1e-12 * a)
            {
                xs.Push(x);
                x = 0.5 * (x + a / x);
                n++;
            }
            double dX = 1;
            for (int i = 0; i < n; i++)
            {
                double x2 = xs.Pop();
                dX *= a / (x2 * x2);
            }
            dA = dX;
            return x;

            """);
}
