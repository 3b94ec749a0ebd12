using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Analysis;

public sealed class LostDerivativesTests
{
    [Theory]
    [InlineData("%3: double = opaque none \"F({0})\"(%0.x)")]
    [InlineData("%3: double = Sin(%0.x)\n%4: double = opaque any \"F({0})\"(%3)")]
    [InlineData("%3: \"string\" = opaque any \"{0}.ToString()\"(%0.x)\n%4: double = opaque any \"double.Parse({0})\"(%3)")]
    [InlineData("%3: double = opaque any \"Sum({0})\"(%2.r)")]
    [InlineData("%3: \"string\" = opaque any \"{0}.ToString()\"(%0.x)\n%4: double = rule \"F({0})\" reversed \"\" (%3 constant)")]
    public void A_smooth_result_of_an_opaque_call_on_an_active_value_loses_a_derivative(string statements) => AssertLoses(statements, Loss.OpaqueCall);

    [Theory]
    [InlineData("%3: bool = opaque none \"double.IsNaN({0})\"(%0.x)")]
    [InlineData("%3: int = opaque none \"Math.Sign({0})\"(%0.x)")]
    [InlineData("opaque any \"Debug.Assert({0} > 0)\"(%0.x)")]
    [InlineData("%3: double = opaque none \"F({0})\"(%1.k)")]
    [InlineData("%3: double = Floor(%0.x)\n%4: double = opaque none \"F({0})\"(%3)")]
    [InlineData("%3: double = StopGradient(%0.x)\n%4: double = opaque none \"F({0})\"(%3)")]
    [InlineData("%3: \"string\" = opaque any \"{0}.ToString()\"(%0.x)\nopaque any \"Console.WriteLine({0})\"(%3)")]
    [InlineData("%3: double = rule \"F({0}, {1})\" reversed \"\" (%0.x active, %0.x constant)")]
    [InlineData("%3: double[] = opaque any \"Shared.Table\"()\n%4: double = rule \"F({0}, {1})\" reversed \"\" (%0.x active, %3 active)")]
    public void Predicates_and_what_is_constant_lose_none(string statements) => AssertLoses(statements);

    [Theory]
    [InlineData("%3: double[] = opaque any \"Shared.Table\"()\n%4: int = 0\nstore %3[%4] = %0.x")]
    [InlineData("%3: double[] = opaque any \"Shared.Table\"()\ncopy %2.r to %3")]
    [InlineData("%3: double[] = opaque any \"Shared.Table\"()\nfill %3 with %0.x")]
    [InlineData("%3: double[] = opaque any \"Shared.Table\"()\nrule \"F({0}, {1})\" reversed \"\" (%0.x active, %3 active written)")]
    public void Active_values_may_not_be_stored_into_memory_of_an_object(string statements) => AssertLoses(statements, Loss.ForeignMemory);

    private static void AssertLoses(string statements, params Loss[] losses)
    {
        Function function = Ir.Parse($"function F(%0.x: double active, %1.k: double constant, %2.r: Span<double> active) {{\n{statements}\n}}");
        Assert.Equal(losses, LostDerivatives.Of(new Module(function, [])).Select(static lost => lost.Loss));
    }
}
