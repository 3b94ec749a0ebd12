namespace AutoDiff.GradBench;

/// <summary>An input that says how often to run.</summary>
internal interface IRepeated
{
    /// <summary>The least number of runs.</summary>
    int MinRuns { get; }

    /// <summary>The least time that all runs take together.</summary>
    double MinSeconds { get; }
}

/// <summary>How often to run.</summary>
internal readonly record struct Repetition(int MinRuns, double MinNanoseconds)
{
    public static Repetition Once => new(1, 0);

    public static Repetition Of(IRepeated input) => new(input.MinRuns, 1e9 * input.MinSeconds);

    public bool IsEnough(int runs, long nanoseconds) => runs >= MinRuns && nanoseconds >= MinNanoseconds;
}
