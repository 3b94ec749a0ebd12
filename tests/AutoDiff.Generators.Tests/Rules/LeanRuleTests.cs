using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Rules that say what they do not need: the content of memory, and the adjoints of constants.</summary>
public sealed class LeanRuleTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            /// <summary>y += w·x, element by element.</summary>
            [CustomVjp(nameof(AddVjp)), CustomJvp(nameof(AddJvp))]
            public static void Add(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < y.Length; i++) y[i] += w[i] * x[i];
            }

            [CustomJvp(nameof(AddVjpJvp))]
            public static void AddVjp(ReadOnlySpan<double> w, ReadOnlySpan<double> x, [Unread] Span<double> y, [SkippedIfConstant] Span<double> dW, [SkippedIfConstant] Span<double> dX, Span<double> dY)
            {
                if (y.Length != dY.Length) throw new InvalidOperationException();
                for (int i = 0; i < dW.Length; i++) dW[i] += dY[i] * x[i];
                for (int i = 0; i < dX.Length; i++) dX[i] += dY[i] * w[i];
                y.Fill(double.NaN);
                Skipped = (dW.IsEmpty, dX.IsEmpty);
            }

            public static void AddJvp(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> vW, ReadOnlySpan<double> vX, Span<double> vY)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    y[i] += w[i] * x[i];
                    vY[i] += (vW[i] * x[i]) + (w[i] * vX[i]);
                }
            }

            public static void AddVjpJvp(
                ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y, Span<double> dW, Span<double> dX, Span<double> dY,
                ReadOnlySpan<double> vW, ReadOnlySpan<double> vX, Span<double> vY, Span<double> vDW, Span<double> vDX, Span<double> vDY)
            {
                for (int i = 0; i < dW.Length; i++) vDW[i] += (vDY[i] * x[i]) + (dY[i] * vX[i]);
                for (int i = 0; i < dX.Length; i++) vDX[i] += (vDY[i] * w[i]) + (dY[i] * vW[i]);
                AddVjp(w, x, y, dW, dX, dY);
            }

            public static (bool, bool) Skipped;

            [Differentiable]
            public static double Both(ReadOnlySpan<double> w, ReadOnlySpan<double> x) => Sum(w, x);

            [Differentiable]
            public static double OfWeights(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x) => Sum(w, x);

            [Differentiable]
            public static double OfInputs([NoGradient] ReadOnlySpan<double> w, ReadOnlySpan<double> x) => Sum(w, x);

            private static double Sum(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
            {
                Span<double> y = new double[w.Length];
                for (int round = 0; round < 3; round++)
                {
                    Add(w, x, y);
                    for (int i = 0; i < y.Length; i++) y[i] = Math.Sin(y[i] + x[i]);
                }

                double sum = 0;
                foreach (double e in y) sum += e * e;
                return sum;
            }
        }
        """;

    private static readonly Lazy<GeneratorResult> Compiled = new(static () => GeneratorHarness.RunInAllModes(Source));

    [Theory]
    [InlineData("Both", false, false)]
    [InlineData("OfWeights", false, true)]
    [InlineData("OfInputs", true, false)]
    public void What_nobody_asks_for_is_not_computed_and_the_rest_is_right(string method, bool skipsWeights, bool skipsInputs)
    {
        foreach (int count in new[] { 0, 1, 3 })
        {
            double[] w = [.. Enumerable.Range(0, count).Select(static i => 0.3 + (0.4 * i))], x = [.. Enumerable.Range(0, count).Select(static i => 0.9 - (0.5 * i))];
            GradientCheck.Run(Compiled.Value, "C", method, w, x);
        }

        double[] gradient = new double[2];
        object[] arguments = method == "Both" ? [new double[] { 1, 2 }, new double[] { 3, 4 }, gradient, new double[2]] : [new double[] { 1, 2 }, new double[] { 3, 4 }, gradient];
        Compiled.Value.Program!.Call("C", $"{method}Gradient", arguments);
        Assert.Equal((skipsWeights, skipsInputs), Compiled.Value.Program!.TypeNamed("C").GetField("Skipped")!.GetValue(null));
    }

    [Fact]
    public void Memory_that_the_rule_does_not_look_at_is_not_kept() => Assert.DoesNotContain("y.CopyTo", string.Concat(GeneratorHarness.Run(Source).GeneratedSources.Values));
}
