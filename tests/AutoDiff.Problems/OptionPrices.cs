using System;

namespace AutoDiff.Problems;

/// <summary>Call options, each quantity in an array of its own.</summary>
public static partial class OptionPrices
{
    /// <summary>What all of them are worth together, by Black and Scholes.</summary>
    [Differentiable]
    public static float Total(ReadOnlySpan<float> spot, ReadOnlySpan<float> strike, ReadOnlySpan<float> rate, ReadOnlySpan<float> volatility, ReadOnlySpan<float> maturity)
    {
        float total = 0;
        for (int i = 0; i < spot.Length; i++)
        {
            float deviation = volatility[i] * MathF.Sqrt(maturity[i]);
            float d1 = ((MathF.Log(spot[i] / strike[i]) + (rate[i] * maturity[i])) / deviation) + (0.5f * deviation);
            total += (spot[i] * Normal(d1)) - (strike[i] * MathF.Exp(-rate[i] * maturity[i]) * Normal(d1 - deviation));
        }

        return total;
    }

    /// <summary>The cumulative normal distribution, by formula 26.2.17 of Abramowitz and Stegun.</summary>
    private static float Normal(float x)
    {
        float t = 1 / (1 + (0.2316419f * MathF.Abs(x)));
        float tail = MathF.Exp(-0.5f * x * x) * 0.39894228f * t * (0.31938153f + (t * (-0.356563782f + (t * (1.781477937f + (t * (-1.821255978f + (t * 1.330274429f))))))));
        return x > 0 ? 1 - tail : tail;
    }
}
