using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Analysis;

public sealed class ActivityTests
{
    [Fact]
    public void Only_what_depends_on_an_input_and_matters_to_an_output_is_active() => AssertActive(
        "%0.a %4.used",
        """
        %3.constant: double = Sin(%1.k)
        %4.used: double = Multiply(%3.constant, %0.a)
        %5.unused: double = Sin(%0.a)
        return %4.used
        """);

    [Fact]
    public void Steps_comparisons_and_integers_end_activity() => AssertActive(
        "",
        """
        %3.step: double = Floor(%0.a)
        %4.number: int = Convert(%0.a)
        %5.back: double = Convert(%4.number)
        %6: bool = Less(%0.a, %1.k)
        %7.sum: double = Add(%3.step, %5.back)
        %8: double = Select(%6, %1.k, %7.sum)
        return %8
        """);

    [Fact]
    public void An_accumulator_that_starts_from_a_constant_is_active() => AssertActive(
        "%0.a %6.last %8.sum %9.product",
        """
        %3: int = 0
        %4: int = 1
        %5: double = 1
        %6.last: double = for %3 to %2.n step %4 carrying %5 (%7: int, %8.sum: double) {
            %9.product: double = Multiply(%8.sum, %0.a)
            yield %9.product
        }
        return %6.last
        """);

    [Fact]
    public void Memory_carries_activity_through_loads_stores_copies_fills_and_parts() => AssertActive(
        "%0.a %5.first %6.second %7.part %8.last",
        """
        %3: int = 0
        %5.first: Span<double> = alloc %2.n
        %6.second: Span<double> = alloc %2.n
        fill %5.first with %0.a
        copy %5.first to %6.second
        %7.part: Span<double> = slice %6.second from %3 count %2.n
        %8.last: double = load %7.part[%3]
        %9.other: Span<double> = alloc %2.n
        store %9.other[%3] = %1.k
        return %8.last
        """);

    [Fact]
    public void A_branch_that_throws_passes_nothing_on() => AssertActive(
        "%0.a %4.result %5.other",
        """
        %3: bool = Less(%0.a, %1.k)
        %4.result: double = if %3 {
            throw "new global::System.Exception()"()
        } else {
            %5.other: double = Sin(%0.a)
            yield %5.other
        }
        return %4.result
        """);

    [Fact]
    public void What_a_loop_of_unknown_length_carries_is_active() => AssertActive(
        "%0.a %3.result %4.tested %6.carried %7.next",
        """
        %3.result: double = while carrying %1.k (%4.tested: double) {
            %5: bool = Less(%4.tested, %1.k)
            yield %5, %4.tested
        } do (%6.carried: double) {
            %7.next: double = Add(%6.carried, %0.a)
            yield %7.next
        }
        return %3.result
        """);

    [Fact]
    public void Memory_that_is_chosen_beside_active_memory_has_an_adjoint() => AssertActive(
        "%0.a %3.active %4.inactive %6.chosen %8.element",
        """
        %3.active: Span<double> = alloc %2.n
        %4.inactive: Span<double> = alloc %2.n
        fill %3.active with %0.a
        fill %4.inactive with %1.k
        %5: bool = Less(%0.a, %1.k)
        %6.chosen: Span<double> = choose %5 then %3.active else %4.inactive
        %7: int = 0
        %8.element: double = load %6.chosen[%7]
        return %8.element
        """);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Written_memory_is_an_output_of_a_pullback_alone(bool memoryIsOutput)
    {
        Function function = Ir.Parse("""
            function F(%0: double active, %1: Span<double> active) {
                %2: int = 0
                store %1[%2] = %0
            }
            """);
        Activity activity = Activity.Of(function, memoryIsOutput);
        Assert.Equal(memoryIsOutput, activity.IsActive(function.Parameters[0]));
        Assert.Equal(memoryIsOutput, activity.Touches(function.Body.Lets[1]));
    }

    private static void AssertActive(string active, string body)
    {
        Function function = Ir.Parse($"function F(%0.a: double active, %1.k: double constant, %2.n: int constant) {{\n{body}\n}}");
        Activity activity = Activity.Of(function, memoryIsOutput: false);
        List<string> found = [];
        Walk.Definitions(function.Body, value =>
        {
            if (activity.IsActive(value)) found.Add($"%{value.Id}.{value.Name}");
        });
        Assert.Equal(active, string.Join(" ", found.OrderBy(static text => text, StringComparer.Ordinal)));
    }
}
