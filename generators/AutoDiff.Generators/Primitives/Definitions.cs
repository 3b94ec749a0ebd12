using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.Term;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Functions that are expressions in C#, with a rule of their own: where the exponential overflows the sigmoid has slope 0, not 0·∞,
/// and a norm has slope 0 at the origin.</summary>
internal static class Definitions
{
    /// <summary>The slope is exact to a rounding of 1, like that of tanh.</summary>
    public static readonly ScalarPrimitive Sigmoid = Defined(
        "Sigmoid", Interval.Real, x => 1 / (1 + Exp(-x)), (x, y) => y * (1 - y), image: new Interval(0, 1), cost: 24);

    /// <summary>The root of a sum of squares.</summary>
    public static readonly ScalarPrimitive Norm = Defined(
        "Norm", Interval.Positive, x => Sqrt(x), (x, y) => Select(AreEqual(y, 0), 0, 0.5 / y), image: Interval.Positive, cost: 6);

    public static IEnumerable<ScalarPrimitive> All => [Sigmoid, Norm];
}
