using System;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.IR;

public sealed class VerifierTests
{
    private const string Parameters = """
        %90: int constant, %91: double active, %92: Span<double> active, %93: ReadOnlySpan<double> active, %94: double[,] active,
        %95: double[][] active, %96: Stack<double> constant, %97: bool constant, %98: float active, %99: "P"[] active
        """;

    [Theory]
    [InlineData("%1: double = Add(%2, %2)\n%2: double = 1", "%2 is not defined")]
    [InlineData("%1: double[] = 1", "expected an operation")]
    [InlineData("%1: int = bits(0xFFFFFFFFF)", "0xFFFFFFFFF is not a int")]
    [InlineData("%1: bool = bits(0x2)", "0x2 is not a bool")]
    [InlineData("%1: double = Add(%91)", "Add takes 2 operands, not 1")]
    [InlineData("%1: double = Add(%91, %98)", "%98 is float, not double")]
    [InlineData("%1: double = Add(%92, %92)", "%92 is Span<double>, not a scalar")]
    [InlineData("%1: float = Add(%91, %91)", "%1 is float, not double")]
    [InlineData("%1: double = Less(%91, %91)", "%1 is double, not bool")]
    [InlineData("%1: bool = Less(%91, %98)", "%98 is float, not double")]
    [InlineData("%1: double = Select(%90, %91, %91)", "%90 is int, not bool")]
    [InlineData("%1: double = Select(%97, %91, %98)", "%98 is float, not double")]
    [InlineData("%1: double[] = Convert(%91)", "%1 is double[], not a scalar")]
    [InlineData("%1, %2", "expected ':'")]
    [InlineData("%1: double, %2: double = Add(%91, %91)", "2 targets, not one")]
    [InlineData("Add(%91, %91)", "0 targets, not one")]
    [InlineData("%1: double[] = alloc %91", "%91 is double, not int or long")]
    [InlineData("%1: double[,] = alloc %90", "%1 is a matrix")]
    [InlineData("%1: ReadOnlySpan<double> = alloc %90", "%1 is read-only")]
    [InlineData("%1: double = alloc %90", "%1 is double, not memory")]
    [InlineData("%1: Span<Span<double>> = alloc %90", "Span<double> cannot be the element")]
    [InlineData("%1: Stack<double>[] = alloc %90", "Stack<double> cannot be the element")]
    [InlineData("%1: int = length %90", "%90 is int, not memory")]
    [InlineData("%1: long = length %92", "%1 is long, not int")]
    [InlineData("%1: int = length %92 dimension 1", "%92 has no dimension 1")]
    [InlineData("%1: int = length %94 dimension -1", "%94 has no dimension -1")]
    [InlineData("%1: Span<double> = slice %92 from %91 count %90", "%91 is double, not int or long")]
    [InlineData("%1: Span<double> = slice %92 from %90 count %97", "%97 is bool, not int or long")]
    [InlineData("%1: Span<double> = slice %93 from %90 count %90", "the slice is ReadOnlySpan<double>, not Span<double>")]
    [InlineData("%1: Span<float> = slice %92 from %90 count %90", "the slice is Span<double>, not Span<float>")]
    [InlineData("%1: double[] = slice %92 from %90 count %90", "the slice is Span<double>, not double[]")]
    [InlineData("%1: double[,] = slice %94 from %90 count %90", "the slice is Span<double>")]
    [InlineData("%1: double[] = alloc %90 columns %90", "%1 has no columns")]
    [InlineData("%1: Span<double> = row %92[%90]", "which has no rows")]
    [InlineData("%1: double[] = row %94[%90]", "the row is Span<double>, not double[]")]
    [InlineData("%1: Span<float> = row %95[%90]", "the row is double[], not Span<float>")]
    [InlineData("%1: Span<double> = row %94[%91]", "%91 is double, not int or long")]
    [InlineData("%1: double = load %92[%91]", "%91 is double, not int or long")]
    [InlineData("%1: float = load %92[%90]", "%1 is float, not double")]
    [InlineData("%1: double = load %94[%90]", "%94 is a matrix")]
    [InlineData("%1: double[] = load %95[%90]", "are rows")]
    [InlineData("%1: double = load %92[%90].X", "double has no leaf X")]
    [InlineData("%1: double = load %99[%90]", "%1 is double, not \"P\"")]
    [InlineData("%1: double[] = load %99[%90].X", "which is no leaf")]
    [InlineData("store %93[%90] = %91", "%93 is read-only")]
    [InlineData("store %92[%90] = %98", "%98 is float, not double")]
    [InlineData("store %92[%91] = %91", "%91 is double, not int or long")]
    [InlineData("%1: double = store %92[%90] = %91", "1 targets, not none")]
    [InlineData("copy %92 to %93", "%93 is read-only")]
    [InlineData("copy %92 to %94", "%94 is a matrix")]
    [InlineData("copy %92 to %99", "cannot be copied")]
    [InlineData("copy %95 to %95", "are rows")]
    [InlineData("fill %92 with %98", "%98 is float, not double")]
    [InlineData("fill %93 with %91", "%93 is read-only")]
    [InlineData("fill %91 with %91", "%91 is double, not memory")]
    [InlineData("for %91 to %91 step %91 (%1: double) { }", "%91 is double, not an integer")]
    [InlineData("for %97 to %97 step %97 (%1: bool) { }", "%97 is bool, not an integer")]
    [InlineData("for %90 to %91 step %90 (%1: int) { }", "%91 is double, not int")]
    [InlineData("for %90 to %90 step %91 (%1: int) { }", "%91 is double, not int")]
    [InlineData("for %90 to %90 step %90 { }", "the body has no index")]
    [InlineData("for %90 to %90 step %90 (%1: long) { }", "%1 is long, not int")]
    [InlineData("for %90 to %90 step %90 carrying %91 (%1: int) { }", "1 initial values meet 0 carried values")]
    [InlineData("for %90 to %90 step %90 carrying %91 (%1: int, %2: double) { yield %2 }", "1 carried values meet 0 targets")]
    [InlineData("%3: float = for %90 to %90 step %90 carrying %91 (%1: int, %2: double) { yield %2 }", "the carried value %2 for the target %3 is double, not float")]
    [InlineData("%3: double = for %90 to %90 step %90 carrying %91 (%1: int, %2: double) { yield %98 }", "the result %98 for the carried value %2 is float, not double")]
    [InlineData("%3: double = for %90 to %90 step %90 carrying %91 (%1: int, %2: double) { }", "0 results meet 1 carried values")]
    [InlineData("for %90 to %90 step %90 mayexit (%1: int) { yield %97 }", "no target takes the number of iterations")]
    [InlineData("%3: long = for %90 to %90 step %90 mayexit (%1: int) { yield %97 }", "%3 is long, not int")]
    [InlineData("%3: int = for %90 to %90 step %90 mayexit (%1: int) { yield %90 }", "%90 is int, not bool")]
    [InlineData("%3: int = for %90 to %90 step %90 mayexit (%1: int) { }", "does not say whether to go on")]
    [InlineData("while { } do { }", "does not say whether to go on")]
    [InlineData("while { yield %90 } do { }", "%90 is int, not bool")]
    [InlineData("while carrying %91 { yield %97 } do { }", "1 initial values meet 0 carried values")]
    [InlineData("while { yield %97, %91 } do { }", "1 condition's results meet 0 body's arguments")]
    [InlineData("while { yield %97, %91 } do (%1: double) { }", "1 condition's results meet 0 targets")]
    [InlineData("while { yield %97 } do { yield %91 }", "1 results meet 0 carried values")]
    [InlineData("if %90 { } else { }", "%90 is int, not bool")]
    [InlineData("if %97 (%1: int) { } else { }", "the block has arguments")]
    [InlineData("%1: double = if %97 { yield %91 } else { }", "0 results meet 1 targets")]
    [InlineData("%1: double = if %97 { yield %91 } else { yield %98 }", "the result %98 for the target %1 is float, not double")]
    [InlineData("if %97 { %1: double = 1 } else { %2: double = Negate(%1) }", "%1 is out of scope")]
    [InlineData("%1: double = scope { %2: double = Negate(%1)\n yield %2 }", "%1 is used before it is defined")]
    [InlineData("%1: double[] = scope { %2: double[] = alloc %90\n yield %2 }", "%2 does not outlive the scope")]
    [InlineData("%1: Span<double> = scope { %2: double[] = alloc %90\n %3: Span<double> = slice %2 from %90 count %90\n yield %3 }", "%3 does not outlive the scope")]
    [InlineData("%1: Stack<double> = scope { %2: Stack<double> = stack\n yield %2 }", "%2 does not outlive the scope")]
    [InlineData("%1: double = stack", "%1 is double, not a stack")]
    [InlineData("push %98 on %96", "%98 is float, not double")]
    [InlineData("push %91 on %91", "%91 is double, not a stack")]
    [InlineData("%1: int = pop %96", "%1 is int, not double")]
    [InlineData("%1: double = call G(%91)", "there is no function G")]
    [InlineData("%1: int, %2: int = opaque none \"F()\"()", "one target at most")]
    [InlineData("opaque any \"F({1})\"(%90)", "the template does not fit 1 arguments")]
    [InlineData("opaque any \"F({0\"(%90)", "the template does not fit 1 arguments")]
    [InlineData("opaque any \"F({0})\"(%96)", "%96 is a stack")]
    [InlineData("rule \"F({0})\" reversed \"G({0}, {2})\" (%91 active)", "the template does not fit 2 arguments")]
    [InlineData("rule \"F()\" reversed \"G()\" result ()", "0 targets, not one")]
    [InlineData("rule \"F()\" reversed \"G()\" (%91 active written)", "%91 is double, not memory")]
    [InlineData("%1: int = pullback \"G(ref {0})\" () adding ()", "%1 is int, which has no adjoint")]
    [InlineData("pullback \"G({1})\" (%91) adding ()", "the template does not fit 1 arguments")]
    [InlineData("throw \"F({0})\"()", "the template does not fit 0 arguments")]
    [InlineData("throw \"F()\"()\nthrow \"F()\"()", "what follows a throw is never reached")]
    public void A_broken_function_is_refused(string line, string reason)
    {
        Exception? refusal = Record.Exception(() =>
        {
            Verifier.Verify(Ir.ParseUnchecked($"function F({Parameters}) {{\n{line}\n}}"), module: _ => null);
        });
        Assert.True(refusal is FormatException or VerificationException, $"{refusal}");
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%1: double = if %97 { yield %91 } else { throw \"E()\"() }")]
    [InlineData("%1: ReadOnlySpan<double> = if %97 { yield %92 } else { yield %93 }")]
    [InlineData("%1: ulong = 1\n%2: ulong = ShiftLeft(%1, %90)")]
    [InlineData("%1: double[] = alloc %90\n%2: Span<double> = scope { %3: Span<double> = slice %1 from %90 count %90\n yield %3 }")]
    [InlineData("%1: Span<double>, %2: Span<double> = while carrying %92, %92 (%3: Span<double>, %4: Span<double>) { yield %97, %3, %4 } do (%5: Span<double>, %6: Span<double>) { yield %6, %5 }")]
    public void A_sound_function_is_accepted(string line) => Ir.Parse($"function F({Parameters}) {{\n{line}\n}}");

