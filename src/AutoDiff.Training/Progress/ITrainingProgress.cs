namespace AutoDiff.Training;

/// <summary>Who looks on at a training. All members are called by the thread that runs it, which waits for them.</summary>
public interface ITrainingProgress
{
    /// <summary>The training begins, or goes on.</summary>
    void Start(TrainingPlan plan);

    /// <summary>A step is done.</summary>
    void Step(in StepReport step);

    /// <summary>An epoch is done, and validated.</summary>
    void Epoch(EpochRecord epoch);

    /// <summary>The training has ended.</summary>
    /// <param name="result">What it came to; null if an exception ended it.</param>
    void Stop(TrainingResult? result);
}

/// <summary>What is to be done.</summary>
/// <param name="Epochs">The number of epochs, at most.</param>
/// <param name="Batches">The number of batches in each.</param>
/// <param name="Rows">How many rows that is together, a row counted in each epoch; fewer where there is a limit of steps.</param>
/// <param name="RowsDone">How many of them are done already, in a training that is resumed.</param>
public readonly record struct TrainingPlan(int Epochs, int Batches, long Rows, long RowsDone);

/// <summary>A step of a training.</summary>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Batches">How many batches of the epoch are done.</param>
/// <param name="Steps">How many steps are done since the training began.</param>
/// <param name="Rows">How many rows the step has seen.</param>
/// <param name="Loss">Their mean loss.</param>
/// <param name="MeanLoss">The mean loss of the epoch, as far as it has come.</param>
/// <param name="LearningRate">The learning rate of the step, of the first block that has a rule.</param>
public readonly record struct StepReport(int Epoch, int Batches, long Steps, int Rows, double Loss, double MeanLoss, double LearningRate);
