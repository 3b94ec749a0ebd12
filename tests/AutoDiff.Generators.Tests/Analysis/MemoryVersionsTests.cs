using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Analysis;

public sealed class MemoryVersionsTests
{
    private const string Read = "%9.read: double = load %0.r[%1.n]";
    private const string Write = "store %0.r[%1.n] = %2.a";

    [Theory]
    [InlineData($"{Write}\n{Read}", true)]
    [InlineData($"{Read}\n{Write}", false)]
    [InlineData($"{Read}\n%5: Span<double> = slice %0.r from %1.n count %1.n\nstore %5[%1.n] = %2.a", false)]
    [InlineData($"{Read}\n%5: Span<double> = alloc %1.n\nstore %5[%1.n] = %2.a", true)]
    [InlineData($"for %1.n to %1.n step %1.n (%5: int) {{\n{Write}\n{Read}\n}}", false)]
    [InlineData($"for %1.n to %1.n step %1.n (%5: int) {{\n{Write}\n}}\nfor %1.n to %1.n step %1.n (%6: int) {{\n{Read}\n}}", true)]
    [InlineData($"for %1.n to %1.n step %1.n (%5: int) {{\n{Read}\n}}\nfor %1.n to %1.n step %1.n (%6: int) {{\n{Write}\n}}", false)]
    [InlineData($"if %3.c {{\n{Read}\n}} else {{\n{Write}\n}}", true)]
    [InlineData($"for %1.n to %1.n step %1.n (%5: int) {{\nif %3.c {{\n{Read}\n}} else {{\n{Write}\n}}\n}}", false)]
    [InlineData($"if %3.c {{\n{Read}\n}} else {{\n}}\n{Write}", false)]
    [InlineData($"while {{\n{Read}\nyield %3.c\n}} do {{\n{Write}\n}}", false)]
    public void What_was_read_is_still_there_unless_a_write_may_come_after_it(string statements, bool isThere)
    {
        (Function function, MemoryVersions versions) = Analyse(statements);
        Let read = Walk.Lets(function.Body).Single(static let => let.Operation is Load);
        Assert.Equal(isThere, versions.IsFinal(read, function.Parameters[0]));
    }

    [Theory]
    [InlineData("%9.read: Span<double> = slice %0.r from %1.n count %1.n", true)]
    [InlineData("%9.read: Span<double> = alloc %1.n", true)]
    [InlineData("scope {\n%9.read: Span<double> = slice %0.r from %1.n count %1.n\n}", true)]
    [InlineData("scope {\n%9.read: Span<double> = alloc %1.n\n}", false)]
    [InlineData("scope {\n%5: Span<double> = alloc %1.n\n%9.read: Span<double> = slice %5 from %1.n count %1.n\n}", false)]
    [InlineData("scope {\n%5: Span<double> = alloc %1.n\n%9.read: Span<double> = choose %3.c then %5 else %0.r\n}", false)]
    [InlineData("for %1.n to %1.n step %1.n (%5: int) {\n%9.read: Span<double> = alloc %1.n\n}", false)]
    public void Memory_lasts_where_the_function_itself_names_it(string statements, bool lasts)
    {
        (Function function, MemoryVersions versions) = Analyse(statements);
        Value? read = null;
        Walk.Definitions(function.Body, value => read = value.Name == "read" ? value : read);
        Assert.Equal(lasts, versions.IsLasting(read!));
    }

    private static (Function, MemoryVersions) Analyse(string statements)
    {
        Function function = Ir.Parse($$"""
            function F(%0.r: Span<double> active, %1.n: int constant, %2.a: double active, %3.c: bool constant) {
                {{statements}}
            }
            """);
        return (function, MemoryVersions.Of(function, MemoryObjects.Of(function), Scopes.Of(function)));
    }
}
