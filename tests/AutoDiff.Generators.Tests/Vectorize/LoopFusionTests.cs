using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Which loops become one, and which must not.</summary>
public sealed class LoopFusionTests
{
    private const string Signature = "function F(%0.x: ReadOnlySpan<double> active, %1.y: Span<double> active, %2.d: Span<double> adjoint, %3.n: int constant, %4.a: double active)";

    [Fact]
    public void A_sum_and_what_follows_from_its_terms() => Pass.Turns(
        LoopFusion.Run,
        Function(
            """
            %10: double = for %5 to %3.n step %6 carrying %7 (%11: int, %12: double) {
                %13: double = load %0.x[%11] inrange
                %14: double = Add(%12, %13)
                yield %14
            }
            fill %2.d with %7
            for %5 to %3.n step %6 (%20: int) {
                %21: double = load %0.x[%20] inrange
                store %2.d[%20] inrange = %21
            }
            return %10
            """),
        Function(
            """
            fill %2.d with %7
            %10: double = for %5 to %3.n step %6 carrying %7 (%11: int, %12: double) {
                %13: double = load %0.x[%11] inrange
                %14: double = Add(%12, %13)
                %21: double = load %0.x[%11] inrange
                store %2.d[%11] inrange = %21
                yield %14
            }
            return %10
            """));

    [Theory]
    [InlineData("the bounds differ", "%7", "%5 to %3.n step %6", "%5 to %8 step %6", "")]
    [InlineData("the one is reversed", "%7", "%5 to %3.n step %6", "%5 to %3.n step %6 reversed", "")]
    [InlineData("the second needs the sum", "%10", "%5 to %3.n step %6", "%5 to %3.n step %6", "")]
    [InlineData("the second needs what follows from the sum", "%9", "%5 to %3.n step %6", "%5 to %3.n step %6", "%9: double = Negate(%10)")]
    [InlineData("what the second needs may be there only where nothing has thrown", "%9", "%5 to %3.n step %6", "%5 to %3.n step %6", "store %1.y[%3.n] = %7\n%9: double = load %2.d[%3.n] inrange")]
    [InlineData("what the second needs may throw", "%9", "%5 to %3.n step %6", "%5 to %3.n step %6", "%9: double = load %0.x[%5]")]
    public void They_stay_apart_where(string reason, string factor, string first, string second, string between)
    {
        string function = Function($$"""
            %10: double = for {{first}} carrying %7 (%11: int, %12: double) {
                %13: double = load %0.x[%11] inrange
                %14: double = Add(%12, %13)
                yield %14
            }
            {{between}}
            for {{second}} (%20: int) {
                %21: double = load %0.x[%20] inrange
                %22: double = Multiply(%21, {{factor}})
                store %2.d[%20] inrange = %22
            }
            return %10
            """);
        Assert.NotEmpty(reason);
        Pass.Keeps(LoopFusion.Run, function);
    }

    [Theory]
    [InlineData("each its own element", true, "%11", "%20")]
    [InlineData("the next iteration's", false, "%11", "%30")]
    [InlineData("one for all", false, "%5", "%5")]
    public void Memory_that_the_one_writes_and_the_other_reads(string which, bool isFused, string written, string read)
    {
        Function function = Ir.Parse(Function($$"""
            %9: Span<double> = alloc %8
            for %5 to %3.n step %6 (%11: int) {
                %12: double = load %0.x[%11] inrange
                store %9[{{written}}] inrange = %12
            }
            for %5 to %3.n step %6 (%20: int) {
                %30: int = Add(%20, %6)
                %21: double = load %9[{{read}}] inrange
                store %2.d[%20] inrange = %21
            }
            return %4.a
            """));
        Assert.NotEmpty(which);
        Assert.Equal(isFused ? 1 : 2, Walk.Lets(LoopFusion.Run(function).Body).Count(static let => let.Operation is For));
    }

    /// <summary>Where the second loop of a method throws, everything that the first has written is to be seen.</summary>
    [Theory]
    [InlineData("%1.y", "", false)]
    [InlineData("%1.y", "inrange", true)]
    [InlineData("%2.d", "", true)]
    public void What_others_see_is_written_before_anything_throws(string written, string read, bool isFused)
    {
        Function function = Ir.Parse(Function($$"""
            for %5 to %3.n step %6 (%11: int) {
                store {{written}}[%11] inrange = %4.a
            }
            %10: double = for %5 to %3.n step %6 carrying %7 (%20: int, %22: double) {
                %21: double = load %0.x[%20] {{read}}
                %23: double = Add(%22, %21)
                yield %23
            }
            return %10
            """));
        Assert.Equal(isFused ? 1 : 2, Walk.Lets(LoopFusion.Run(function).Body).Count(static let => let.Operation is For));
    }

    private static string Function(string body) => $$"""
        {{Signature}} {
            %5: int = 0
            %6: int = 1
            %7: double = 0
            %8: int = length %0.x
            {{string.Join("\n    ", body.Split('\n'))}}
        }
        """;
}
