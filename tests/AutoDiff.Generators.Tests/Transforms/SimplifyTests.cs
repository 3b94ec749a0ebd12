using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class SimplifyTests
{
    [Theory]
    [InlineData("Subtract(%0, %1)", "0")]
    [InlineData("Add(%0, %1)", "-0")]
    [InlineData("Add(%1, %0)", "-0")]
    [InlineData("Multiply(%0, %1)", "1")]
    [InlineData("Multiply(%1, %0)", "1")]
    [InlineData("Divide(%0, %1)", "1")]
    public void What_is_exact_is_dropped(string operation, string constant) => Pass.Turns(
        Simplify.Run,
        $$"""
        function F(%0: double active) {
            %1: double = {{constant}}
            %2: double = {{operation}}
            return %2
        }
        """,
        $$"""
        function F(%0: double active) {
            %1: double = {{constant}}
            return %0
        }
        """);

    /// <summary>-0.0 + 0.0 is 0.0, NaN · 0 is NaN, 0 - 0.0 is 0.0 but its negation is not.</summary>
    [Theory]
    [InlineData("Add(%0, %1)", "0")]
    [InlineData("Add(%1, %0)", "0")]
    [InlineData("Subtract(%0, %1)", "-0")]
    [InlineData("Subtract(%1, %0)", "0")]
    [InlineData("Multiply(%0, %1)", "0")]
    [InlineData("Divide(%1, %0)", "0")]
    [InlineData("Divide(%0, %1)", "3")]
    [InlineData("Subtract(%0, %0)", "0")]
    [InlineData("Divide(%0, %0)", "0")]
    public void What_is_not_exact_stays_in_the_users_computation(string operation, string constant) => Pass.Keeps(
        Simplify.Run,
        $$"""
        function F(%0: double active) {
            %1: double = {{constant}}
            %2: double = {{operation}}
            return %2
        }
        """);

    [Fact]
    public void An_adjoint_does_not_care_for_the_sign_of_zero() => Pass.Turns(
        Simplify.Run,
        """
        function F(%0: double active) {
            # 1 reverse "y = x;"
            %1: double = 0
            %2: double = Add(%0, %1)
            return %2
        }
        """,
        """
        function F(%0: double active) {
            %1: double = 0
            return %0
        }
        """);

    [Fact]
    public void An_adjoint_is_divided_rather_than_multiplied_by_a_reciprocal() => Pass.Turns(
        Simplify.Run,
        """
        function F(%0: double active, %1: double active) {
            # 1 reverse "y = x;"
            %2: double = 1
            %3: double = Divide(%2, %1)
            %4: double = Multiply(%0, %3)
            return %4
        }
        """,
        """
        function F(%0: double active, %1: double active) {
            %2: double = 1
            %3: double = Divide(%2, %1)
            %4: double = Divide(%0, %1)
            return %4
        }
        """);

    [Fact]
    public void Sums_are_not_regrouped() => Pass.Keeps(
        Simplify.Run,
        """
        function F(%0: double active) {
            %1: double = 1
            %2: double = Add(%0, %1)
            %3: double = Add(%2, %1)
            %4: double = Subtract(%3, %0)
            return %4
        }
        """);

    [Fact]
    public void A_number_is_doubled_rather_than_added_to_itself() => Pass.Turns(
        Simplify.Run,
        """
        function F(%0: double active) {
            %1: double = Add(%0, %0)
            return %1
        }
        """,
        """
        function F(%0: double active) {
            %1: double = 2
            %2: double = Multiply(%1, %0)
            return %2
        }
        """);

    [Theory]
    [InlineData("Negate(%2)", "Negate(%0)", "%0")]
    [InlineData("Add(%1, %2)", "Negate(%0)", "Subtract(%1, %0)")]
    [InlineData("Subtract(%1, %2)", "Negate(%0)", "Add(%1, %0)")]
    public void Signs_meet(string operation, string inner, string expected) => Pass.Turns(
        Simplify.Run,
        $$"""
        function F(%0: double active, %1: double active) {
            %2: double = {{inner}}
            %3: double = {{operation}}
            return %3
        }
        """,
        expected == "%0"
            ? $$"""
              function F(%0: double active, %1: double active) {
                  %2: double = {{inner}}
                  return %0
              }
              """
            : $$"""
              function F(%0: double active, %1: double active) {
                  %2: double = {{inner}}
                  %3: double = {{expected}}
                  return %3
              }
              """);

    [Theory]
    [InlineData("double", "0.1", "0.2", "Add", "0.30000000000000004")]
    [InlineData("double", "1", "0", "Divide", "Infinity")]
    [InlineData("int", "2147483647", "1", "Add", "-2147483648")]
    public void Constants_are_folded_as_the_program_would_compute_them(string type, string x, string y, string operation, string folded) => Pass.Turns(
        Simplify.Run,
        $$"""
        function F() {
            %0: {{type}} = {{x}}
            %1: {{type}} = {{y}}
            %2: {{type}} = {{operation}}(%0, %1)
            return %2
        }
        """,
        $$"""
        function F() {
            %0: {{type}} = {{x}}
            %1: {{type}} = {{y}}
            %2: {{type}} = {{folded}}
            return %2
        }
        """);

    [Theory]
    [InlineData("int", "Divide", "1", "0")]
    [InlineData("int", "AddChecked", "2147483647", "1")]
    [InlineData("float", "Add", "1", "2")]
    public void What_throws_or_rounds_otherwise_is_not_folded(string type, string operation, string x, string y) => Pass.Keeps(
        Simplify.Run,
        $$"""
        function F() {
            %0: {{type}} = {{x}}
            %1: {{type}} = {{y}}
            %2: {{type}} = {{operation}}(%0, %1)
            return %2
        }
        """);

    [Fact]
    public void A_branch_on_a_constant_is_the_block_taken() => Pass.Turns(
        Simplify.Run,
        """
        function F(%0: double active) {
            %1: bool = false
            %2: double = if %1 {
                %3: double = Sin(%0)
                yield %3
            } else {
                %4: double = Cos(%0)
                yield %4
            }
            return %2
        }
        """,
        """
        function F(%0: double active) {
            %1: bool = false
            %2: double = Cos(%0)
            return %2
        }
        """);

    [Fact]
    public void A_result_that_both_branches_yield_is_that_value() => Pass.Turns(
        Simplify.Run,
        """
        function F(%0: double active, %1: bool constant) {
            %2: double, %3: double = if %1 {
                %4: double = Sin(%0)
                yield %0, %4
            } else {
                yield %0, %0
            }
            %5: double = Add(%2, %3)
            return %5
        }
        """,
        """
        function F(%0: double active, %1: bool constant) {
            %3: double = if %1 {
                %4: double = Sin(%0)
                yield %4
            } else {
                yield %0
            }
            %5: double = Add(%0, %3)
            return %5
        }
        """);

    [Theory]
    [InlineData("%1: bool = true")]
    [InlineData("%1: bool = Less(%0, %0)")]
    public void A_branch_that_throws_stays(string condition) => Pass.Keeps(
        Simplify.Run,
        $$"""
        function F(%0: double active) {
            {{condition}}
            if %1 {
                throw "new global::System.Exception()"()
            } else {
            }
            %2: double = Sin(%0)
            return %2
        }
        """);

    [Fact]
    public void What_a_loop_only_hands_on_is_not_carried() => Pass.Turns(
        Simplify.Run,
        """
        function F(%0: double active, %1: int constant) {
            %2: int = 0
            %3: int = 1
            %4: double, %5: double = for %2 to %1 step %3 carrying %0, %0 (%6: int, %7: double, %8: double) {
                %9: double = Multiply(%7, %8)
                yield %7, %9
            }
            %10: double = Add(%4, %5)
            return %10
        }
        """,
        """
        function F(%0: double active, %1: int constant) {
            %2: int = 0
            %3: int = 1
            %5: double = for %2 to %1 step %3 carrying %0 (%6: int, %8: double) {
                %9: double = Multiply(%0, %8)
                yield %9
            }
            %10: double = Add(%0, %5)
            return %10
        }
        """);
}
