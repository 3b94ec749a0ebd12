using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>A matrix as a table of fields, the stronger the colour the larger the number.</summary>
public sealed class HeatMap : Chart
{
    private const double Gap = 2;
    private readonly Func<int, int, int, (string Text, int Colour, double Strength)> _cell;

    /// <summary>A map of numbers. Those that are not finite have a field without colour.</summary>
    /// <exception cref="ArgumentException">The matrix has other rows or columns than there are names.</exception>
    public HeatMap(double[,] values, IReadOnlyList<string> rows, IReadOnlyList<string> columns)
        : this(rows, columns, CellsOf(values))
    {
        if (values.GetLength(0) != rows.Count || values.GetLength(1) != columns.Count)
        {
            string shape = $"[{values.GetLength(0)}, {values.GetLength(1)}]";
            throw new ArgumentException($"'values' has shape {shape}, but shape [{rows.Count}, {columns.Count}] is expected.", nameof(values));
        }
    }

    private HeatMap(IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<int, int, int, (string, int, double)> cell)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        (Rows, Columns, _cell) = (rows, columns, cell);
        Height = int.Clamp(90 + (rows.Count * 34), 140, 10_000);
    }

    /// <summary>The names of the rows, from top to bottom.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>The names of the columns, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What the rows are.</summary>
    public string RowLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>What the columns are.</summary>
    public string ColumnLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>
    /// A confusion matrix: true classes from top to bottom. What was right is the stronger the larger a part of its class it is; what was wrong, in another colour, the
    /// stronger the more often it happened.
    /// </summary>
    public static HeatMap Of(ConfusionMatrix matrix, string title = "")
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int classes = matrix.Classes.Count;
        long worst = Enumerable.Range(0, classes * classes).Where(i => i / classes != i % classes).Select(i => matrix[i / classes, i % classes]).DefaultIfEmpty().Max();
        return new HeatMap(matrix.Classes, matrix.Classes, CellOf) { Title = title, RowLabel = "true", ColumnLabel = "predicted" };

        (string, int, double) CellOf(int row, int column, int digits)
        {
            long count = matrix[row, column];
            double strength = count == 0 ? 0 : row == column ? (double)count / matrix.Support(row) : double.Sqrt((double)count / worst);
            return (count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture), row == column ? 0 : 1, 0.9 * strength);
        }
    }

    private protected override void Draw(MarkupWriter markup, Area area)
    {
        const double line = 20;
        double names = double.Min(area.Width * 0.3, Rows.Select(static name => TextSize.WidthOf(name)).DefaultIfEmpty().Max());
        double left = area.Left + names + 8, top = area.Top + line + (RowLabel.Length + ColumnLabel.Length > 0 ? line : 0);
        double width = (area.Right - left) / int.Max(Columns.Count, 1), height = (area.Bottom - top) / int.Max(Rows.Count, 1);
        markup.Text("text", TextSize.Fit(ColumnLabel.Length > 0 ? $"{ColumnLabel} →" : "", area.Right - left), ("class", "end"), ("x", area.Right), ("y", area.Top + 14));
        markup.Text("text", TextSize.Fit(RowLabel.Length > 0 ? $"{RowLabel} ↓" : "", area.Width / 2), ("x", area.Left), ("y", area.Top + 14));
        for (int column = 0; column < Columns.Count; column++)
        {
            markup.Text("text", TextSize.Fit(Columns[column], width), ("class", "strong middle"), ("x", left + ((column + 0.5) * width)), ("y", top - 6));
        }

        (int Digits, double Size) numbers = TextFor(width - (2 * Gap), height - Gap);
        for (int row = 0; row < Rows.Count; row++)
        {
            double y = top + (row * height);
            markup.Text("text", TextSize.Fit(Rows[row], names), ("class", "strong end"), ("x", left - 8), ("y", y + (height / 2) + 4.5));
            for (int column = 0; column < Columns.Count; column++)
            {
                DrawCell(markup, row, column, numbers, new Area(left + (column * width), y, left + ((column + 1) * width), y + height));
            }
        }
    }

    // With how many digits, and in which size, all numbers have room in their fields: none if they have none.
    private (int Digits, double Size) TextFor(double width, double height)
    {
        const double small = 11, least = 8;
        double size = 0;
        for (int digits = 3; digits > 0 && height >= 14; digits--)
        {
            var texts = Enumerable.Range(0, Rows.Count * Columns.Count).Select(i => _cell(i / Columns.Count, i % Columns.Count, digits).Text);
            double widest = texts.Select(static text => TextSize.WidthOf(text)).DefaultIfEmpty().Max();
            size = double.Min(TextSize.Small, TextSize.Small * width / double.Max(widest, 1));
            if (size >= small)
            {
                return (digits, size);
            }
        }

        return size >= least ? (1, size) : (0, 0);
    }

    private void DrawCell(MarkupWriter markup, int row, int column, (int Digits, double Size) numbers, Area area)
    {
        (string text, int colour, double strength) = _cell(row, column, numbers.Digits);
        using (markup.Open(
            "rect",
            ("class", FillClass(colour)),
            ("fill-opacity", double.Max(0.05, strength)),
            ("x", area.Left + (Gap / 2)),
            ("y", area.Top + (Gap / 2)),
            ("width", double.Max(area.Width - Gap, 0.5)),
            ("height", double.Max(area.Height - Gap, 0.5)),
            ("rx", 3)))
        {
            markup.Text("title", $"{Rows[row]}, {Columns[column]}: {(_cell(row, column, 0).Text is { Length: > 0 } exact ? exact : "0")}");
        }

        if (text.Length > 0 && numbers.Size > 0)
        {
            markup.Text(
                "text",
                text,
                ("class", strength > 0.65 ? "on middle" : "strong middle"),
                ("x", (area.Left + area.Right) / 2),
                ("y", ((area.Top + area.Bottom) / 2) + (0.35 * numbers.Size)),
                ("font-size", numbers.Size < TextSize.Small ? numbers.Size : null));
        }
    }

    private static Func<int, int, int, (string, int, double)> CellsOf(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] finite = [.. values.Cast<double>().Where(double.IsFinite)];
        double low = finite.DefaultIfEmpty().Min(), high = finite.DefaultIfEmpty().Max();

        // Numbers of both signs have a colour each, and none in the middle.
        bool hasBoth = low < 0 && high > 0;
        double largest = double.Max(double.Abs(low), double.Abs(high));
        bool areCounts = finite.All(double.IsInteger), arePlain = largest is >= 1e-3 and < 1e7;
        return (row, column, digits) =>
        {
            double value = values[row, column];
            double strength = !double.IsFinite(value) ? 0 : hasBoth ? double.Abs(value) / largest : high > low ? ((value / 2) - (low / 2)) / ((high / 2) - (low / 2)) : 0.5;

            // In the fields all have the same decimals; what one points at is said in full.
            string text = digits == 0 || !arePlain || !double.IsFinite(value) ? NumberText.OfValue(value)
                : NumberText.OfTick(value, areCounts ? 1 : double.Pow(10, double.Floor(double.Log10(largest)) - digits + 1));
            return (text, hasBoth && value < 0 ? 1 : 0, 0.9 * strength);
        };
    }
}
