using System;
using System.Globalization;
using System.IO;
using AutoDiff.Training.Tests.Data;
using Xunit;

namespace AutoDiff.Training.Tests;

public sealed class CultureTests
{
    [Fact]
    public void What_is_written_and_read_does_not_depend_on_the_language_of_the_machine()
    {
        CultureInfo before = CultureInfo.CurrentCulture, other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NumberGroupSeparator = ".";
        other.NumberFormat.NegativeSign = "~";
        other.NumberFormat.NaNSymbol = "nothing";
        string expected = Everything();
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal("~1,5", $"{-1.5}");
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Everything()
    {
        using TemporaryFolder folder = new();
        using (CsvLog log = CsvLog.Create(folder.PathOf("log.csv"), "a", "b"))
        {
            log.Append(-1.5, double.NaN);
        }

        ConfusionMatrix matrix = new(2);
        matrix.Add([0, 1, 1], [0, 0, 1]);
        HtmlReport report = new("Report");
        report.AddConfusionMatrix("Confusion", matrix);
        report.AddGallery("Images", new ReportImage([1], 1, 1, "a", "b", 0.123));
        report.AddCharts(
            "Charts",
            new LineChart(Series.Of("a", -0.5, 1.5e-9, 2e9), Series.Of("b", -2.5, double.NaN, 3.7)) { Marks = [(1.5, "mark")] },
            new ScatterChart(Series.Of("a", 0.001, 20)) { YAxis = new() { IsLogarithmic = true } },
            new ContourChart(static (x, y) => x - (y * y)) { XAxis = new() { Min = -1, Max = 1 }, YAxis = new() { Min = -1, Max = 1 } },
            new BarChart(["a"], new BarSeries("", -1.5)),
            new HeatMap(new double[,] { { -1.5, 2.5 } }, ["a"], ["b", "c"]));
        Table<double> table = Files.ReadCsv("a,b\n-1.5,1e3\n2.5,-7\n").ToTable<double>();
        return string.Join('\n', report.ToString(), File.ReadAllText(folder.PathOf("log.csv")), (int)(table[0, 0] * -1000), matrix.Macro.ToString(), matrix.ToString());
    }
}
