using System;

namespace AutoDiff.Training;

/// <summary>Where and when a training saves itself. It always does when it is cancelled and when it ends.</summary>
/// <param name="Path">The file. What is there is replaced by the new one once that is complete.</param>
public sealed record CheckpointOptions(string Path)
{
    /// <summary>After how many epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int EveryEpochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>After how many steps, too; null for none within an epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public long? EverySteps
    {
        get;
        init
        {
            if (value is { } steps)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(value));
            }

            field = value;
        }
    }
}
