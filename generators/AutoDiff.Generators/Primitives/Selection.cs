using System;
using System.Collections.Generic;
using AutoDiff.Generators.IR;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.Term;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Functions that pass one of their operands on, with the derivatives chosen at the kinks:
/// <list type="table">
/// <item><term>abs at 0</term><description>0; of NaN it is NaN</description></item>
/// <item><term>max, min at a tie</term><description>all to the first operand</description></item>
/// <item><term>max, min of NaN</term><description>to one operand, the first unless the other is what was returned</description></item>
/// <item><term>clamp at a bound</term><description>to the value; strictly outside, to the bound</description></item>
/// <item><term>copySign at 0</term><description>0, like abs; the sign has no derivative</description></item>
/// </list></summary>
internal static class Selection
{
    public static readonly ScalarPrimitive Abs = Unary("Abs", Interval.Real, (x, y) => SlopeOfAbs(x), cost: 1);
    public static readonly ScalarPrimitive CopySign = new("CopySign", 2, ResultRule.First)
    {
        Partials = [(x, _) => CopySign(x[0].Number(1), x[1]) * SlopeOfAbs(x[0]), null],
        Domain = [Interval.Real, Interval.Real],
    };

    public static readonly ScalarPrimitive Max = Choice("Max", (a, b) => a < b);
    public static readonly ScalarPrimitive Min = Choice("Min", (a, b) => a > b);

    public static readonly ScalarPrimitive MaxNumber = Returned("MaxNumber");
    public static readonly ScalarPrimitive MinNumber = Returned("MinNumber");
    public static readonly ScalarPrimitive MaxNative = Returned("MaxNative");
    public static readonly ScalarPrimitive MinNative = Returned("MinNative");
    public static readonly ScalarPrimitive MaxMagnitude = Returned("MaxMagnitude");
    public static readonly ScalarPrimitive MinMagnitude = Returned("MinMagnitude");
    public static readonly ScalarPrimitive MaxMagnitudeNumber = Returned("MaxMagnitudeNumber");
    public static readonly ScalarPrimitive MinMagnitudeNumber = Returned("MinMagnitudeNumber");

    /// <summary>Of <c>Math</c>: a bound that is NaN does not bind. All three throw where the bounds cross, on floating operands too.</summary>
    public static readonly ScalarPrimitive Clamp = Clamping("Clamp");

    /// <summary>Of <c>double</c> and <c>float</c>: a bound that is NaN makes the result NaN.</summary>
    public static readonly ScalarPrimitive ClampOrNaN = Clamping("ClampOrNaN");
    public static readonly ScalarPrimitive ClampNative = Clamping("ClampNative", "ClampNative");

    public static IEnumerable<ScalarPrimitive> All =>
    [
        Abs, CopySign, Max, Min, MaxNumber, MinNumber, MaxNative, MinNative, MaxMagnitude, MinMagnitude, MaxMagnitudeNumber, MinMagnitudeNumber,
        Clamp, ClampOrNaN, ClampNative,
    ];

    /// <summary>The slope at 0 and of NaN is x itself, as a constant: abs has no curvature there either.</summary>
    private static Term SlopeOfAbs(Term x) => Select(x > 0, 1, Select(x < 0, -1, StopGradient(x)));

    private static ScalarPrimitive Choice(string name, Func<Term, Term, Condition> isSecond) => Binary(
        name, (Interval.Real, Interval.Real), (a, b, y) => Select(isSecond(a, b), 0, 1), (a, b, y) => Select(isSecond(a, b), 1, 0), cost: 2);

    /// <summary>Whose choice is not a plain comparison: the operand that came back has the derivative.</summary>
    private static ScalarPrimitive Returned(string name) => Binary(
        name, (Interval.Real, Interval.Real), (a, b, y) => Select(AreEqual(y, a), 1, 0), (a, b, y) => Select(AreEqual(y, a), 0, 1), cost: 4);

    private static ScalarPrimitive Clamping(string name, string method = "Clamp") => new(name, 3, ResultRule.First)
    {
        Method = method,
        Partials =
        [
            (x, _) => Select((x[0] < x[1]) | (x[0] > x[2]), 0, 1),
            (x, _) => Select(x[0] < x[1], 1, 0),
            (x, _) => Select(x[0] > x[2], 1, 0),
        ],
        Domain = [Interval.Real, Interval.Real, Interval.Real],
        MayThrow = true,
        Cost = 2,
    };
}
