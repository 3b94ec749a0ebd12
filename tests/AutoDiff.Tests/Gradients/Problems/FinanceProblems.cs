using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Finance"/>.</summary>
public sealed class FinanceProblems : IFamilies<double>
{
    private const int OptionSize = 5;

    public static IEnumerable<Family<double>> All => [new("BlackScholes", BlackScholes), new("BondYield", BondYield) { Sizes = [1, 2, 7, 33], BenchmarkSize = 30 }];

    /// <summary>Every other option is in the money, far enough for small differences to leave each in its branch.</summary>
    private static Problem<double> BlackScholes(int n)
    {
        double[] spread = Uniform(OptionSize * n);
        double[] options = [.. Enumerable.Range(0, n).SelectMany(i => new[]
        {
            (i % 2 == 0 ? 2 : 0.5) + (spread[OptionSize * i] / 8),
            1 + (spread[(OptionSize * i) + 1] / 8),
            0.0625 + (spread[(OptionSize * i) + 2] / 32),
            (i % 4 < 2 ? 0.25 : 0.5) + (spread[(OptionSize * i) + 3] / 32),
            1 + (spread[(OptionSize * i) + 4] / 4),
        })];
        return Problem.Of(
            [new("options", Role.Input, options) { ElementSize = OptionSize }],
            p => Finance.BlackScholes(p[0].As<Option>()),
            (p, d) => Finance.BlackScholesGradient(p[0].As<Option>(), d[0].As<Option>()));
    }

    private static Problem<double> BondYield(int n) => Problem.Of(
        [new("flows", Role.Input, [.. Enumerable.Repeat(0.0625, n - 1), 1.0625]), new("price", Role.Scalar, [0.875])],
        p => Finance.BondYield(p[0].Span, p[1].Span[0]),
        (p, d) => Finance.BondYieldGradient(p[0].Span, p[1].Span[0], d[0].Span, out d[1].Span[0]));
}
