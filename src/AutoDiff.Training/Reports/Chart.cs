using System;
using System.Collections.Generic;
using System.IO;

namespace AutoDiff.Training;

/// <summary>A picture of numbers, as SVG that follows the reader's choice of light or dark.</summary>
/// <remarks>The same chart is the same text, on every machine. It has no scripts and needs nothing else.</remarks>
public abstract class Chart
{
    private const double Margin = 12;

    private protected Chart()
    {
    }

    /// <summary>What stands above it.</summary>
    public string Title { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>The width, in pixels where it is not scaled.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 120 and 10,000.</exception>
    public int Width { get; init => field = Checked(value, nameof(Width)); } = 420;

    /// <summary>The height.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 120 and 10,000.</exception>
    public int Height { get; init => field = Checked(value, nameof(Height)); } = 290;

    /// <summary>The chart as a picture of its own.</summary>
    public string ToSvg()
    {
        MarkupWriter markup = new();
        WriteTo(markup, isAlone: true);
        return markup.ToString();
    }

    /// <summary>Writes the chart to a file, or replaces it: whatever happens on the way, the path holds the old file or the whole new one.</summary>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    public void Save(string path) => TextFile.Write(path, ToSvg());

    /// <summary>Writes the chart: alone it brings its rules and a background along, in a page it has those of the page.</summary>
    internal void WriteTo(MarkupWriter markup, bool isAlone)
    {
        using (markup.Open(
            "svg",
            ("class", "chart"),
            ("xmlns", isAlone ? "http://www.w3.org/2000/svg" : null),
            ("viewBox", $"0 0 {Width} {Height}"),
            ("width", isAlone ? Width : null),
            ("height", isAlone ? Height : null),
            ("style", isAlone ? null : $"max-width:{Width * 3 / 2}px"),
            ("role", "img"),
            ("aria-label", Title.Length > 0 ? Title : null)))
        {
            double margin = isAlone ? Margin : 0;
            if (isAlone)
            {
                markup.Raw($"<style>\n{Theme.ChartRules}</style>\n");
                markup.Empty("rect", ("class", "surface"), ("width", Width), ("height", Height));
            }

            Area area = new(margin, margin, Width - margin, Height - margin);
            area = DrawTitle(markup, area);
            Draw(markup, DrawLegend(markup, area));
        }
    }

    /// <summary>How many series have a colour of their own.</summary>
    private protected virtual int Colours => Theme.Colours;

    /// <summary>What the colours mean, where there is more than one.</summary>
    private protected virtual IReadOnlyList<(string Name, SeriesStyle? Style)> Legend => [];

    /// <summary>Draws all that is below the legend.</summary>
    private protected abstract void Draw(MarkupWriter markup, Area area);

    private Area DrawTitle(MarkupWriter markup, Area area)
    {
        if (Title.Length == 0)
        {
            return area;
        }

        markup.Text("text", TextSize.Fit(Title, area.Width, TextSize.Large), ("class", "title"), ("x", area.Left), ("y", area.Top + 14));
        return area with { Top = area.Top + 28 };
    }

    private Area DrawLegend(MarkupWriter markup, Area area)
    {
        const double sample = 22, gap = 6, between = 16, line = 20;
        double left = area.Left, top = area.Top;
        for (int i = 0; i < Legend.Count; i++)
        {
            (string name, SeriesStyle? style) = Legend[i];
            string text = TextSize.Fit(name, area.Width - sample - gap);
            double width = sample + gap + TextSize.WidthOf(text);
            if (left > area.Left && left + width > area.Right)
            {
                (left, top) = (area.Left, top + line);
            }

            if (top + line > area.Top + (area.Height / 2))
            {
                return area with { Top = top }; // more names than there is room for: what they name matters more
            }

            DrawSample(markup, i, style, left, top + 10, sample);
            markup.Text("text", text, ("class", "strong"), ("x", left + sample + gap), ("y", top + 14));
            left += width + between;
        }

        return Legend.Count > 0 ? area with { Top = top + line + 8 } : area;
    }

    private void DrawSample(MarkupWriter markup, int series, SeriesStyle? style, double left, double middle, double width)
    {
        if (style is null)
        {
            markup.Empty("rect", ("class", FillClass(series)), ("x", left + (width / 2) - 6), ("y", middle - 6), ("width", 12), ("height", 12), ("rx", 2));
            return;
        }

        if (style != SeriesStyle.Points)
        {
            markup.Empty("path", ("class", LineClass(series, style.Value)), ("d", FormattableString.Invariant($"M{left:0.##} {middle:0.##}h{width:0.##}")));
        }

        if (style is SeriesStyle.Points or SeriesStyle.LineAndPoints)
        {
            markup.Empty("circle", ("class", $"dot {FillClass(series)}"), ("cx", left + (width / 2)), ("cy", middle), ("r", 4.5));
        }
    }

    /// <summary>The classes of a line. When the colours begin again, lines are of dashes.</summary>
    private protected string LineClass(int series, SeriesStyle style) =>
        $"line c{series % Colours}{(style == SeriesStyle.Dashed || series / Colours % 2 == 1 ? " dashed" : "")}";

    /// <summary>The class of what is filled.</summary>
    private protected string FillClass(int series) => $"f{series % Colours}";

    private static int Checked(int value, string property) => value is >= 120 and <= 10_000
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"'{property}' is {value}, but must be between 120 and 10000.");
}
