using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>A call option and its market.</summary>
public readonly record struct Option(double Spot, double Strike, double Rate, double Volatility, double Maturity);

/// <summary>Prices, and what they imply.</summary>
public static partial class Finance
{
    /// <summary>What call options are worth by Black and Scholes.</summary>
    [Differentiable]
    public static double BlackScholes(ReadOnlySpan<Option> options)
    {
        double value = 0;
        foreach (Option option in options)
        {
            double deviation = option.Volatility * Math.Sqrt(option.Maturity);
            double d1 = (Math.Log(option.Spot / option.Strike) + (option.Rate * option.Maturity)) / deviation + (0.5 * deviation);
            value += (option.Spot * Normal(d1)) - (option.Strike * Math.Exp(-option.Rate * option.Maturity) * Normal(d1 - deviation));
        }

        return value;
    }

    /// <summary>The yield at which cash flows are worth their price, by Newton's method.</summary>
    [Differentiable]
    public static double BondYield(ReadOnlySpan<double> flows, double price)
    {
        double rate = 0.05, step;
        do
        {
            (double value, double slope) = PresentValue(flows, rate);
            step = (value - price) / slope;
            rate -= step;
        }
        while (Math.Abs(step) > 1e-12);

        return rate;
    }

    private static (double Value, double Slope) PresentValue(ReadOnlySpan<double> flows, double rate)
    {
        double value = 0, slope = 0;
        for (int year = 0; year < flows.Length; year++)
        {
            double discounted = flows[year] * Math.Exp(-rate * (year + 1));
            value += discounted;
            slope -= (year + 1) * discounted;
        }

        return (value, slope);
    }

    /// <summary>The cumulative normal distribution: Hart's rational approximation, in the tails a continued fraction.</summary>
    private static double Normal(double x)
    {
        double z = Math.Abs(x), bell = Math.Exp(-0.5 * z * z), tail;
        if (z > 37)
        {
            tail = 0;
        }
        else if (z < 7.07106781186547)
        {
            double upper = (3.52624965998911e-2 * z) + 0.700383064443688;
            upper = (upper * z) + 6.37396220353165;
            upper = (upper * z) + 33.912866078383;
            upper = (upper * z) + 112.079291497871;
            upper = (upper * z) + 221.213596169931;
            upper = (upper * z) + 220.206867912376;
            double lower = (8.83883476483184e-2 * z) + 1.75566716318264;
            lower = (lower * z) + 16.064177579207;
            lower = (lower * z) + 86.7807322029461;
            lower = (lower * z) + 296.564248779674;
            lower = (lower * z) + 637.333633378831;
            lower = (lower * z) + 793.826512519948;
            lower = (lower * z) + 440.413735824752;
            tail = bell * upper / lower;
        }
        else
        {
            tail = bell / (z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))))) / 2.506628274631;
        }

        return x > 0 ? 1 - tail : tail;
    }
}
