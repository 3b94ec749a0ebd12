namespace AutoDiff.Generators.Primitives;

/// <summary>Where an operand of a primitive may lie. An open end is not part of it.</summary>
internal readonly record struct Interval(double Low, double High, bool OpenLow = true, bool OpenHigh = true)
{
    public static readonly Interval Real = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Interval Positive = new(0, double.PositiveInfinity);
    public static readonly Interval NonNegative = new(0, double.PositiveInfinity, OpenLow: false);
    public static readonly Interval UnitBall = new(-1, 1);
    public static readonly Interval Unit = new(-1, 1, OpenLow: false, OpenHigh: false);
}
