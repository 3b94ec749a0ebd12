using System.Collections.Generic;
using static AutoDiff.Generators.Primitives.Entry;

namespace AutoDiff.Generators.Primitives;

/// <summary>Functions that are linear in each of their operands.</summary>
internal static class Linear
{
    private const double RadiansPerDegree = 0.017453292519943295769;
    private const double DegreesPerRadian = 57.295779513082320877;

    /// <summary>a · b + c.</summary>
    public static readonly ScalarPrimitive FusedMultiplyAdd = Ternary("FusedMultiplyAdd", (a, b, c) => b, (a, b, c) => a, (a, b, c) => 1);
    public static readonly ScalarPrimitive MultiplyAddEstimate = Ternary("MultiplyAddEstimate", (a, b, c) => b, (a, b, c) => a, (a, b, c) => 1);

    /// <summary>a · (1 - t) + b · t.</summary>
    public static readonly ScalarPrimitive Lerp = Ternary("Lerp", (a, b, t) => 1 - t, (a, b, t) => t, (a, b, t) => b - a, cost: 4);

    public static readonly ScalarPrimitive DegreesToRadians = Unary("DegreesToRadians", Interval.Real, (x, y) => RadiansPerDegree, cost: 2);
    public static readonly ScalarPrimitive RadiansToDegrees = Unary("RadiansToDegrees", Interval.Real, (x, y) => DegreesPerRadian, cost: 2);

    public static IEnumerable<ScalarPrimitive> All => [FusedMultiplyAdd, MultiplyAddEstimate, Lerp, DegreesToRadians, RadiansToDegrees];
}