    [Fact]
    public void The_function_the_let_and_the_reason_are_named()
    {
        Function function = Ir.ParseUnchecked("function Loss(%0.x: double active) { scope { %1.y: float = Negate(%0.x) } }");
        string message = Assert.Throws<VerificationException>(() => Verifier.Verify(function)).Message;
        Assert.Equal("Loss: %1 is float, not double in\n%1.y: float = Negate(%0.x)", message);
    }

    [Fact]
    public void A_value_is_defined_once()
    {
        Value x = new(0, ScalarType.Double);
        Let let = new([x], new Apply(Arithmetic.Negate, [x]));
        AssertBroken(new Function("F", [ParameterRole.Active], new Block([x], [let], [])), "F: %0 is defined twice");
    }

    [Fact]
    public void A_value_is_used_as_it_is_defined()
    {
        Value x = new(0, ScalarType.Double, "x");
        AssertBroken(Returning(x with { Type = ScalarType.Int32 }), "%0 is double where it is defined, int where it is used");
        AssertBroken(Returning(x with { Name = "y" }), "%0 is named 'x' where it is defined, 'y' where it is used");

        Function Returning(Value use) => new("F", [ParameterRole.Active], new Block([x], [], [use]));
    }

    [Fact]
    public void Every_parameter_has_a_role() =>
        AssertBroken(new Function("F", [], new Block([new Value(0, ScalarType.Double)], [], [])), "1 parameters have 0 roles");

    [Fact]
    public void A_call_fits_its_callee()
    {
        Function callee = Ir.Parse("function G(%0: double active) { return %0 }");
        Function caller = Ir.Parse("function F(%0: float active) { %1: double = call G(%0) }");
        string reason = Assert.Throws<VerificationException>(() => Verifier.Verify(caller, _ => callee)).Message;
        Assert.Contains("the argument %0 for the parameter %0 is float, not double", reason, StringComparison.Ordinal);
    }

    private static void AssertBroken(Function function, string reason) =>
        Assert.Contains(reason, Assert.Throws<VerificationException>(() => Verifier.Verify(function)).Message, StringComparison.Ordinal);
}
