using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class GuardExpansionTests
{
    [Fact]
    public void A_guarded_product_is_a_choice() => Pass.Turns(
        GuardExpansion.Run,
        """
        function F(%0: double active, %1: double active) {
            %2: double = GuardedMultiply(%0, %1)
            %3: double = GuardedDivide(%0, %1)
            return %2, %3
        }
        """,
        """
        function F(%0: double active, %1: double active) {
            %2: double = 0
            %3: bool = Equal(%0, %2)
            %4: double = Multiply(%0, %1)
            %5: double = Select(%3, %2, %4)
            %6: double = 0
            %7: bool = Equal(%0, %6)
            %8: double = Divide(%0, %1)
            %9: double = Select(%7, %6, %8)
            return %5, %9
        }
        """);

    [Fact]
    public void A_constant_that_is_not_zero_needs_no_guard() => Pass.Turns(
        GuardExpansion.Run,
        """
        function F(%0: double active, %1: bool constant) {
            %2: double = 1
            %3: double = if %1 {
                %4: double = GuardedDivide(%2, %0)
                yield %4
            } else {
                yield %0
            }
            return %3
        }
        """,
        """
        function F(%0: double active, %1: bool constant) {
            %2: double = 1
            %3: double = if %1 {
                %4: double = Divide(%2, %0)
                yield %4
            } else {
                yield %0
            }
            return %3
        }
        """);

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    public void A_constant_zero_keeps_its_guard(string zero) => Pass.Turns(
        GuardExpansion.Run,
        $$"""
        function F(%0: double active) {
            %1: double = {{zero}}
            %2: double = GuardedMultiply(%1, %0)
            return %2
        }
        """,
        $$"""
        function F(%0: double active) {
            %1: double = {{zero}}
            %2: double = 0
            %3: bool = Equal(%1, %2)
            %4: double = Multiply(%1, %0)
            %5: double = Select(%3, %2, %4)
            return %5
        }
        """);
}
