namespace AutoDiff.Optimization;

/// <summary>What counts as an improvement of a loss.</summary>
public enum PlateauThreshold
{
    /// <summary>It is less than the best by a part of the best: loss &lt; best − τ·|best|.</summary>
    Relative,

    /// <summary>It is less than the best by an amount: loss &lt; best − τ.</summary>
    Absolute,
}

/// <summary>A factor for learning rates that becomes smaller when a loss has stopped to improve.</summary>
/// <example><c>optimizer.LearningRateFactor = plateau.Report(validationLoss);</c></example>
/// <remarks>After more than <see cref="Patience"/> reports without an improvement the factor is multiplied by <see cref="Reduction"/>, as in PyTorch's ReduceLROnPlateau.</remarks>
public sealed class ReduceOnPlateau
{
    /// <summary>What the factor is multiplied by.</summary>
    public double Reduction { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>How many reports in a row may be no better.</summary>
    public int Patience { get; init => field = Require.AtLeast(0, value); } = 10;

    /// <summary>For how many reports after a reduction nothing is counted.</summary>
    public int Cooldown { get; init => field = Require.AtLeast(0, value); }

    /// <summary>τ, by how much a loss must be better.</summary>
    public double Threshold { get; init => field = Require.NotNegative(value); } = 1e-4;

    /// <summary>What <see cref="Threshold"/> is measured in.</summary>
    public PlateauThreshold ThresholdKind { get; init; }

    /// <summary>The least factor.</summary>
    public double MinFactor { get; init => field = Require.NotNegative(value); }

    /// <summary>All that is remembered: to be saved, and set to go on from there.</summary>
    public PlateauState State { get; set; } = new(Factor: 1, Best: double.PositiveInfinity, Stale: 0, Cooling: 0);

    /// <summary>Takes the loss of an epoch. A NaN is no improvement.</summary>
    /// <returns>The factor from now on.</returns>
    public double Report(double loss)
    {
        (double factor, double best, int stale, int cooling) = State;
        if (IsBetter(loss, best))
        {
            (best, stale) = (loss, 0);
        }
        else
        {
            stale++;
        }

        if (cooling > 0)
        {
            (cooling, stale) = (cooling - 1, 0);
        }

        if (stale > Patience)
        {
            (factor, stale, cooling) = (double.Max(factor * Reduction, MinFactor), 0, Cooldown);
        }

        State = new(factor, best, stale, cooling);
        return factor;
    }

    private bool IsBetter(double loss, double best) =>
        double.IsPositiveInfinity(best) ? loss < best
        : ThresholdKind == PlateauThreshold.Relative ? loss < best - (Threshold * double.Abs(best))
        : loss < best - Threshold;
}

/// <summary>What <see cref="ReduceOnPlateau"/> remembers.</summary>
/// <param name="Factor">What learning rates are multiplied by.</param>
/// <param name="Best">The best loss so far.</param>
/// <param name="Stale">The reports since it.</param>
/// <param name="Cooling">How many reports will not count.</param>
public readonly record struct PlateauState(double Factor, double Best, int Stale, int Cooling);
