using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Incremental;

/// <summary>What an edit makes the generator do again.</summary>
public sealed class IncrementalTests
{
    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached, Modified = IncrementalStepRunReason.Modified, Unchanged = IncrementalStepRunReason.Unchanged;

    private const string Program = """
        using System;
        using AutoDiff;

        public static partial class Losses
        {
            [Differentiable]
            public static double Square(double x)
            {
                double y = x;
                return y * x;
            }

            [Differentiable]
            public static double Sum(ReadOnlySpan<double> x)
            {
                double sum = 0;
                foreach (double element in x) sum += element;
                return sum;
            }
        }
        """;

    private readonly Editor editor = new(Program, "static class Elsewhere { }");

    [Fact]
    public void Moving_a_method_compiles_nothing()
    {
        editor.Edit("using System;", "using System;\n\n// A line more.\n");
        AssertCompiles([Cached, Cached]);
    }

    [Fact]
    public void An_edit_in_another_file_compiles_nothing()
    {
        editor.EditElsewhere("static class Elsewhere { static int One => 1; }");
        AssertCompiles([Cached, Cached]);
    }

    [Fact]
    public void A_whitespace_edit_compiles_nothing()
    {
        editor.Edit("    double sum = 0;", "\n\n    double  sum  =  0;  // from nothing");
        AssertCompiles([Cached, Cached]);
    }

    [Fact]
    public void Renaming_a_local_compiles_only_its_method()
    {
        editor.Edit("double y = x;\n        return y * x;", "double z = x;\n        return z * x;");
        AssertCompiles([Modified, Cached]);
    }

    [Fact]
    public void Editing_a_method_leaves_the_other_alone()
    {
        editor.Edit("sum += element;", "sum += element * element;");
        AssertCompiles([Cached, Modified]);
    }

    [Fact]
    public void An_unmarked_method_compiles_nothing()
    {
        editor.Edit("public static partial class Losses\n{", "public static partial class Losses\n{\n    public static double Cube(double x) => x * x * x;\n");
        AssertCompiles([Cached, Cached]);
    }

    [Fact]
    public void A_new_method_compiles_only_itself()
    {
        editor.Edit("        return sum;\n    }\n", "        return sum;\n    }\n\n    [Differentiable]\n    public static double Cube(double x) => x * x * x;\n");
        Assert.Equal([Cached, Cached, IncrementalStepRunReason.New], editor.Reasons(StepNames.Compile));
        Assert.Equal(3, editor.Files.Count);
    }

    [Fact]
    public void A_method_with_an_error_compiles_nothing_else()
    {
        editor.Edit("return y * x;", "try { } finally { } return y * x;");
        Assert.Equal("AD0026", Assert.Single(editor.Diagnostics).Id);
        Assert.Equal("Losses.Sum.g.cs", Assert.Single(editor.Files));
        Assert.All(editor.Reasons(StepNames.Compile), reason => Assert.True(reason is Cached or Unchanged or IncrementalStepRunReason.Removed));
        editor.Edit("try { } finally { } ", "");
        Assert.Empty(editor.Diagnostics);
        Assert.Equal(2, editor.Files.Count);
    }

    [Fact]
    public void A_diagnostic_moves_with_its_line()
    {
        editor.Edit("return y * x;", "try { } finally { } return y * x;");
        int line = Line();
        editor.Edit("using System;", "using System;\n\n// A line more.\n");
        Assert.Equal(line + 3, Line());
    }

    [Fact]
    public void What_a_pass_reports_moves_with_its_line()
    {
        editor.Edit("return y * x;", "return y * double.Parse(x.ToString());");
        Assert.Equal("AD0011", Assert.Single(editor.Diagnostics).Id);
        int line = Line();
        editor.Edit("using System;", "using System;\n\n// A line more.\n");
        Assert.Equal(line + 3, Line());
        Assert.All(editor.Reasons(StepNames.Compile), reason => Assert.True(reason is Cached or Unchanged));
    }

    private int Line() => Assert.Single(editor.Diagnostics).Location.GetLineSpan().StartLinePosition.Line;

    private void AssertCompiles(IReadOnlyList<IncrementalStepRunReason> expected)
    {
        Assert.Equal(expected, editor.Reasons(StepNames.Compile));
        Assert.Equal(2, editor.Files.Count);
    }
}
