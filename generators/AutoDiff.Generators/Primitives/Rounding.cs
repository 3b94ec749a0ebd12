using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;
using static AutoDiff.Generators.Primitives.TermFunctions;

namespace AutoDiff.Generators.Primitives;

/// <summary>Functions that work on the digits of a number. Steps have derivative zero, at the jumps and of NaN too.</summary>
internal static class Rounding
{
    public static readonly ScalarPrimitive Floor = Step("Floor", "Floor");
    public static readonly ScalarPrimitive Ceiling = Step("Ceiling", "Ceiling");
    public static readonly ScalarPrimitive Truncate = Step("Truncate", "Truncate");
    public static readonly ScalarPrimitive Round = Step("Round", "Round");
    public static readonly ScalarPrimitive RoundToDigits = Step("RoundToDigits", "Round", Operand.Int32);
    public static readonly ScalarPrimitive RoundWithMode = Step("RoundWithMode", "Round", Operand.MidpointRounding);
    public static readonly ScalarPrimitive RoundToDigitsWithMode = Step("RoundToDigitsWithMode", "Round", Operand.Int32, Operand.MidpointRounding);

    public static readonly ScalarPrimitive BitIncrement = Unary("BitIncrement", Interval.Real, (x, y) => 1, cost: 2);
    public static readonly ScalarPrimitive BitDecrement = Unary("BitDecrement", Interval.Real, (x, y) => 1, cost: 2);

    /// <summary>x · 2^n.</summary>
    public static readonly ScalarPrimitive ScaleB = WithInteger("ScaleB", (Interval.Real, new Interval(-9, 9)), (x, n, y) => ScaleB(x.Number(1), n), cost: 4);

    /// <summary>x - round(x / b) · b, like <see cref="Arithmetic.Remainder"/> but to the nearest multiple.</summary>
    public static readonly ScalarPrimitive Ieee754Remainder = Binary(
        "Ieee754Remainder", (Interval.Real, Interval.Positive), (x, b, y) => 1, (x, b, y) => -((x - y) / b), hasPole: true, cost: 20);

    public static IEnumerable<ScalarPrimitive> All =>
        [Floor, Ceiling, Truncate, Round, RoundToDigits, RoundWithMode, RoundToDigitsWithMode, BitIncrement, BitDecrement, ScaleB, Ieee754Remainder];
}
