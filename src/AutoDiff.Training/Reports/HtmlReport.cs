using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>A page about a run: one file that needs no network and no scripts, in light and dark, on a wide screen and on a phone.</summary>
/// <remarks>
/// What is added stands in the order in which it is added; with an empty heading it goes on under the last one. All texts are escaped. The same calls make the same
/// file: there is no date in it, unless it is given. Not for use by several threads at once.
/// </remarks>
public sealed class HtmlReport
{
    private readonly MarkupWriter _sections = new();

    /// <summary>An empty page.</summary>
    public HtmlReport(string title)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        Title = title;
    }

    /// <summary>What the page is about.</summary>
    public string Title { get; }

    /// <summary>What stands below the title, such as a date.</summary>
    public string Subtitle { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>Adds a few numbers in large type: what the reader wants to know first.</summary>
    public void AddFigures(params IReadOnlyList<(string Name, string Value)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        using (_sections.Open("section"))
        using (_sections.Open("dl", ("class", "figures")))
        {
            foreach ((string name, string value) in figures)
            {
                using (_sections.Open("div"))
                {
                    _sections.Text("dt", name);
                    _sections.Text("dd", value);
                }
            }
        }
    }

    /// <summary>Adds a text of one or more paragraphs, with empty lines between them.</summary>
    public void AddText(string heading, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using (OpenSection(heading))
        {
            foreach (string paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                _sections.Text("p", paragraph);
            }
        }
    }

    /// <summary>Adds names and values, such as the settings of the run.</summary>
    public void AddSettings(string heading, params IReadOnlyList<(string Name, string Value)> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using (OpenSection(heading))
        using (_sections.Open("dl", ("class", "settings")))
        {
            foreach ((string name, string value) in settings)
            {
                using (_sections.Open("div"))
                {
                    _sections.Text("dt", name);
                    _sections.Text("dd", value);
                }
            }
        }
    }

    /// <summary>Adds a table of texts. Columns of numbers stand on the right, except the first.</summary>
    /// <exception cref="ArgumentException">A row has not one text for each column.</exception>
    public void AddTable(string heading, IReadOnlyList<string> columns, params IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.FirstOrDefault(row => row.Count != columns.Count) is { } other)
        {
            throw new ArgumentException($"A row has {other.Count} texts, but there are {columns.Count} columns.", nameof(rows));
        }

        using (OpenSection(heading))
        {
            AddTable(columns, rows);
        }
    }

    /// <summary>Adds charts side by side, as far as there is room. One that is wider than 600 has all of it.</summary>
    public void AddCharts(string heading, params IReadOnlyList<Chart> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        using (OpenSection(heading))
        using (_sections.Open("div", ("class", "charts")))
        {
            foreach (Chart chart in charts)
            {
                using (_sections.Open("figure", ("class", chart.Width > 600 ? "wide" : null)))
                {
                    chart.WriteTo(_sections, isAlone: false);
                }
            }
        }
    }

    /// <summary>Adds the course of a training by epochs: its loss, each metric of the validation, and the learning rate.</summary>
    /// <remarks>A metric that is called "loss" stands in the chart of the training loss.</remarks>
    /// <param name="heading">The heading.</param>
    /// <param name="history">The epochs.</param>
    /// <param name="bestEpoch">One to mark, from 1.</param>
    /// <param name="isLogarithmic">In the chart of the loss, equal distances are equal factors.</param>
    public void AddHistory(string heading, IReadOnlyList<EpochRecord> history, int? bestEpoch = null, bool isLogarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        const string loss = "loss";
        string[] metrics = [.. history.SelectMany(static epoch => epoch.Metrics).Select(static metric => metric.Name).Distinct()];
        Series training = Of("training", static epoch => epoch.TrainingLoss);
        AddCharts(
            heading,
            [
                ChartOf("Loss", isLogarithmic, metrics.Contains(loss) ? [training, OfMetric(loss, "validation")] : [training]),
                .. metrics.Where(static name => name != loss).Select(name => ChartOf(name, false, OfMetric(name, name))),
                ChartOf("Learning rate", false, Of("learning rate", static epoch => epoch.LearningRate)),
            ]);

        Series OfMetric(string metric, string name) => Of(name, epoch => epoch.Metrics.FirstOrDefault(known => known.Name == metric, new Metric(metric, double.NaN)).Value);

        Series Of(string name, Func<EpochRecord, double> valueOf) => new(name, [.. history.Select(epoch => ((double)epoch.Epoch, valueOf(epoch)))]);

        Chart ChartOf(string title, bool isLogarithmic, params IReadOnlyList<Series> series) => new LineChart(series)
        {
            Title = title.Length > 0 ? char.ToUpperInvariant(title[0]) + title[1..] : title,
            XAxis = "epoch",
            YAxis = new() { IsLogarithmic = isLogarithmic },
            Marks = bestEpoch is { } best ? [(best, "best")] : [],
        };
    }

    /// <summary>Adds a confusion matrix, and how each class fares.</summary>
    public void AddConfusionMatrix(string heading, ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        IReadOnlyList<string>[] rows =
        [
            .. matrix.Classes.Select((name, label) => RowOf(name, matrix.Of(label), matrix.Support(label))),
            RowOf("mean of classes", matrix.Macro, matrix.Total),
            RowOf("weighted mean", matrix.Weighted, matrix.Total),
        ];
        using (OpenSection(heading))
        using (_sections.Open("div", ("class", "charts")))
        {
            using (_sections.Open("figure"))
            {
                HeatMap.Of(matrix, FormattableString.Invariant($"Accuracy {100 * matrix.Accuracy:0.00} %")).WriteTo(_sections, isAlone: false);
            }

            AddTable(["class", "precision", "recall", "F1", "count"], rows);
        }

        static IReadOnlyList<string> RowOf(string name, ClassScores scores, long examples) =>
            [name, Format(scores.Precision), Format(scores.Recall), Format(scores.F1), examples.ToString(CultureInfo.InvariantCulture)];

        static string Format(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);
    }

    /// <summary>Adds small images with what they are and what they were taken for.</summary>
    public void AddGallery(string heading, params IReadOnlyList<ReportImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using (OpenSection(heading))
        using (_sections.Open("div", ("class", "gallery")))
        {
            foreach (ReportImage image in images)
            {
                using (_sections.Open("figure"))
                {
                    string description = $"{image.Actual}, taken for {image.Predicted}";
                    _sections.Empty("img", ("src", image.Source), ("width", image.Width), ("height", image.Height), ("alt", description));
                    _sections.Text("figcaption", $"{image.Actual} → {image.Predicted}");
                    if (image.Probability is { } probability)
                    {
                        _sections.Text("small", FormattableString.Invariant($"{100 * probability:0.#} %"));
                    }
                }
            }
        }
    }

    /// <summary>The page.</summary>
    public override string ToString()
    {
        MarkupWriter page = new();
        page.Raw("<!DOCTYPE html>\n");
        using (page.Open("html", ("lang", "en")))
        {
            using (page.Open("head"))
            {
                page.Empty("meta", ("charset", "utf-8"));
                page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
                page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
                page.Text("title", Title);
                page.Raw($"<style>\n{PageRules.Text}{Theme.ChartRules}</style>\n");
            }

            using (page.Open("body"))
            using (page.Open("main"))
            {
                using (page.Open("header"))
                {
                    page.Text("h1", Title);
                    if (Subtitle.Length > 0)
                    {
                        page.Text("p", Subtitle);
                    }
                }

                page.Raw(_sections.ToString());
            }
        }

        return page.ToString();
    }

    /// <summary>Writes the page to a file, or replaces it: whatever happens on the way, the path holds the old file or the whole new one.</summary>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    public void Save(string path) => TextFile.Write(path, ToString());

    private static bool IsNumber(string text)
    {
        const NumberStyles styles = NumberStyles.Float | NumberStyles.AllowThousands;
        return text.Length == 0 || double.TryParse(text.TrimEnd('%', ' ').Replace('−', '-'), styles, CultureInfo.InvariantCulture, out _);
    }

    private void AddTable(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        string?[] classes = [.. Enumerable.Range(0, columns.Count).Select(column => column > 0 && rows.All(row => IsNumber(row[column])) ? "number" : null)];
        using (_sections.Open("div", ("class", "scroll")))
        using (_sections.Open("table"))
        {
            AddRow("th", columns);
            foreach (IReadOnlyList<string> row in rows)
            {
                AddRow("td", row);
            }
        }

        void AddRow(string cell, IReadOnlyList<string> texts)
        {
            using (_sections.Open("tr"))
            {
                for (int column = 0; column < texts.Count; column++)
                {
                    _sections.Text(cell, texts[column], ("class", classes[column]));
                }
            }
        }
    }

    private MarkupWriter.Block OpenSection(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        MarkupWriter.Block section = _sections.Open("section");
        if (heading.Length > 0)
        {
            _sections.Text("h2", heading);
        }

        return section;
    }
}
