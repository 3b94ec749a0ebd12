using System;

namespace AutoDiff.Training;

/// <summary>Ends a training that has stopped to improve, and keeps the parameters of its best epoch.</summary>
/// <remarks>
/// Prechelt, Early Stopping – But When?, in Neural Networks: Tricks of the Trade, 1998. The training ends after <see cref="Patience"/> epochs in a row that were no
/// better than the best one, as in Keras.
/// </remarks>
public sealed record EarlyStopping
{
    /// <summary>The metric of <see cref="TrainingLoop{T}.Validate"/> that counts; null for the mean loss of the training batches.</summary>
    public string? Metric { get; init; }

    /// <summary>Which values are better.</summary>
    public Goal Goal { get; init; }

    /// <summary>After how many epochs in a row without an improvement the training ends, at least 1; <see cref="int.MaxValue"/> only keeps the best parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Patience
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 10;

    /// <summary>By how much more a value must be better to count as better, in the units of the metric.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or not finite.</exception>
    public double Threshold
    {
        get;
        init
        {
            if (!double.IsFinite(value) || value < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A threshold is finite and not negative.");
            }

            field = value;
        }
    }

    /// <summary>When the training has ended, the parameters become those of the best epoch; otherwise they stay those of the last.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Any number is better than none, and NaN is better than nothing.</summary>
    internal bool IsBetter(double value, double? best) => !double.IsNaN(value)
        && (best is not { } known || (Goal == Goal.Minimize ? value < known - Threshold : value > known + Threshold));
}
