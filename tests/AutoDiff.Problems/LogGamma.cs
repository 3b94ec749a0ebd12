using System;

namespace AutoDiff.Problems;

/// <summary>The logarithm of the gamma function, at multiples of one half.</summary>
internal static class LogGamma
{
    /// <summary>log Γ(twice / 2), by Γ(z + 1) = z Γ(z) from Γ(1) = 1 and Γ(½) = √π.</summary>
    public static double OfHalf(int twice)
    {
        double result = twice % 2 == 0 ? 0 : 0.5 * Math.Log(Math.PI);
        for (int i = 2 - (twice % 2); i < twice; i += 2)
        {
            result += Math.Log(0.5 * i);
        }

        return result;
    }

    /// <summary>The gamma function of d dimensions, at degrees / 2.</summary>
    public static double Multivariate(int degrees, int d)
    {
        double result = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 0; j < d; j++)
        {
            result += OfHalf(degrees - j);
        }

        return result;
    }
}
