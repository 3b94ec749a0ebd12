using System;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>Compares a rule with differences wherever these are steady enough to judge, and counts how often they are.</summary>
internal sealed class Comparison(ScalarPrimitive primitive, double tolerance)
{
    private int points, conclusive;

    public void Add(double[] point, FiniteDifference expected, double actual)
    {
        points++;

        // 1 - y² and y · (1 - y) are as good as a rounding of 1, and the slopes of pieces are 0 or about 1.
        bool isOfOrderOne = primitive == Hyperbolics.Tanh || primitive == Definitions.Sigmoid || SamplePoints.IsPiecewise(primitive);
        double scale = Math.Max(isOfOrderOne ? 1 : 0, Math.Abs(expected.Slope));
        bool isZero = actual == 0 && Math.Abs(expected.Slope) <= expected.Error;
        if (!isZero && !(expected.Error <= tolerance * scale)) return;
        conclusive++;
        Assert.True(
            Math.Abs(actual - expected.Slope) <= (tolerance * scale) + (4 * expected.Error),
            $"{primitive} at ({string.Join(", ", point)}): {actual:r}, but the differences say {expected.Slope:r} ± {expected.Error:r}.");
    }

    public void AssertManyWereConclusive(double share) =>
        Assert.True(conclusive >= share * points && conclusive > 0, $"Only {conclusive} of {points} differences of {primitive} were steady.");
}
