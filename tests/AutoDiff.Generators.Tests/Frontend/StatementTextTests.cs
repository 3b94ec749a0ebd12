using AutoDiff.Generators.Frontend;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>The line of source that generated code shows.</summary>
public sealed class StatementTextTests
{
    [Theory]
    [InlineData("y  =\n   x + // one\n /* two */ 1 ;", "y = x + 1 ;")]
    [InlineData("for (int i = 0;\n  i < n; i++) { x++; }", "for (int i = 0; i < n; i++)")]
    [InlineData("if (x > 0) // positive\n{ x = 1; } else { x = 2; }", "if (x > 0)")]
    [InlineData("foreach (var v in x) s += v;", "foreach (var v in x)")]
    [InlineData("while (f(x)) { }", "while (f(x))")]
    [InlineData("do { x++; } while (x < 1);", "do while (x < 1);")]
    [InlineData("switch (n) { case 1: break; }", "switch (n)")]
    [InlineData("s = @\"a\nb\";", "s = @\"a b\";")]
    public void It_is_one_line_without_comments_and_bodies(string statement, string text) =>
        Assert.Equal(text, StatementText.Of(SyntaxFactory.ParseStatement(statement)));

    [Fact]
    public void A_long_one_is_cut()
    {
        string text = StatementText.Of(SyntaxFactory.ParseStatement($"x = {string.Join(" + ", System.Linq.Enumerable.Repeat("abc", 100))};"));
        Assert.True(text.Length <= 120);
        Assert.EndsWith("…", text, System.StringComparison.Ordinal);
    }
}
