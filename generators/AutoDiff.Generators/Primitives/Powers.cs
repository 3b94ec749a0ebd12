using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.Term;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Powers, roots and reciprocals, with the derivatives chosen at these points:
/// <list type="table">
/// <item><term>sqrt, cbrt, root at 0</term><description>infinite; a zero adjoint stays zero</description></item>
/// <item><term>x^0 by x</term><description>0, at x = 0 too</description></item>
/// <item><term>0^p by p</term><description>0 for p > 0, -∞ else</description></item>
/// <item><term>x^p by p for x below 0</term><description>NaN; by x it is p·x^(p-1) wherever that is a number</description></item>
/// <item><term>hypot at (0, 0)</term><description>0 by both</description></item>
/// </list></summary>
internal static class Powers
{
    public static readonly ScalarPrimitive Sqrt = Unary("Sqrt", Interval.Positive, (x, y) => 0.5 / y, hasPole: true, cost: 6);
    public static readonly ScalarPrimitive Cbrt = Unary("Cbrt", Interval.Real, (x, y) => 1 / (3 * (y * y)), hasPole: true);
    public static readonly ScalarPrimitive RootN = WithInteger(
        "RootN", (Interval.Positive, new Interval(1, 9)), (x, n, y) => Pow(y, 1 - n) / n, hasPole: true, cost: 40);

    /// <summary>Written without dividing by x, so that it can be differentiated again at x = 0.</summary>
    public static readonly ScalarPrimitive Pow = Binary(
        "Pow", (Interval.Positive, Interval.Real), (x, p, y) => Guarded(p, Pow(x, p - 1)), (x, p, y) => Guarded(y, Log(x)), hasPole: true, cost: 40);

    public static readonly ScalarPrimitive Hypot = Binary(
        "Hypot", (Interval.Real, Interval.Real), (a, b, y) => Select(AreEqual(y, 0), 0, a / y), (a, b, y) => Select(AreEqual(y, 0), 0, b / y), cost: 12);

    /// <summary>As accurate as the estimate itself.</summary>
    public static readonly ScalarPrimitive ReciprocalEstimate = Unary("ReciprocalEstimate", Interval.Positive, (x, y) => -(y * y), hasPole: true, cost: 2);
    public static readonly ScalarPrimitive ReciprocalSqrtEstimate = Unary(
        "ReciprocalSqrtEstimate", Interval.Positive, (x, y) => -0.5 * (y * y * y), hasPole: true, cost: 2);

    public static IEnumerable<ScalarPrimitive> All => [Sqrt, Cbrt, RootN, Pow, Hypot, ReciprocalEstimate, ReciprocalSqrtEstimate];
}
