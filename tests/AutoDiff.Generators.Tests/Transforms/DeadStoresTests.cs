using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class DeadStoresTests
{
    [Fact]
    public void A_store_that_is_overwritten_at_once_is_dropped() => Turns(
        """
        store %1[%2] inrange = %3
        %4: double = load %0[%2] inrange
        store %1[%2] inrange = %4
        """,
        """
        %4: double = load %0[%2] inrange
        store %1[%2] inrange = %4
        """);

    [Theory]
    [InlineData("%4: double = load %1[%2] inrange")]
    [InlineData("%4: double = load %0[%2]")]
    [InlineData("opaque any \"Log()\"()")]
    [InlineData("%4: int = Divide(%2, %2)")]
    public void What_may_see_a_store_keeps_it(string between)
    {
        string body = $"store %1[%2] inrange = %3\n{between}\nstore %1[%2] inrange = %3";
        Turns(body, body);
    }

    [Fact]
    public void A_store_in_another_part_of_the_same_memory_is_another_store()
    {
        string body = "%4: int = 0\nstore %1[%2] inrange = %3\nstore %1[%4] inrange = %3";
        Turns(body, body);
    }

    private static void Turns(string before, string after) => Pass.Turns(DeadStores.Run, Function(before), Function(after));

    private static string Function(string body) => $"function F(%0: ReadOnlySpan<double> active, %1: Span<double> active, %2: int constant, %3: double active) {{\n{body}\n}}";
}
