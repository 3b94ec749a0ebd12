using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AutoDiff.Training;

/// <summary>A function of two variables, as a map with lines of equal height, and paths through it: a loss, and how optimizers descend on it.</summary>
/// <remarks>Both axes need a beginning and an end. Deeper is darker (in dark surroundings, lighter).</remarks>
/// <param name="function">The height at x and y. Where it is NaN or infinite there is none.</param>
/// <param name="paths">What is drawn on the map; series without a style of their own are lines.</param>
public sealed class ContourChart(Func<double, double, double> function, params IReadOnlyList<Series> paths) : XyChart(SeriesStyle.Line, 0, paths)
{
    private const int Columns = 121;
    private const int Rows = 91;

    /// <summary>The heights of the lines; none for fourteen that divide the map into parts of equal size.</summary>
    public IReadOnlyList<double> Levels { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    private protected override bool HasNothingElse => false;

    // The grey is that of the map.
    private protected override int Colours => Theme.Colours - 1;

    private protected override void DrawBackground(MarkupWriter markup, Plot plot)
    {
        double[,] values = new double[Columns, Rows];
        for (int column = 0; column < Columns; column++)
        {
            for (int row = 0; row < Rows; row++)
            {
                values[column, row] = function(plot.X.NumberAt(column / (Columns - 1.0)), plot.Y.NumberAt(row / (Rows - 1.0)));
            }
        }

        double[] levels = [.. (Levels.Count > 0 ? Levels : QuantilesOf(values)).Where(double.IsFinite).Distinct().OrderDescending()];

        // What is below a level is painted once more for each: all of it comes to this.
        double opacity = 1 - double.Pow(0.45, 1.0 / int.Max(levels.Length, 1));
        double scaleX = plot.Width / (Columns - 1), scaleY = plot.Height / (Rows - 1);
        foreach (double level in levels)
        {
            StringBuilder area = new(), line = new();
            foreach (List<(double X, double Y)> contour in Contours.Of(values, level))
            {
                for (int i = 0; i <= contour.Count; i++)
                {
                    (double X, double Y) point = contour[i % contour.Count], previous = contour[(i + contour.Count - 1) % contour.Count];
                    string place = FormattableString.Invariant($"{point.X * scaleX:0.#} {plot.Height - (point.Y * scaleY):0.#}");
                    line.Append(i == 0 || IsBorder(previous, point) ? 'M' : 'L').Append(place);
                    if (i < contour.Count) area.Append(i == 0 ? 'M' : 'L').Append(place);
                }

                area.Append('Z');
            }

            if (area.Length > 0)
            {
                markup.Empty("path", ("class", "map"), ("fill-rule", "evenodd"), ("fill-opacity", FormattableString.Invariant($"{opacity:0.###}")), ("d", area.ToString()));
                using (markup.Open("path", ("class", "contour"), ("d", line.ToString())))
                {
                    markup.Text("title", NumberText.OfValue(level));
                }
            }
        }
    }

    private static bool IsBorder((double X, double Y) one, (double X, double Y) other) =>
        (one.X == other.X && one.X is 0 or Columns - 1) || (one.Y == other.Y && one.Y is 0 or Rows - 1);

    private static IEnumerable<double> QuantilesOf(double[,] values)
    {
        const int count = 14;
        double[] sorted = [.. values.Cast<double>().Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? [] : Enumerable.Range(0, count).Select(i => sorted[(int)((i + 0.5) / count * (sorted.Length - 1))]);
    }
}
