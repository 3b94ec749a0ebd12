using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Analysis;

public sealed class KnownElementsTests
{
    /// <summary>%0.x has %3 elements, and %7 as many as are asked for; the outer loop counts up to %3, and the inner one to %8 from %11.</summary>
    [Theory]
    [InlineData("alloc %3", "length %7", "Add(%9.i, %5)", true)]
    [InlineData("alloc %3", "length %7", "Add(%5, %9.i)", true)]
    [InlineData("alloc %3", "length %7", "Add(%9.i, %6)", false)]
    [InlineData("alloc %3", "length %7", "Subtract(%9.i, %5)", false)]
    [InlineData("alloc %3", "length %7", "Negate(%9.i)", false)]
    [InlineData("alloc %2.k", "length %7", "Add(%9.i, %5)", true)]
    [InlineData("alloc %2.k", "length %0.x", "Add(%9.i, %5)", false)]
    [InlineData("slice %0.x from %4 count %3", "length %7", "Add(%9.i, %5)", true)]
    [InlineData("slice %0.x from %4 count %2.k", "length %7", "Add(%9.i, %5)", true)]
    [InlineData("slice %0.x from %4 count %2.k", "length %1.y", "Add(%9.i, %5)", false)]
    public void Memory_is_as_long_as_what_it_was_made_with(string memory, string end, string begin, bool isThere)
    {
        Function function = Ir.Parse($$"""
            function F(%0.x: ReadOnlySpan<double> active, %1.y: ReadOnlySpan<double> active, %2.k: int constant) {
                %3: int = length %0.x
                %4: int = 0
                %5: int = 1
                %6: int = 2
                %7: {{(memory.StartsWith("alloc", System.StringComparison.Ordinal) ? "Span" : "ReadOnlySpan")}}<double> = {{memory}}
                %8: int = {{end}}
                for %4 to %3 step %5 (%9.i: int) {
                    %11: int = {{begin}}
                    for %11 to %8 step %5 (%10.j: int) {
                        %12: double = load %7[%10.j]
                    }
                }
            }
            """);
        var load = (Load)Walk.Lets(function.Body).Single(let => let.Operation is Load).Operation;
        Assert.Equal(isThere, KnownElements.Of(function).IsThere(load.Memory, load.Index));
    }
}
