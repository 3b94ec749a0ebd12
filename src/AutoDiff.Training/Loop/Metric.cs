namespace AutoDiff.Training;

/// <summary>A number that says how good a model is.</summary>
/// <param name="Name">Its name, such as "accuracy", the same in all epochs.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Metric(string Name, double Value);

/// <summary>Which values of a metric are the better ones.</summary>
public enum Goal
{
    /// <summary>The small ones, as of a loss.</summary>
    Minimize,

    /// <summary>The large ones, as of an accuracy.</summary>
    Maximize,
}
