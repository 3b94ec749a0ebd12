using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>Lengths side by side, from top to bottom: names of categories have room, however long they are.</summary>
public sealed class BarChart : Chart
{
    private const double LabelHeight = 20;
    private const double Rounding = 3;

    /// <summary>Bars for these categories, from top to bottom.</summary>
    /// <exception cref="ArgumentException">A series has not one value for each category.</exception>
    public BarChart(IReadOnlyList<string> categories, params IReadOnlyList<BarSeries> series)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(series);
        foreach (BarSeries one in series)
        {
            if (one.Values.Count != categories.Count)
            {
                throw new ArgumentException($"'{one.Name}' has {one.Values.Count} values, but there are {categories.Count} categories.", nameof(series));
            }
        }

        (Categories, Series) = (categories, series);
        Height = int.Clamp(90 + (categories.Count * (8 + (int.Max(1, series.Count) * 18))), 140, 10_000);
    }

    /// <summary>The names of what is compared.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The bars.</summary>
    public IReadOnlyList<BarSeries> Series { get; }

    /// <summary>The axis along the bars. It has 0 on it, unless it is logarithmic.</summary>
    public Axis Axis { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    private protected override IReadOnlyList<(string Name, SeriesStyle? Style)> Legend =>
        Series.Count > 1 ? [.. Series.Select(static series => (series.Name, (SeriesStyle?)null))] : [];

    private protected override void Draw(MarkupWriter markup, Area area)
    {
        double labels = double.Min(area.Width * 0.45, Categories.Select(static name => TextSize.WidthOf(name)).DefaultIfEmpty().Max());
        Area inner = new(area.Left + labels + 10, area.Top + 4, area.Right - 40, area.Bottom - LabelHeight - (Axis.Label.Length > 0 ? LabelHeight : 0));
        AxisScale scale = AxisScale.Of(Axis, Series.SelectMany(static series => series.Values), 0.02, hasZero: !Axis.IsLogarithmic).Between(inner.Left, inner.Right);
        foreach ((double number, string text) in scale.Ticks((int)(inner.Width / 80)))
        {
            markup.Empty("path", ("class", "grid"), ("d", FormattableString.Invariant($"M{scale.PlaceOf(number):0.##} {inner.Top:0.##}V{inner.Bottom:0.##}")));
            markup.Text("text", text, ("class", "middle"), ("x", scale.PlaceOf(number)), ("y", inner.Bottom + 16));
        }

        double start = scale.PlaceOf(Axis.IsLogarithmic ? scale.Min : double.Clamp(0, scale.Min, scale.Max)), height = inner.Height / int.Max(Categories.Count, 1);
        for (int category = 0; category < Categories.Count; category++)
        {
            double top = inner.Top + (category * height);
            markup.Text("text", TextSize.Fit(Categories[category], labels), ("class", "strong end"), ("x", inner.Left - 10), ("y", top + (height / 2) + 4.5));
            DrawBars(markup, scale, start, top + (0.14 * height), 0.72 * height / int.Max(Series.Count, 1), category);
        }

        markup.Empty("path", ("class", "axis"), ("d", FormattableString.Invariant($"M{start:0.##} {inner.Top:0.##}V{inner.Bottom:0.##}")));
        if (Axis.Label.Length > 0)
        {
            markup.Text("text", TextSize.Fit(Axis.Label, inner.Width), ("class", "end"), ("x", inner.Right), ("y", area.Bottom - 4));
        }
    }

    private void DrawBars(MarkupWriter markup, AxisScale scale, double start, double top, double height, int category)
    {
        for (int i = 0; i < Series.Count; i++)
        {
            double value = Series[i].Values[category];
            if (!scale.Shows(value))
            {
                continue;
            }

            double end = scale.PlaceOf(value), y = top + (i * height), thickness = double.Max(height - 2, 1);
            using (markup.Open("path", ("class", FillClass(i)), ("d", BarPath(start, end, y, thickness))))
            {
                markup.Text("title", $"{Categories[category]}{(Series[i].Name.Length > 0 ? $", {Series[i].Name}" : "")}: {NumberText.OfValue(value)}");
            }

            if (height >= 11)
            {
                markup.Text("text", NumberText.OfValue(value), ("x", double.Max(start, end) + 5), ("y", y + (thickness / 2) + 4.5));
            }
        }
    }

    // Only the end that means something is round.
    private static string BarPath(double start, double end, double top, double thickness)
    {
        double round = double.Min(Rounding, double.Min(thickness / 2, double.Abs(end - start))), side = thickness - (2 * round), forth = end < start ? -round : round;
        return FormattableString.Invariant(
            $"M{start:0.##} {top:0.##}H{end - forth:0.##}q{forth:0.##} 0 {forth:0.##} {round:0.##}v{side:0.##}q0 {round:0.##} {-forth:0.##} {round:0.##}H{start:0.##}Z");
    }
}
