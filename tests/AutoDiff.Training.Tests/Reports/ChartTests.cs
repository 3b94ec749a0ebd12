using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Charts of all kinds, of what is odd about numbers and names.</summary>
    public static TheoryData<string> Names => [.. Charts().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_a_document_of_numbers_that_are_numbers(string name)
    {
        Chart chart = Charts()[name];
        string svg = chart.ToSvg();
        XDocument document = XDocument.Parse(svg);
        Assert.Equal(Svg + "svg", document.Root!.Name);
        Assert.DoesNotContain(document.Descendants(), static element => element.Name.LocalName is "script" or "b");
        foreach (XAttribute attribute in document.Descendants().Attributes().Where(static attribute => attribute.Name.LocalName is "d" or "x" or "y" or "cx" or "cy" or "r" or "width" or "height"))
        {
            Assert.Matches(@"^[-MLHVZhvq\d. ]+$", attribute.Value);
        }

        Assert.All(document.Descendants().Attributes("width").Concat(document.Descendants().Attributes("height")), static size => Assert.True((double)size >= 0));
        Assert.Equal(svg, Charts()[name].ToSvg());
    }

    [Fact]
    public void A_small_chart_is_as_it_was()
    {
        Chart chart = new LineChart(Series.Of("training", 1, 0.5, 0.25, 0.125), Series.Of("validation", 1.1, double.NaN, 0.5, 0.45) with { Style = SeriesStyle.Dashed })
        {
            Title = "Loss",
            XAxis = "epoch",
            YAxis = new() { Label = "nats", IsLogarithmic = true },
            Marks = [(4, "best")],
            Width = 320,
            Height = 240,
        };
        Compare("SmallChart.svg", chart.ToSvg());
    }

    [Fact]
    public void Points_that_are_not_finite_leave_a_gap()
    {
        XDocument document = XDocument.Parse(new LineChart(Series.Of("a", 1, 2, double.NaN, 3, 4, double.PositiveInfinity, 5)).ToSvg());
        string path = (string)document.Descendants(Svg + "path").Single(static path => ((string?)path.Attribute("class"))!.StartsWith("line")).Attribute("d")!;
        Assert.Equal(3, path.Count(static letter => letter == 'M'));
        Assert.Equal(5, document.Descendants(Svg + "circle").Count());
        Assert.Single(document.Descendants(Svg + "circle"), static circle => ((string)circle.Attribute("class")!).StartsWith("dot")); // the one without neighbours
    }

    [Fact]
    public void A_logarithmic_axis_shows_what_is_positive()
    {
        XDocument document = XDocument.Parse(new LineChart(Series.Of("a", 0, 1, 10, -5, 100)) { YAxis = new() { IsLogarithmic = true } }.ToSvg());
        Assert.Equal(3, document.Descendants(Svg + "circle").Count());
    }

    [Fact]
    public void Long_curves_keep_their_peaks_and_little_else()
    {
        double[] numbers = new double[100_000];
        numbers[54_321] = 1;
        numbers[54_322] = -1;
        string svg = new LineChart(Series.Of("a", numbers)).ToSvg();
        Assert.InRange(svg.Length, 1000, 40_000);
        string peaks = new LineChart(Series.Of("a", 1, -1)).ToSvg();
        double[] HeightsOf(string text) => [.. XDocument.Parse(text).Descendants(Svg + "path").Where(static path => ((string?)path.Attribute("class"))!.StartsWith("line"))
            .SelectMany(static path => ((string)path.Attribute("d")!).Split('M', 'L', ' ').Where(static part => part.Length > 0).Where(static (_, i) => i % 2 == 1)).Select(double.Parse)];
        Assert.Equal(HeightsOf(peaks).Max(), HeightsOf(svg).Max());
        Assert.Equal(HeightsOf(peaks).Min(), HeightsOf(svg).Min());
    }

    [Fact]
    public void A_smoothed_series_is_the_mean_of_what_came()
    {
        Series smoothed = Series.Of("a", 4, 4, double.NaN, 4, 0).Smoothed("b", 0.5);
        Assert.Equal([4, 4, double.NaN, 4], smoothed.Points.Take(4).Select(static point => point.Y));
        Assert.Equal(4 * 7.0 / 15, smoothed.Points[4].Y, 1e-14);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Series.Of("a", 1).Smoothed("b", 1));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(static () => new BarChart(["a"], new BarSeries("b", 1, 2)));
        Assert.Throws<ArgumentException>(static () => new HeatMap(new double[2, 2], ["a"], ["b", "c"]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LineChart { Width = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Axis { Min = double.NaN });
    }

    [Fact]
    public void A_chart_is_saved()
    {
        using TemporaryFolder folder = new();
        LineChart chart = new(Series.Of("a", 1, 2));
        chart.Save(folder.PathOf("a.svg"));
        Assert.Equal(chart.ToSvg(), File.ReadAllText(folder.PathOf("a.svg")));
    }

    private static void Compare(string file, string actual, [CallerFilePath] string source = "")
    {
        string verified = Path.Combine(Path.GetDirectoryName(source)!, file.Replace(".svg", ".verified.svg", StringComparison.Ordinal)), received = verified.Replace(".verified.", ".received.", StringComparison.Ordinal);
        if (!File.Exists(verified) || File.ReadAllText(verified) != actual)
        {
            File.WriteAllText(received, actual);
            Assert.Fail($"Look at {received}, and rename it if it is as it should be.");
        }

        File.Delete(received);
    }

    private static Dictionary<string, Chart> Charts()
    {
        const string name = "<b>&\"'\u0001\ud800 ]]>";
        ConfusionMatrix matrix = new(["a", name]);
        matrix.Add([0, 0, 1, 1], [0, 1, 1, 1]);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 0, -0.0, 1e300, -1e300];
        Axis logarithmic = new() { IsLogarithmic = true };
        return new()
        {
            ["empty"] = new LineChart(),
            ["empty series"] = new ScatterChart(Series.Of("")),
            ["one point"] = new LineChart(Series.Of(name, 3)) { Title = name, XAxis = name, YAxis = name, Marks = [(1, name), (double.NaN, name)] },
            ["odd"] = new LineChart(Series.Of("a", odd), new Series("b", [.. odd.Zip(odd.Reverse())])),
            ["odd logarithmic"] = new ScatterChart(Series.Of("a", odd), new Series("b", [.. odd.Zip(odd.Reverse())])) { XAxis = logarithmic, YAxis = logarithmic },
            ["nothing positive"] = new LineChart(Series.Of("a", -1, -2)) { YAxis = logarithmic },
            ["constant"] = new LineChart(Series.Of("a", 0, 0, 0), Series.Of("b", 0, 0, 0)),
            ["close"] = new LineChart(Series.Of("a", 1, Math.BitIncrement(1), 1 + 1e-11)),
            ["reversed"] = new LineChart(Series.Of("a", 1, 2)) { XAxis = new() { Min = 5, Max = -5 }, YAxis = new() { Min = 3 } },
            ["beyond"] = new LineChart(Series.Of("a", 1, 2)) { XAxis = new() { Max = -5 }, YAxis = new() { Max = -3, IsLogarithmic = true } },
            ["many"] = new LineChart([.. Enumerable.Range(0, 40).Select(static i => Series.Of($"series {i}", i, -i))]) { Width = 120, Height = 120 },
            ["styles"] = new LineChart([.. Enum.GetValues<SeriesStyle>().Select(static style => Series.Of($"{style}", Math.Sin, 0, 6, 5) with { Style = style })]),
            ["contours"] = new ContourChart(static (x, y) => (x * x) - (y * y), Series.Of("path", 0.5, 0.6)) { XAxis = new() { Min = -1, Max = 1 }, YAxis = new() { Min = -1, Max = 1 } },
            ["contours of odd"] = new ContourChart(static (x, y) => x < 0 ? double.NaN : y < 0 ? double.PositiveInfinity : y > 0.5 ? double.MinValue : double.MaxValue) { XAxis = new() { Min = -1, Max = 1 }, YAxis = new() { Min = -1, Max = 1 } },
            ["contours of nothing"] = new ContourChart(static (_, _) => double.NaN) { Levels = [1, double.NaN] },
            ["contours of a plain"] = new ContourChart(static (_, _) => 1),
            ["bars"] = new BarChart(["a", name], new BarSeries(name, 1, -2), new BarSeries("", double.NaN, double.PositiveInfinity)) { Axis = name },
            ["bars of huge"] = new BarChart(["a", "b", "c"], new BarSeries("", 1e300, -1e300, 1e-300)),
            ["logarithmic bars"] = new BarChart(["a", "b", "c"], new BarSeries("", 1, 100, 0)) { Axis = logarithmic },
            ["no bars"] = new BarChart([]),
            ["heat"] = new HeatMap(new double[,] { { 1, -2, double.NaN }, { double.PositiveInfinity, 0, 1e300 } }, ["a", name], ["x", "y", name]),
            ["no heat"] = new HeatMap(new double[0, 0], [], []),
            ["one heat"] = new HeatMap(new double[,] { { 7 } }, [""], [""]),
            ["confusion"] = HeatMap.Of(matrix, name),
            ["no confusion"] = HeatMap.Of(new ConfusionMatrix(3)),
            ["one class"] = HeatMap.Of(new ConfusionMatrix(1)),
        };
    }
}
