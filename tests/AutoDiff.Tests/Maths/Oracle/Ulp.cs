using System;

namespace AutoDiff.Tests.Maths.Oracle;

/// <summary>Errors in units in the last place of the exact result.</summary>
internal static class Ulp
{
    public static double Error(double actual, DoubleDouble exact)
    {
        if (actual == exact.High && double.IsInfinity(actual))
        {
            return 0;
        }

        return Math.Abs((actual - exact).High) / Unit(exact.High, -1074, 52);
    }

    public static double Error(float actual, double exact)
    {
        double unit = Unit(exact, -149, 23);
        return float.IsInfinity(actual) && Math.Abs(exact) > float.MaxValue - (unit / 2) ? 0 : Math.Abs(actual - exact) / unit;
    }

    private static double Unit(double x, int leastExponent, int digits) =>
        Math.ScaleB(1, x == 0 ? leastExponent : Math.Max(Math.ILogB(x) - digits, leastExponent));
}
