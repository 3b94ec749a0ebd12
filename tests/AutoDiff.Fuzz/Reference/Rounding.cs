using System;

namespace AutoDiff.Fuzz.Reference;

/// <summary>Rounds as a computer would that has these digits and no others, but at random (Monte Carlo arithmetic): how far results of several runs are apart tells how far rounding carries them.</summary>
/// <param name="random">Null to not round at all, but for what double precision does.</param>
internal sealed class Rounding(Random? random)
{
    public static readonly Rounding None = new(null);

    private const double DoubleUnit = 1.2e-16, SingleUnit = 6e-8;

    public double Of(double number, bool isSingle) => random is null ? number : number + (number * Error(isSingle));

    public Jet Of(Jet jet, bool isSingle) => random is null ? jet : new Jet(Of(jet.Number, isSingle), Of(jet.Slope, isSingle));

    /// <summary>The derivative of what approaches a bound is as good as the distance to it, which has lost the digits that it shares with the bound.</summary>
    public Jet OfSaturating(Jet partial, double slope, bool isSingle) => random is null ? partial : new Jet(partial.Number + Error(isSingle), partial.Slope + (slope * Error(isSingle)));

    private double Error(bool isSingle) => ((random!.NextDouble() * 2) - 1) * (isSingle ? SingleUnit : DoubleUnit);
}
