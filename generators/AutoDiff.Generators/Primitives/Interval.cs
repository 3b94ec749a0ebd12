namespace AutoDiff.Generators.Primitives;

/// <summary>Where an operand of a primitive may lie: strictly between the ends; an integer may be one of them.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static readonly Interval Real = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Interval Positive = new(0, double.PositiveInfinity);
    public static readonly Interval AboveOne = new(1, double.PositiveInfinity);
    public static readonly Interval UnitBall = new(-1, 1);
}
