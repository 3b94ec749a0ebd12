using System;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

/// <summary>What the place of the generated code asks for.</summary>
public sealed class ContextTests
{
    private static readonly Function Product = Ir.Parse("""
        function F(%0.n: int constant, %1.class: double active, %2.x: double[] constant) {
            %3: int = Multiply(%0, %0)
            %4: double = Convert(%3)
            %5: double = Multiply(%4, %1)
            %6: double = opaque none "global::System.Math.ILogB({0})"(%5)
            %7: double = Sin(%6)
            return %7, %4
        }
        """);

    [Fact]
    public void In_a_project_of_checked_arithmetic_integers_still_wrap() =>
        Assert.Contains("        unchecked\n        {\n", Emitted.File(Product, isChecked: true), StringComparison.Ordinal);

    [Fact]
    public void Keywords_are_escaped() => Assert.Contains("double @class, ", Emitted.File(Product), StringComparison.Ordinal);

    [Fact]
    public void Where_a_name_of_the_framework_is_taken_all_are_qualified()
    {
        string file = Emitted.File(Product, qualify: true);
        Assert.Contains("global::System.Math.Sin(global::System.Math.ILogB(", file, StringComparison.Ordinal);
        Assert.Contains("global::AutoDiff.Guard.NotNull(x, nameof(x));", file, StringComparison.Ordinal);
        Assert.DoesNotContain("using ", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_emit_the_same_text() => Assert.Equal(Emitted.File(Product), Emitted.File(Product));
}
