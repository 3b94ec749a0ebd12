namespace AutoDiff.Optimization;

/// <summary><see cref="CosineDecay"/>, again and again: the first period has n steps, each further one m times as many.</summary>
/// <remarks>Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.</remarks>
public sealed record CosineRestarts : Schedule
{
    /// <summary>The value at the beginning of each period.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>The value that each period approaches.</summary>
    public double Final { get; init => field = Require.NotNegative(value); }

    /// <summary>n, the steps of the first period.</summary>
    public required long Period { get; init => field = Require.AtLeast(1, value); }

    /// <summary>m, how much longer each period is than the one before.</summary>
    public int Multiplier { get; init => field = Require.AtLeast(1, value); } = 1;

    /// <inheritdoc/>
    public override double At(long step)
    {
        long period = Period;
        if (Multiplier == 1)
        {
            step %= period;
        }

        while (step >= period)
        {
            step -= period;
            period *= Multiplier;
        }

        return CosineDecay.Between(Initial, Final, (double)step / period);
    }
}
