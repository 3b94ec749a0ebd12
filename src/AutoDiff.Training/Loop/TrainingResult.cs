using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingStatus
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>It stopped to improve: <see cref="EarlyStopping"/>.</summary>
    EarlyStopped,

    /// <summary>All steps of <see cref="TrainingLoop{T}.MaxSteps"/> are done.</summary>
    StepLimit,

    /// <summary>It was cancelled, and can go on from where it is.</summary>
    Cancelled,
}

/// <summary>What a training came to.</summary>
/// <param name="Status">Why it ended.</param>
/// <param name="History">The epochs, those before a resumption included. If the last one is not whole, because of <see cref="TrainingLoop{T}.MaxSteps"/>, it is there, too.</param>
/// <param name="Steps">All steps.</param>
/// <param name="BestEpoch">The epoch, from 1, that was the best in the metric of <see cref="EarlyStopping"/>, or without it the last; null if none was finished.</param>
public sealed record TrainingResult(TrainingStatus Status, IReadOnlyList<EpochRecord> History, long Steps, int? BestEpoch);
