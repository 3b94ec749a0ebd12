using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>Curves: what a quantity does over time.</summary>
/// <example><code>
/// new LineChart(Series.Of("training", losses), Series.Of("validation", validated)) { Title = "Loss", XAxis = "epoch", YAxis = new() { IsLogarithmic = true } };
/// </code></example>
/// <param name="series">The curves; those without a style of their own are lines.</param>
public sealed class LineChart(params IReadOnlyList<Series> series) : XyChart(SeriesStyle.Line, 0, series);
