using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Analysis;

public sealed class MemoryObjectsTests
{
    [Theory]
    [InlineData("%5.m: Span<double> = slice %1.r from %2.n count %2.n", "r")]
    [InlineData("%5.m: Span<double> = row %4.rows[%2.n]", "rows")]
    [InlineData("%5.m: Span<double> = choose %3.c then %1.r else %6.own", "r own")]
    [InlineData("%5.m: Span<double> = if %3.c {\nyield %1.r\n} else {\nyield %6.own\n}", "r own")]
    [InlineData("%5.m: Span<double> = if %3.c {\nthrow \"null!\"()\n} else {\nyield %6.own\n}", "own")]
    [InlineData("%5.m: Span<double> = for %2.n to %2.n step %2.n carrying %1.r (%7: int, %8: Span<double>) {\nyield %6.own\n}", "r own")]
    [InlineData("%5.m: Span<double> = scope {\nyield %6.own\n}", "own")]
    [InlineData("%5.m: Span<double> = opaque none \"{0}.AsSpan()\"(%6.own)", "m own")]
    public void A_piece_of_memory_is_of_the_objects_it_may_come_from(string definition, string objects)
    {
        (Function function, MemoryObjects memory) = Analyse(definition);
        Value piece = Named(function, "m");
        Assert.Equal(objects.Split(' ').Order(), memory.Objects(piece).Select(static item => item.Name!).Order());
    }

    [Theory]
    [InlineData("store %1.r[%2.n] = %9", "r")]
    [InlineData("%5: Span<double> = slice %1.r from %2.n count %2.n\nstore %5[%2.n] = %9", "r")]
    [InlineData("copy %0.x to %6.own", "own")]
    [InlineData("fill %6.own with %9", "own")]
    [InlineData("opaque any \"F({0}, {1})\"(%0.x, %1.r)", "r")]
    [InlineData("%5: double = opaque throws \"F({0})\"(%1.r)", "")]
    public void What_is_written_is_known(string statement, string written)
    {
        (Function function, MemoryObjects memory) = Analyse(statement);
        string[] names = [.. new[] { "x", "r", "own" }.Where(name => memory.IsWritten(Named(function, name)))];
        Assert.Equal(written, string.Join(" ", names));
    }

    [Fact]
    public void Memory_of_an_object_may_be_anything_but_what_the_function_makes()
    {
        (Function function, MemoryObjects memory) = Analyse("%5.m: Span<double> = opaque any \"Table\"()\nstore %5.m[%2.n] = %9");
        string[] names = [.. new[] { "x", "r", "own" }.Where(name => memory.MayOverlap(Named(function, name), Named(function, "m")))];
        Assert.Equal("x r", string.Join(" ", names));
        Assert.True(memory.IsWritten(Named(function, "x")));
    }

    [Fact]
    public void Parameters_do_not_overlap()
    {
        (Function function, MemoryObjects memory) = Analyse("store %1.r[%2.n] = %9");
        Assert.False(memory.MayOverlap(Named(function, "x"), Named(function, "r")));
    }

    private static (Function, MemoryObjects) Analyse(string statement)
    {
        Function function = Ir.Parse($$"""
            function F(%0.x: ReadOnlySpan<double> active, %1.r: Span<double> active, %2.n: int constant, %3.c: bool constant, %4.rows: double[,] active, %9: double active) {
                %6.own: Span<double> = alloc %2.n
                {{statement}}
            }
            """);
        return (function, MemoryObjects.Of(function));
    }

    private static Value Named(Function function, string name)
    {
        Value? found = null;
        Walk.Definitions(function.Body, value => found = value.Name == name ? value : found);
        return found!;
    }
}
