using System;

namespace AutoDiff.Layers;

/// <summary>Two independent numbers of the standard normal distribution, by Marsaglia's polar method (1964).</summary>
internal static class NormalPair
{
    /// <summary>The pair of a place in the sequence of a key.</summary>
    public static (double First, double Second) At(ulong key, int index)
    {
        ulong own = CounterRandom.Bits(key, (ulong)index);
        for (ulong attempt = 0; ; attempt += 2)
        {
            double x = (2 * CounterRandom.Uniform(own, attempt)) - 1, y = (2 * CounterRandom.Uniform(own, attempt + 1)) - 1, square = (x * x) + (y * y);
            if (square is >= 1 or 0) continue;
            double scale = Math.Sqrt(-2 * Log(square) / square);
            return (x * scale, y * scale);
        }
    }

    /// <summary>The logarithm of a normal number, which the machine's own library may round otherwise: log(2ⁿ · f) = n · log 2 + 2 artanh((f - 1) / (f + 1)).</summary>
    private static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double fraction = Math.ScaleB(x, -exponent);
        if (fraction > 1.4142135623730951) (fraction, exponent) = (fraction / 2, exponent + 1);
        double s = (fraction - 1) / (fraction + 1), square = s * s, sum = 0;
        for (int power = 23; power >= 1; power -= 2) sum = (sum * square) + (1.0 / power);
        return (exponent * 0.69314718055994531) + (2 * s * sum);
    }
}
