using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Circular functions, their inverses, and both again in half turns. The inverses have poles at ±1, the angle of (0, 0) is one.
/// Where 1 - x² would cancel, or x² + y² overflow, the formulas are in factors that do not.</summary>
internal static class Trigonometry
{
    private const double Pi = 3.1415926535897932385;
    private const double PerPi = 0.31830988618379067154;

    public static readonly ScalarPrimitive Sin = Unary("Sin", Interval.Real, (x, y) => Cos(x));
    public static readonly ScalarPrimitive Cos = Unary("Cos", Interval.Real, (x, y) => -Sin(x));
    public static readonly ScalarPrimitive Tan = Unary("Tan", Interval.Real, (x, y) => 1 + (y * y));
    public static readonly ScalarPrimitive Asin = Unary("Asin", Interval.UnitBall, (x, y) => 1 / Sqrt((1 - x) * (1 + x)), hasPole: true);
    public static readonly ScalarPrimitive Acos = Unary("Acos", Interval.UnitBall, (x, y) => -1 / Sqrt((1 - x) * (1 + x)), hasPole: true);
    public static readonly ScalarPrimitive Atan = Unary("Atan", Interval.Real, (x, y) => 1 / (1 + (x * x)));

    public static readonly ScalarPrimitive SinPi = Unary("SinPi", Interval.Real, (x, y) => CosPi(x) * Pi);
    public static readonly ScalarPrimitive CosPi = Unary("CosPi", Interval.Real, (x, y) => SinPi(x) * -Pi);
    public static readonly ScalarPrimitive TanPi = Unary("TanPi", Interval.Real, (x, y) => (1 + (y * y)) * Pi, hasPole: true);
    public static readonly ScalarPrimitive AsinPi = Unary("AsinPi", Interval.UnitBall, (x, y) => PerPi / Sqrt((1 - x) * (1 + x)), hasPole: true);
    public static readonly ScalarPrimitive AcosPi = Unary("AcosPi", Interval.UnitBall, (x, y) => -PerPi / Sqrt((1 - x) * (1 + x)), hasPole: true);
    public static readonly ScalarPrimitive AtanPi = Unary("AtanPi", Interval.Real, (x, y) => PerPi / (1 + (x * x)));

    /// <summary>The angle of the point whose height comes first.</summary>
    public static readonly ScalarPrimitive Atan2 = Binary(
        "Atan2", (Interval.Real, Interval.Real),
        (v, u, y) => OverSquare(u, Hypot(u, v)),
        (v, u, y) => -OverSquare(v, Hypot(u, v)),
        hasPole: true);

    public static readonly ScalarPrimitive Atan2Pi = Binary(
        "Atan2Pi", (Interval.Real, Interval.Real),
        (v, u, y) => OverSquare(u, Hypot(u, v)) * PerPi,
        (v, u, y) => OverSquare(v, Hypot(u, v)) * -PerPi,
        hasPole: true);

    public static IEnumerable<ScalarPrimitive> All => [Sin, Cos, Tan, Asin, Acos, Atan, SinPi, CosPi, TanPi, AsinPi, AcosPi, AtanPi, Atan2, Atan2Pi];

    private static Term OverSquare(Term x, Term r) => x / r / r;
}
