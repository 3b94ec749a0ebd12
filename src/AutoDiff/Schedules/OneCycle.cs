namespace AutoDiff.Optimization;

/// <summary>Up to a peak and down to almost nothing, along half cosines: from peak/d to the peak in the first part, then to peak/(d·e), which the last step has.</summary>
/// <remarks>Smith and Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates, 2018, in PyTorch's form of two phases.</remarks>
public sealed record OneCycle : Schedule
{
    /// <summary>The largest value.</summary>
    public required double Peak { get; init => field = Require.NotNegative(value); }

    /// <summary>How many steps it takes.</summary>
    public required long Steps { get; init => field = Require.AtLeast(1, value); }

    /// <summary>Which part of the steps rises.</summary>
    public double RisingShare { get; init => field = Require.Fraction(value); } = 0.3;

    /// <summary>d, how much less than the peak the first value is.</summary>
    public double InitialDivisor { get; init => field = Require.Positive(value); } = 25;

    /// <summary>e, how much less than the first value the last one is.</summary>
    public double FinalDivisor { get; init => field = Require.Positive(value); } = 1e4;

    /// <inheritdoc/>
    public override double At(long step)
    {
        double top = (RisingShare * Steps) - 1, last = Steps - 1;
        double initial = Peak / InitialDivisor, final = initial / FinalDivisor;
        return step < top ? CosineDecay.Between(initial, Peak, step / top)
            : step < last ? CosineDecay.Between(Peak, final, (step - double.Max(top, 0)) / (last - double.Max(top, 0)))
            : final;
    }
}
