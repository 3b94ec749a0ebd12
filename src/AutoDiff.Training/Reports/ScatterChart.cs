using System.Collections.Generic;

namespace AutoDiff.Training;

/// <summary>Dots: what two quantities have to do with each other. A fit is a series that is a line.</summary>
/// <param name="series">The dots; those without a style of their own are points.</param>
public sealed class ScatterChart(params IReadOnlyList<Series> series) : XyChart(SeriesStyle.Points, 0.04, series);
