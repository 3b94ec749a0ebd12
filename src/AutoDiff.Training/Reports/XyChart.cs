using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AutoDiff.Training;

/// <summary>Points in the plane of two axes.</summary>
public abstract class XyChart : Chart
{
    private readonly SeriesStyle _usual;
    private readonly double _margin;

    private protected XyChart(SeriesStyle usual, double margin, IReadOnlyList<Series> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        (_usual, _margin, Series) = (usual, margin, series);
    }

    /// <summary>What is shown. The first is drawn first, and has the first colour.</summary>
    public IReadOnlyList<Series> Series { get; }

    /// <summary>The axis from left to right.</summary>
    public Axis XAxis { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>The axis from bottom to top.</summary>
    public Axis YAxis { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Places on the first axis that are worth a line and a word, such as the best epoch.</summary>
    public IReadOnlyList<(double X, string Text)> Marks { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    private protected override IReadOnlyList<(string Name, SeriesStyle? Style)> Legend =>
        Series.Count > 1 ? [.. Series.Select(series => (series.Name, (SeriesStyle?)StyleOf(series)))] : [];

    private protected override void Draw(MarkupWriter markup, Area area)
    {
        // A point counts where it can be seen: one without a place on one axis does not stretch the other.
        var points = Series.SelectMany(static series => series.Points).Where(point => IsFinite(point.X, XAxis) && IsFinite(point.Y, YAxis));
        AxisScale x = AxisScale.Of(XAxis, points.Select(static point => point.X), _margin, isCount: true);
        AxisScale y = AxisScale.Of(YAxis, points.Select(static point => point.Y), 0.05);
        Plot plot = Plot.Draw(markup, area, (XAxis, x), (YAxis, y));
        using (plot.Open(markup))
        {
            DrawBackground(markup, plot);
            foreach ((double place, string text) in Marks.Where(mark => plot.X.Shows(mark.X)))
            {
                DrawMark(markup, plot, plot.X.PlaceOf(place), text);
            }

            for (int i = 0; i < Series.Count; i++)
            {
                DrawSeries(markup, plot, i);
            }

            if (!points.Any() && HasNothingElse)
            {
                markup.Text("text", "no data", ("class", "middle"), ("x", plot.Width / 2), ("y", plot.Height / 2));
            }
        }
    }

    private protected virtual bool HasNothingElse => true;

    private protected virtual void DrawBackground(MarkupWriter markup, Plot plot)
    {
    }

    private static bool IsFinite(double number, Axis axis) => double.IsFinite(number) && (number > 0 || !axis.IsLogarithmic);

    private static void DrawMark(MarkupWriter markup, Plot plot, double place, string text)
    {
        string fitting = TextSize.Fit(text, plot.Width / 2);
        bool isLeft = place + TextSize.WidthOf(fitting) + 8 > plot.Width;
        markup.Empty("path", ("class", "mark"), ("d", FormattableString.Invariant($"M{place:0.##} 0V{plot.Height:0.##}")));
        markup.Text("text", fitting, ("class", isLeft ? "end" : "start"), ("x", isLeft ? place - 5 : place + 5), ("y", 10));
    }

    private SeriesStyle StyleOf(Series series) => series.Style ?? _usual;

    private void DrawSeries(MarkupWriter markup, Plot plot, int index)
    {
        Series series = Series[index];
        SeriesStyle style = StyleOf(series);
        if (style != SeriesStyle.Points && PathOf(series.Points, plot) is { Length: > 0 } path)
        {
            markup.Empty("path", ("class", $"{LineClass(index, style)}{(IsNoisy(series.Points, plot) ? " thin" : "")}"), ("d", path));
        }

        // What a point says is seen where one points at it. Of thousands, nobody could.
        bool hasDots = style is SeriesStyle.Points or SeriesStyle.LineAndPoints;
        if (!hasDots && series.Points.Count > 250)
        {
            return;
        }

        for (int i = 0; i < series.Points.Count; i++)
        {
            (double x, double y) = series.Points[i];
            if (!IsShown(i))
            {
                continue;
            }

            // No line says where a point is that has no neighbours.
            bool isDot = hasDots || !(IsShown(i - 1) || IsShown(i + 1));
            double radius = !isDot ? 7 : series.Points.Count > 200 ? 3 : 4.5;
            using (markup.Open("circle", ("class", $"{(isDot ? "dot" : "hit")} {FillClass(index)}"), ("cx", plot.X.PlaceOf(x)), ("cy", plot.Y.PlaceOf(y)), ("r", radius)))
            {
                markup.Text("title", $"{(series.Name.Length > 0 ? $"{series.Name}: " : "")}{NumberText.OfValue(x)}, {NumberText.OfValue(y)}");
            }
        }

        bool IsShown(int i) => i >= 0 && i < series.Points.Count && plot.X.Shows(series.Points[i].X) && plot.Y.Shows(series.Points[i].Y);
    }

    // A line that goes up and down again and again hides what is behind it.
    private static bool IsNoisy(IReadOnlyList<(double X, double Y)> points, Plot plot)
    {
        double last = double.NaN, travelled = 0;
        foreach (double place in points.Where(point => plot.X.Shows(point.X) && plot.Y.Shows(point.Y)).Select(point => double.Clamp(plot.Y.PlaceOf(point.Y), 0, plot.Height)))
        {
            travelled += double.IsNaN(last) ? 0 : double.Abs(place - last);
            last = place;
        }

        return travelled > 60 * plot.Height;
    }

    // Of the points in one column of pixels, four make the picture: the first, the highest, the lowest and the last.
    private static string PathOf(IReadOnlyList<(double X, double Y)> points, Plot plot)
    {
        StringBuilder path = new();
        bool isPen = false;
        for (int start = 0, end; start < points.Count; start = end)
        {
            if (!IsShown(points[start]))
            {
                (isPen, end) = (false, start + 1);
                continue;
            }

            double column = double.Floor(plot.X.PlaceOf(points[start].X));
            int low = start, high = start;
            for (end = start + 1; end < points.Count && IsShown(points[end]) && double.Floor(plot.X.PlaceOf(points[end].X)) == column; end++)
            {
                low = points[end].Y < points[low].Y ? end : low;
                high = points[end].Y > points[high].Y ? end : high;
            }

            int previous = -1;
            foreach (int i in (ReadOnlySpan<int>)[start, int.Min(low, high), int.Max(low, high), end - 1])
            {
                if (i == previous) continue;
                path.Append(isPen ? 'L' : 'M').Append(FormattableString.Invariant($"{plot.X.PlaceOf(points[i].X):0.#} {plot.Y.PlaceOf(points[i].Y):0.#}"));
                (isPen, previous) = (true, i);
            }
        }

        return path.ToString();

        bool IsShown((double X, double Y) point) => plot.X.Shows(point.X) && plot.Y.Shows(point.Y);
    }
}
