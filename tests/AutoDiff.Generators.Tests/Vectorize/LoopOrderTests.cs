using System;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Of which loops the iterations may run in any order.</summary>
public sealed class LoopOrderTests
{
    [Theory]
    [InlineData("a sum", "", "%32: double = load %0.x[%30]\n%33: double = Add(%31, %32)", "%33", true)]
    [InlineData("a difference", "", "%32: double = load %0.x[%30]\n%33: double = Subtract(%31, %32)", "%33", true)]
    [InlineData("a difference from it", "", "%32: double = load %0.x[%30]\n%33: double = Subtract(%32, %31)", "%33", false)]
    [InlineData("a product", "", "%32: double = load %0.x[%30]\n%33: double = Multiply(%31, %32)", "%33", false)]
    [InlineData("the last value", "", "%33: double = load %0.x[%30]", "%33", false)]
    [InlineData("a sum that is used", "", "%32: double = load %0.x[%30]\n%33: double = Add(%31, %32)\nstore %1.y[%30] = %33", "%33", false)]
    [InlineData("twice itself", "", "%33: double = Add(%31, %31)", "%33", false)]
    [InlineData("a sum on one side", "", "%33: double = if %3.c {\n%32: double = Add(%31, %4.a)\nyield %32\n} else {\nyield %31\n}", "%33", true)]
    [InlineData("a reset on one side", "", "%33: double = if %3.c {\n%32: double = Add(%31, %4.a)\nyield %32\n} else {\nyield %4.a\n}", "%33", false)]
    [InlineData("a sum in a loop", "", "%33: double = for %5 to %8 step %6 carrying %31 (%34: int, %35: double) {\n%36: double = load %0.x[%34]\n%37: double = Add(%35, %36)\nyield %37\n}", "%33", true)]
    [InlineData("a product in a loop", "", "%33: double = for %5 to %8 step %6 carrying %31 (%34: int, %35: double) {\n%36: double = load %0.x[%34]\n%37: double = Multiply(%35, %36)\nyield %37\n}", "%33", false)]
    [InlineData("own elements", "", "store %1.y[%30] = %4.a", "%31", true)]
    [InlineData("one element", "", "store %1.y[%5] = %4.a", "%31", false)]
    [InlineData("added to one element", "", "%32: double = load %1.y[%5]\n%33: double = Add(%32, %4.a)\nstore %1.y[%5] = %33", "%31", true)]
    [InlineData("added to neighbours", "", "%39: int = Add(%30, %6)\n%32: double = load %1.y[%39]\n%33: double = Add(%32, %4.a)\nstore %1.y[%39] = %33\n%34: double = load %1.y[%30]\n%35: double = Add(%34, %4.a)\nstore %1.y[%30] = %35", "%31", true)]
    [InlineData("a prefix sum", "", "%39: int = Subtract(%30, %6)\n%32: double = load %1.y[%39]\n%34: double = load %1.y[%30]\n%33: double = Add(%32, %34)\nstore %1.y[%39] = %33", "%31", false)]
    [InlineData("two at once", "", "%32: double = load %1.y[%5]\n%34: double = load %1.y[%30]\n%33: double = Add(%32, %4.a)\nstore %1.y[%5] = %33\n%35: double = Add(%34, %4.a)\nstore %1.y[%30] = %35", "%31", false)]
    [InlineData("rows", "", "%39: int = Multiply(%30, %8)\nfor %5 to %8 step %6 (%34: int) {\n%35: int = Add(%39, %34)\nstore %1.y[%35] = %4.a\n}", "%31", true)]
    [InlineData("rows that are too long", "", "%39: int = Multiply(%30, %6)\nfor %5 to %8 step %6 (%34: int) {\n%35: int = Add(%39, %34)\nstore %1.y[%35] = %4.a\n}", "%31", false)]
    [InlineData("slices", "", "%39: int = Multiply(%30, %8)\n%34: Span<double> = slice %1.y from %39 count %8 inrange\nfill %34 with %4.a", "%31", true)]
    [InlineData("slices that overlap", "", "%34: Span<double> = slice %1.y from %30 count %8 inrange\nfill %34 with %4.a", "%31", false)]
    [InlineData("parts that overlap", "%38: Span<double> = slice %1.y from %6 count %8\n%39: Span<double> = slice %1.y from %5 count %8", "store %38[%30] = %4.a\nstore %39[%30] = %4.a", "%31", false)]
    [InlineData("memory of its own", "", "%34: Span<double> = alloc %8\nstore %34[%5] = %4.a\n%35: double = load %34[%5]\nstore %1.y[%30] = %35", "%31", true)]
    [InlineData("memory that it fills first", "%38: Span<double> = alloc %8", "FILL\nREAD", "%31", true)]
    [InlineData("memory that it fills but for one element", "%38: Span<double> = alloc %8", "for %6 to %8 step %6 (%34: int) {\nstore %38[%34] = %4.a\n}\nREAD", "%31", false)]
    [InlineData("memory that it fills behind what it reads", "%38: Span<double> = alloc %8", "READ\nFILL", "%31", false)]
    [InlineData("memory that it fills on one side", "%38: Span<double> = alloc %8", "if %3.c {\nFILL\n} else {\n}\nREAD", "%31", false)]
    [InlineData("longer memory than what it fills", "%37: int = Add(%8, %6)\n%38: Span<double> = alloc %37", "FILL\nREAD", "%31", false)]
    [InlineData("memory that it fills in rows", "%37: int = Multiply(%8, %8)\n%38: Span<double> = alloc %37", "for %5 to %8 step %6 (%34: int) {\n%40: int = Multiply(%34, %8)\nfor %5 to %8 step %6 (%41: int) {\n%42: int = Add(%40, %41)\nstore %38[%42] = %4.a\n}\n}\nREAD", "%31", true)]
    [InlineData("memory of which it fills the diagonal", "%37: int = Multiply(%8, %8)\n%38: Span<double> = alloc %37", "for %5 to %8 step %6 (%34: int) {\n%40: int = Multiply(%34, %8)\n%42: int = Add(%40, %34)\nstore %38[%42] = %4.a\n}\nREAD", "%31", false)]
    [InlineData("memory that it finds and leaves zero", "%38: Span<double> = alloc %8\nfill %38 with %7", "ADD\nREAD\nfor %5 to %8 step %6 (%34: int) {\nstore %38[%34] = %7\n}", "%31", true)]
    [InlineData("memory all of which it adds to", "%38: Span<double> = alloc %8\nfill %38 with %7", "for %5 to %8 step %6 (%34: int) {\n%40: double = load %38[%34]\n%41: double = Multiply(%40, %4.a)\nstore %38[%34] = %41\n}", "%31", false)]
    [InlineData("memory that it does not find zero", "%38: Span<double> = alloc %8\nfill %38 with %4.a", "ADD\nREAD\nfor %5 to %8 step %6 (%34: int) {\nstore %38[%34] = %7\n}", "%31", false)]
    [InlineData("memory that it does not leave zero", "%38: Span<double> = alloc %8\nfill %38 with %7", "ADD\nREAD", "%31", false)]
    [InlineData("what must run once", "", "opaque any \"G()\"()", "%31", false)]
    public void A_loop_with(string what, string ahead, string body, string next, bool isFree)
    {
        body = body.Replace("FILL", "for %5 to %8 step %6 (%34: int) {\nstore %38[%34] = %4.a\n}", StringComparison.Ordinal)
            .Replace("READ", "%35: double = load %38[%5]\nstore %1.y[%30] = %35", StringComparison.Ordinal)
            .Replace("ADD", "%44: double = load %38[%6]\n%45: double = Multiply(%44, %4.a)\n%46: double = Add(%45, %4.a)\nstore %38[%6] = %46", StringComparison.Ordinal);
        Function function = Ir.Parse($$"""
            function F(%0.x: ReadOnlySpan<double> active, %1.y: Span<double> active, %2.n: int constant, %3.c: bool constant, %4.a: double active) {
                %5: int = 0
                %6: int = 1
                %7: double = 0
                %8: int = length %0.x
                {{ahead}}
                %9: double = for %5 to %2.n step %6 carrying %7 (%30: int, %31: double) {
                    {{body}}
                    yield {{next}}
                }
                return %9
            }
            """);
        Assert.NotEmpty(what);
        Verifier.Verify(function);
        Assert.Equal(isFree, LoopOrder.Of(function).IsFree((For)function.Body.Lets.Single(static let => let.Operation is For).Operation));
    }
}
