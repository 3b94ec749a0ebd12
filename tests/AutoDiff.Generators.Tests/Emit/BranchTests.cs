using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class BranchTests
{
    [Fact]
    public void Small_branches_are_expressions() => Emitted.CheckBody(
        """
            function F(%0.a: double active, %1.b: double constant) {
                %2: bool = Less(%0, %1)
                %3.r: double = if %2 {
                    %4: double = 2
                    %5: double = Multiply(%0, %4)
                    yield %5
                } else {
                    yield %1
                }
                %6: bool = Greater(%3, %1)
                %7: bool = if %6 {
                    %8: double = 0
                    %9: bool = NotEqual(%1, %8)
                    yield %9
                } else {
                    %10: bool = false
                    yield %10
                }
                %11: double = if %7 {
                    yield %3
                } else {
                    yield %0
                }
                return %11, %0
            }
            """,
        """
            double r = a < b ? a * 2 : b;
            dA = a;
            return r > b && b != 0 ? r : a;

            """);

    [Fact]
    public void A_branch_that_keeps_a_variable_has_no_else() => Emitted.CheckBody(
        """
            function F(%0.a: double active, %1.n: int constant) {
                %2.r: double = Exp(%0)
                %3: int = 0
                %4: bool = Less(%1, %3)
                if %4 {
                    throw "new global::System.ArgumentOutOfRangeException(nameof(n))"()
                } else {
                }
                %5: bool = Greater(%1, %3)
                %6.r: double = if %5 {
                    %7.r: double = Multiply(%2, %0)
                    yield %7
                } else {
                    yield %2
                }
                return %6, %2
            }
            """,
        """
            double r = Math.Exp(a);
            if (n < 0) throw new global::System.ArgumentOutOfRangeException(nameof(n));
            double r2;
            if (n > 0)
            {
                r2 = r * a;
            }
            else
            {
                r2 = r;
            }
            dA = r;
            return r2;

            """);

    [Fact]
    public void Nested_branches_are_a_chain() => Emitted.CheckBody(
        """
            function F(%0.a: double active, %1.n: int constant, %2.m: Span<double> constant) {
                %3: int = 0
                %4: bool = Equal(%1, %3)
                if %4 {
                    store %2[%3] = %0
                } else {
                    %5: int = 1
                    %6: bool = Equal(%1, %5)
                    if %6 {
                        store %2[%5] = %0
                    } else {
                        %7: double = load %2[%3]
                        %8: double = Add(%7, %0)
                        store %2[%3] = %8
                    }
                }
                return %0, %0
            }
            """,
        """
            if (n == 0)
            {
                m[0] = a;
            }
            else if (n == 1)
            {
                m[1] = a;
            }
            else
            {
                m[0] += a;
            }
            dA = a;
            return a;

            """);
}
