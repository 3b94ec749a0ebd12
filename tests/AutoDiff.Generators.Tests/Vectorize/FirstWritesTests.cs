using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Memory that is cleared and then added to, as memory that is written.</summary>
public sealed class FirstWritesTests
{
    private const string Signature = "function F(%0.x: ReadOnlySpan<double> active, %1.n: int constant, %2.dX: Span<double> adjoint, %3.y: Span<double> active)";

    [Fact]
    public void All_of_it() => Pass.Turns(
        FirstWrites.Run,
        Function(
            """
            fill %2.dX with %7
            for %5 to %8 step %6 (%10: int) {
                %11: double = load %0.x[%10] inrange
                %12: double = load %2.dX[%10] inrange
                %13: double = Add(%12, %11)
                %14: double = Add(%13, %11)
                store %2.dX[%10] inrange = %14
            }
            """),
        Function(
            """
            for %5 to %8 step %6 (%10: int) {
                %11: double = load %0.x[%10] inrange
                %14: double = Add(%11, %11)
                store %2.dX[%10] inrange = %14
            }
            """));

    [Fact]
    public void What_is_subtracted() => Pass.Turns(
        FirstWrites.Run,
        Function(
            """
            %9: Span<double> = alloc %1.n
            fill %9 with %7
            for %5 to %1.n step %6 reversed (%10: int) {
                %11: double = load %0.x[%10]
                %12: double = load %9[%10] inrange
                %13: double = Subtract(%12, %11)
                store %9[%10] inrange = %13
            }
            """),
        Function(
            """
            %9: Span<double> = alloc %1.n
            for %5 to %1.n step %6 reversed (%10: int) {
                %11: double = load %0.x[%10]
                %13: double = Negate(%11)
                store %9[%10] inrange = %13
            }
            """));

    [Fact]
    public void The_ends_are_cleared() => Pass.Turns(
        FirstWrites.Run,
        Function(
            """
            fill %2.dX with %7
            for %6 to %1.n step %6 (%10: int) {
                %11: int = Add(%10, %6)
                %12: double = load %2.dX[%11] inrange
                %13: double = Add(%12, %4)
                store %2.dX[%11] inrange = %13
            }
            """),
        Function(
            """
            %20: int = length %2.dX
            %21: int = 2
            %22: int = Min(%21, %20)
            %23: int = 0
            %24: Span<double> = slice %2.dX from %23 count %22 inrange
            fill %24 with %7
            %26: int = 1
            %27: int = Add(%1.n, %26)
            %28: int = Min(%27, %20)
            %29: int = Max(%22, %28)
            %30: int = Subtract(%20, %29)
            %31: Span<double> = slice %2.dX from %29 count %30 inrange
            fill %31 with %7
            for %6 to %1.n step %6 (%10: int) {
                %11: int = Add(%10, %6)
                store %2.dX[%11] inrange = %4
            }
            """));

    [Theory]
    [InlineData("something is added before", "fill %2.dX with %7\nstore %2.dX[%5] inrange = %4", "%10", "", "%12")]
    [InlineData("it is not zero", "fill %2.dX with %4", "%10", "", "%12")]
    [InlineData("all iterations add to one element", "fill %2.dX with %7", "%5", "", "%12")]
    [InlineData("it is added to twice", "fill %2.dX with %7", "%10", "store %2.dX[%5] inrange = %4", "%12")]
    [InlineData("it is multiplied", "fill %2.dX with %7", "%10", "%20: double = Multiply(%12, %4)", "%20")]
    [InlineData("the element is anywhere", "fill %2.dX with %7", "%21", "", "%12")]
    public void It_is_cleared_where(string reason, string before, string index, string begin, string read)
    {
        Assert.NotEmpty(reason);
        Pass.Keeps(FirstWrites.Run, Function(
            $$"""
            {{before}}
            for %5 to %8 step %6 (%10: int) {
                %21: int = Multiply(%10, %10)
                %12: double = load %2.dX[{{index}}] inrange
                {{begin}}
                %13: double = Add({{read}}, %4)
                store %2.dX[{{index}}] inrange = %13
            }
            """));
    }

    [Fact]
    public void It_is_cleared_where_others_may_see_it() => Pass.Keeps(FirstWrites.Run, Function(
        """
        fill %3.y with %7
        for %5 to %8 step %6 (%10: int) {
            %12: double = load %3.y[%10] inrange
            %13: double = Add(%12, %4)
            store %3.y[%10] inrange = %13
        }
        """));

    private static string Function(string body) => $$"""
        {{Signature}} {
            %4: double = 3
            %5: int = 0
            %6: int = 1
            %7: double = 0
            %8: int = length %0.x
            {{string.Join("\n    ", body.Split('\n'))}}
        }
        """;
}
