using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class StraightLineTests
{
    [Fact]
    public void Values_used_once_are_printed_where_they_are_used() => Emitted.CheckBody(
        """
            function F(%0.w: double active, %1.x: double constant) {
                # 0 forward "double r = w * x - 1;"
                %2: double = Multiply(%0, %1)
                %3: double = 1
                %4.r: double = Subtract(%2, %3)
                # 1 forward "return r * r;"
                %5: double = Multiply(%4, %4)
                # 1 reverse "return r * r;"
                %6: double = 2
                %7.dR: double = Multiply(%6, %4)
                # 0 reverse "double r = w * x - 1;"
                %8: double = Multiply(%7, %1)
                return %5, %8
            }
            """,
        """
            // forward sweep
            double r = w * x - 1;

            // reverse sweep
            double dR = 2 * r;                               // return r * r;
            dW = dR * x;                                     // double r = w * x - 1;
            return r * r;

            """);

    [Fact]
    public void Signs_move_out_of_products_into_the_sum_around_them() => Emitted.CheckBody(
        """
            function F(%0.a: double active, %1.b: double active) {
                %2: double = Negate(%0)
                %3: double = Multiply(%2, %1)
                %4: double = 2
                %5: double = Multiply(%4, %3)
                %6: double = Add(%0, %5)
                %7: double = Negate(%1)
                %8: double = Divide(%0, %7)
                %9: double = Subtract(%6, %8)
                %10: double = Negate(%1)
                %11: double = Multiply(%0, %10)
                return %9, %11, %1
            }
            """,
        """
            dA = a * -b;
            dB = b;
            return a - 2 * (a * b) + a / b;

            """);

    [Fact]
    public void Parentheses_stand_only_where_csharp_needs_them() => Emitted.CheckBody(
        """
            function F(%0.a: double active, %1.b: double constant) {
                %2: double = Subtract(%0, %1)
                %3: double = Subtract(%0, %2)
                %4: double = Add(%3, %1)
                %5: double = Negate(%4)
                %6: double = Divide(%5, %1)
                %7: double = Exp(%6)
                return %7, %0
            }
            """,
        """
            dA = a;
            return Math.Exp(-(a - (a - b) + b) / b);

            """);

    [Fact]
    public void Counts_and_literals_convert_by_themselves() => Emitted.CheckBody(
        """
            function F(%0.x: ReadOnlySpan<float> active, %1.loss: float constant, %2.n: int constant, %9.dX: Span<float> adjoint) {
                %3: int = length %0
                %4: float = Convert(%3)
                %5: float = 1
                %6.d: float = Divide(%5, %4)
                %7: float = 0
                fill %9 with %7
                %8: float = 0.5
                %10: float = Multiply(%8, %1)
                %11: int = 2
                %12: int = Divide(%2, %11)
                %13: float = Convert(%12)
                %14: float = Divide(%10, %13)
                %15: float = Add(%14, %6)
                return %15
            }
            """,
        """
            float d = 1f / x.Length;
            dX.Clear();
            int quotient = n / 2;
            return 0.5f * loss / quotient + d;

            """);

    [Fact]
    public void A_load_is_not_moved_past_a_store_to_the_same_memory() => Emitted.CheckBody(
        """
            function F(%0.z: double active, %1.m: Span<double> constant, %2.x: ReadOnlySpan<double> constant) {
                %3: int = 0
                %4: double = load %1[%3]
                %5: double = load %2[%3] inrange
                store %1[%3] = %0
                %6: double = Add(%4, %5)
                return %6, %0
            }
            """,
        """
            double m0 = m[0];
            m[0] = z;
            dZ = z;
            return m0 + x[0];

            """);

    [Fact]
    public void Conditions_are_named_after_what_they_test()
    {
        string body = Emitted.Body(
            """
            function F(%0.a: double active, %1.n: int constant, %2.x: ReadOnlySpan<double> constant) {
                %3: double = 5
                %4: bool = Greater(%0, %3)
                %5: int = 1
                %6: bool = Equal(%1, %5)
                %7: int = length %2
                %8: int = 0
                %9: bool = Equal(%7, %8)
                %10: double = Select(%4, %0, %3)
                %11: double = Select(%6, %10, %3)
                %12: double = Select(%9, %11, %3)
                %13: double = Select(%9, %0, %10)
                %14: double = Select(%6, %13, %3)
                %15: double = Select(%4, %14, %12)
                return %12, %15
            }
            """);
        Assert.Contains("bool aIsAbove5 = a > 5;", body);
        Assert.Contains("bool nIs1 = n == 1;", body);
        Assert.Contains("bool xIsEmpty = x.Length == 0;", body);
    }
}
