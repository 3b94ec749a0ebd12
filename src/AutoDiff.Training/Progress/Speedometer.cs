using System;

namespace AutoDiff.Training;

/// <summary>How fast a training is, and how long it will take. Times are time stamps of a clock.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="start">When it began.</param>
internal sealed class Speedometer(TrainingPlan plan, long start)
{
    private long _rows;
    private long _rowsOfEpoch;
    private long _startOfEpoch = start;

    public TrainingPlan Plan { get; } = plan;

    public long Start { get; } = start;

    public void Add(int rows)
    {
        _rows += rows;
        _rowsOfEpoch += rows;
    }

    public void BeginEpoch(long now) => (_rowsOfEpoch, _startOfEpoch) = (0, now);

    /// <summary>The rows a second in this epoch, without the validation after the one before.</summary>
    public double RowsPerSecond(long now, TimeProvider clock) => _rowsOfEpoch / clock.GetElapsedTime(_startOfEpoch, now).TotalSeconds;

    /// <summary>The time that the rest takes if it is as fast as what is done, validation included.</summary>
    public TimeSpan? Left(long now, TimeProvider clock)
    {
        double seconds = clock.GetElapsedTime(Start, now).TotalSeconds * double.Max(0, Plan.Rows - Plan.RowsDone - _rows) / _rows;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
