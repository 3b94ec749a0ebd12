using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>Where a training is, beside its parameters and the state of its optimizer: always between two steps.</summary>
internal sealed class TrainingState
{
    /// <summary>The epochs that are done and validated.</summary>
    public int Epoch { get; set; }

    /// <summary>The batches of the next epoch that are done.</summary>
    public int Batch { get; set; }

    /// <summary>All steps.</summary>
    public long Steps { get; set; }

    /// <summary>The rows of the batches that are done in the epoch.</summary>
    public int Rows { get; set; }

    /// <summary>The sum of their losses, of those that are finite.</summary>
    public double LossSum { get; set; }

    /// <summary>How many losses that is.</summary>
    public int LossRows { get; set; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>How long the steps of the epoch took.</summary>
    public double Seconds { get; set; }

    /// <summary>The best epoch, from 1.</summary>
    public int? BestEpoch { get; set; }

    /// <summary>What it reached.</summary>
    public double? BestValue { get; set; }

    /// <summary>The epochs since.</summary>
    public int Stale { get; set; }

    /// <summary>The epochs that are done.</summary>
    public List<EpochRecord> History { get; init; } = [];

    public double MeanLoss => LossRows > 0 ? LossSum / LossRows : double.NaN;

    /// <summary>The epoch is done.</summary>
    public void Close(EpochRecord record)
    {
        History.Add(record);
        Epoch++;
        (Batch, Rows, LossSum, LossRows, Seconds) = (0, 0, 0, 0, 0);
    }
}
