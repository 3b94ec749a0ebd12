using System;

namespace AutoDiff.Fuzz.Checks;

/// <summary>A float or double, and its derivative along a direction.</summary>
internal sealed record Dual(object Value, double Tangent)
{
    public double Number => Convert.ToDouble(Value, null);
}
