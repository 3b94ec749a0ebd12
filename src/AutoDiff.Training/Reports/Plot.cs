using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>Two axes with what is written along them, and the area between them.</summary>
internal sealed class Plot
{
    private const double TickLength = 4;
    private const double LabelHeight = 20;

    // So far beyond the axes something may be drawn: half a dot.
    private const double Overhang = 6;

    private readonly Area _inner;

    private Plot(Area inner, AxisScale x, AxisScale y) => (_inner, X, Y) = (inner, x, y);

    public AxisScale X { get; }

    public AxisScale Y { get; }

    public double Width => _inner.Width;

    public double Height => _inner.Height;

    /// <summary>Draws the axes, and leaves room for what they say.</summary>
    public static Plot Draw(MarkupWriter markup, Area area, (Axis Axis, AxisScale Scale) x, (Axis Axis, AxisScale Scale) y)
    {
        var ticksOfY = y.Scale.Ticks((int)(area.Height / 45));
        double left = area.Left + ticksOfY.Select(static tick => TextSize.WidthOf(tick.Text)).DefaultIfEmpty().Max() + 8;
        double top = area.Top + (y.Axis.Label.Length > 0 ? LabelHeight + 4 : 8), bottom = area.Bottom - LabelHeight - (x.Axis.Label.Length > 0 ? LabelHeight : 0);
        Area inner = new(left, top, double.Max(area.Right - 8, left + 1), double.Max(bottom, top + 1));
        Plot plot = new(inner, x.Scale.Between(0, inner.Width), y.Scale.Between(inner.Height, 0));
        foreach ((double number, string text) in ticksOfY)
        {
            double place = inner.Top + plot.Y.PlaceOf(number);
            markup.Empty("path", ("class", "grid"), ("d", FormattableString.Invariant($"M{inner.Left:0.##} {place:0.##}h{inner.Width:0.##}")));
            markup.Text("text", text, ("class", "end"), ("x", inner.Left - 8), ("y", place + 4.5));
        }

        foreach ((double number, string text) in plot.FittingTicks())
        {
            double place = inner.Left + plot.X.PlaceOf(number);
            markup.Empty("path", ("class", "axis"), ("d", FormattableString.Invariant($"M{place:0.##} {inner.Bottom:0.##}v{TickLength}")));
            markup.Text("text", text, ("class", "middle"), ("x", plot.Inside(area, place, text)), ("y", inner.Bottom + 18));
        }

        markup.Empty("path", ("class", "axis"), ("d", FormattableString.Invariant($"M{inner.Left:0.##} {inner.Bottom:0.##}h{inner.Width:0.##}")));
        if (y.Axis.Label.Length > 0)
        {
            markup.Text("text", TextSize.Fit(y.Axis.Label, area.Width), ("x", area.Left), ("y", area.Top + 12));
        }

        if (x.Axis.Label.Length > 0)
        {
            markup.Text("text", TextSize.Fit(x.Axis.Label, inner.Width), ("class", "end"), ("x", inner.Right), ("y", area.Bottom - 4));
        }

        return plot;
    }

    /// <summary>Opens the area between the axes. Its upper left corner is (0, 0), and what is drawn beyond it is cut off.</summary>
    public MarkupWriter.Block Open(MarkupWriter markup) => markup.Open(
        "svg",
        ("x", _inner.Left - Overhang),
        ("y", _inner.Top - Overhang),
        ("width", _inner.Width + (2 * Overhang)),
        ("height", _inner.Height + (2 * Overhang)),
        ("viewBox", FormattableString.Invariant($"{-Overhang} {-Overhang} {_inner.Width + (2 * Overhang):0.##} {_inner.Height + (2 * Overhang):0.##}")));

    // So many numbers that none runs into the next.
    private IReadOnlyList<(double Number, string Text)> FittingTicks()
    {
        for (int count = (int)(_inner.Width / 60); ; count--)
        {
            var ticks = X.Ticks(count);
            bool fits = ticks.Zip(ticks.Skip(1)).All(pair =>
                X.PlaceOf(pair.Second.Number) - X.PlaceOf(pair.First.Number) >= 10 + ((TextSize.WidthOf(pair.First.Text) + TextSize.WidthOf(pair.Second.Text)) / 2));
            if (fits || count <= 1)
            {
                return ticks;
            }
        }
    }

    private double Inside(Area area, double place, string text)
    {
        double half = TextSize.WidthOf(text) / 2;
        return double.Clamp(place, area.Left + half, double.Max(area.Left + half, area.Right - half));
    }
}
