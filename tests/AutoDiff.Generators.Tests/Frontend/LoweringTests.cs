using AutoDiff.Generators.IR;
using Xunit;
using Xunit.Abstractions;

namespace AutoDiff.Generators.Tests.Frontend;

public sealed class LoweringTests(ITestOutputHelper o)
{
    [Theory]
    [InlineData("rosenbrock")]
    [InlineData("early return of some paths")]
    [InlineData("early return")]
    [InlineData("tuples")]
    [InlineData("break and return")]
    [InlineData("throw")]
    [InlineData("do with exits")]
    [InlineData("while")]
    [InlineData("short circuit with assignments")]
    public void Print(string p) => o.WriteLine(Printer.Print(LoweringProbe.Lower("[Differentiable] public static double F(Span<double> x, ReadOnlySpan<double> y, int[] k, double a, int n)\n" + Programs.All[p]).Function, PrintOptions.Origins | PrintOptions.Renumber));
}
