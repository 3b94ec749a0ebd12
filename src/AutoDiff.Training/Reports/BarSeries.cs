using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>Bars of one colour, one for each category.</summary>
/// <param name="Name">What stands in the legend.</param>
/// <param name="Values">The lengths. One that is not finite is left out.</param>
public sealed record BarSeries(string Name, params IReadOnlyList<double> Values);
