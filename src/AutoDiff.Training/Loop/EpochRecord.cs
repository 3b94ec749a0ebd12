using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>What is known about an epoch after it.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Steps">The steps of the optimizer since the training began.</param>
/// <param name="TrainingLoss">The mean loss of its rows, each at the parameters that its batch found.</param>
/// <param name="LearningRate">The learning rate of its last step, of the first block that has a rule.</param>
/// <param name="Seconds">How long its steps took; validation is not counted.</param>
/// <param name="Metrics">What <see cref="TrainingLoop{T}.Validate"/> found; empty without it.</param>
public sealed record EpochRecord(int Epoch, long Steps, double TrainingLoss, double LearningRate, double Seconds, IReadOnlyList<Metric> Metrics)
{
    /// <summary>The value of a metric.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public double this[string metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            foreach ((string name, double value) in Metrics)
            {
                if (name == metric)
                {
                    return value;
                }
            }

            throw new ArgumentException($"No metric is called '{metric}'; there are [{string.Join(", ", Metrics.Select(static known => known.Name))}].", nameof(metric));
        }
    }
}
