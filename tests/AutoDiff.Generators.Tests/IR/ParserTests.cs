using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.IR;

public sealed class ParserTests
{
    [Theory]
    [InlineData("function F( {", "line 1, column 13: expected a value, found '{'")]
    [InlineData("function F() {\n  %0: int = nothing\n}", "line 2, column 13: expected an operation, found 'nothing'")]
    [InlineData("function F() {\n  %0: int = Nothing()\n}", "line 2, column 13: expected a primitive, found 'Nothing'")]
    [InlineData("function F() {\n  %0: int = 1.5\n}", "line 2, column 13: expected a constant of type int, found '1.5'")]
    [InlineData("function F() {\n  %0: byte = 256\n}", "line 2, column 14: expected a constant of type byte, found '256'")]
    [InlineData("function F() {\n  %0: double = 1e999\n}", "line 2, column 16: expected a constant of type double, found '1e999'")]
    [InlineData("function F() {\n  return %7\n}", "line 2, column 10: %7 is not defined")]
    [InlineData("function F(%0.x: int constant) {\n  return %0.y\n}", "line 2, column 13: %0 is not named 'y'")]
    [InlineData("function F(%0: int constant, %0: int constant) {}", "line 1, column 30: %0 is defined twice")]
    [InlineData("function F(%0: integer constant) {}", "line 1, column 16: expected a type, found 'integer'")]
    [InlineData("function F(%0: int guest) {}", "line 1, column 20: expected the role of a parameter, found 'guest'")]
    [InlineData("function F(%99999999999: int constant) {}", "line 1, column 12: expected a number from 0 to 1073741824, found '%99999999999'")]
    [InlineData("function F() {} x", "line 1, column 17: expected the end of the text, found 'x'")]
    [InlineData("function \"F", "line 1, column 12: the string has no closing quote")]
    [InlineData("function \"\\q\"", "line 1, column 12: unknown escape in a string")]
    [InlineData("", "line 1, column 1: expected 'function', found the end of the text")]
    public void An_error_says_where_and_what_was_expected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Ir.ParseUnchecked(text)).Message);

    [Theory]
    [InlineData("scope {")]
    [InlineData("while { ")]
    public void Deep_nesting_is_refused(string opening)
    {
        string text = "function F() {" + string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Contains("too deep", Assert.Throws<FormatException>(() => Ir.ParseUnchecked(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Span<", "")]
    [InlineData("", "[]")]
    public void Deep_types_are_refused(string prefix, string suffix)
    {
        string type = string.Concat(Enumerable.Repeat(prefix, 100_000)) + "int" + string.Concat(Enumerable.Repeat(suffix, 100_000));
        string text = $"function F(%0: {type} constant) {{}}";
        Assert.Contains("too deep", Assert.Throws<FormatException>(() => Ir.ParseUnchecked(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_be_left_out_where_a_value_is_used()
    {
        Function function = Ir.Parse("function F(%0.x: double active) { return %0 }");
        Assert.Equal("x", function.Results[0].Name);
    }
}
