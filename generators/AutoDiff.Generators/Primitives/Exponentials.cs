using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Exponentials and logarithms. The slopes of e^x - 1 and its like are computed afresh: y + 1 would cancel where x is far below 0.
/// A logarithm has a pole where its argument is 0.</summary>
internal static class Exponentials
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Ln10 = 2.3025850929940456840;
    private const double Log2OfE = 1.4426950408889634074;
    private const double Log10OfE = 0.43429448190325182765;

    private static readonly Interval AboveMinusOne = new(-1, double.PositiveInfinity);

    public static readonly ScalarPrimitive Exp = Unary("Exp", Interval.Real, (x, y) => y);
    public static readonly ScalarPrimitive Exp2 = Unary("Exp2", Interval.Real, (x, y) => y * Ln2);
    public static readonly ScalarPrimitive Exp10 = Unary("Exp10", Interval.Real, (x, y) => y * Ln10);
    public static readonly ScalarPrimitive ExpM1 = Unary("ExpM1", Interval.Real, (x, y) => Exp(x));
    public static readonly ScalarPrimitive Exp2M1 = Unary("Exp2M1", Interval.Real, (x, y) => Exp2(x) * Ln2);
    public static readonly ScalarPrimitive Exp10M1 = Unary("Exp10M1", Interval.Real, (x, y) => Exp10(x) * Ln10);

    public static readonly ScalarPrimitive Log = Unary("Log", Interval.Positive, (x, y) => 1 / x, hasPole: true);
    public static readonly ScalarPrimitive Log2 = Unary("Log2", Interval.Positive, (x, y) => Log2OfE / x, hasPole: true);
    public static readonly ScalarPrimitive Log10 = Unary("Log10", Interval.Positive, (x, y) => Log10OfE / x, hasPole: true);
    public static readonly ScalarPrimitive LogP1 = Unary("LogP1", AboveMinusOne, (x, y) => 1 / (1 + x), hasPole: true);
    public static readonly ScalarPrimitive Log2P1 = Unary("Log2P1", AboveMinusOne, (x, y) => Log2OfE / (1 + x), hasPole: true);
    public static readonly ScalarPrimitive Log10P1 = Unary("Log10P1", AboveMinusOne, (x, y) => Log10OfE / (1 + x), hasPole: true);

    /// <summary>ln x / ln b. It has another pole at b = 1.</summary>
    public static readonly ScalarPrimitive LogToBase = new("LogToBase", 2, IR.ResultRule.First)
    {
        Method = "Log",
        Partials = [(x, _) => 1 / x[0] / Log(x[1]), (x, y) => -(y / x[1] / Log(x[1]))],
        Domain = [Interval.Positive, Interval.AboveOne],
        HasPole = true,
        Cost = 40,
    };

    public static IEnumerable<ScalarPrimitive> All => [Exp, Exp2, Exp10, ExpM1, Exp2M1, Exp10M1, Log, Log2, Log10, LogP1, Log2P1, Log10P1, LogToBase];
}
