using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Hyperbolic functions and their inverses. acosh has a pole at 1, atanh at ±1.</summary>
internal static class Hyperbolics
{
    public static readonly ScalarPrimitive Sinh = Unary("Sinh", Interval.Real, (x, y) => Cosh(x));
    public static readonly ScalarPrimitive Cosh = Unary("Cosh", Interval.Real, (x, y) => Sinh(x));

    /// <summary>The slope is exact to a rounding of 1, which is what training needs; far out, where it is nearly 0, its own digits are lost.</summary>
    public static readonly ScalarPrimitive Tanh = Unary("Tanh", Interval.Real, (x, y) => 1 - (y * y));

    public static readonly ScalarPrimitive Asinh = Unary("Asinh", Interval.Real, (x, y) => 1 / Hypot(1, x));
    public static readonly ScalarPrimitive Acosh = Unary("Acosh", Interval.AboveOne, (x, y) => 1 / (Sqrt(x - 1) * Sqrt(x + 1)), hasPole: true);
    public static readonly ScalarPrimitive Atanh = Unary("Atanh", Interval.UnitBall, (x, y) => 1 / ((1 - x) * (1 + x)), hasPole: true);

    public static IEnumerable<ScalarPrimitive> All => [Sinh, Cosh, Tanh, Asinh, Acosh, Atanh];
}
