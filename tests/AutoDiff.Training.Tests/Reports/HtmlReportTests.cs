using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror='x'>\" onload=\"x&amp;\u0000";

    [Fact]
    public void All_texts_are_escaped_and_nothing_is_fetched()
    {
        string page = Sample(Hostile).ToString();
        XDocument document = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.Empty(document.Descendants("script"));
        Assert.DoesNotContain(document.Descendants().Attributes(), static attribute => attribute.Name.LocalName.StartsWith("on") || attribute.Name.LocalName is "href");
        Assert.All(document.Descendants("img").Attributes("src"), static source => Assert.StartsWith("data:image/png;base64,", source.Value));
        Assert.Equal(2, document.Descendants("img").Count());
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("@import", page);
        Assert.Equal(Hostile.Replace('\0', '\uFFFD'), (string)document.Descendants("h1").Single());
    }

    [Fact]
    public void The_same_calls_make_the_same_page()
    {
        using TemporaryFolder folder = new();
        HtmlReport report = Sample("Run");
        Assert.Equal(report.ToString(), Sample("Run").ToString());
        report.Save(folder.PathOf("report.html"));
        Assert.Equal(report.ToString(), File.ReadAllText(folder.PathOf("report.html")));
    }

    [Fact]
    public void A_history_is_a_chart_of_the_loss_one_of_each_metric_and_one_of_the_learning_rate()
    {
        HtmlReport report = new("a");
        report.AddHistory("b", [new(1, 10, 0.5, 1e-3, 1, [new("loss", 0.6), new("accuracy", 0.8)]), new(2, 20, 0.4, 1e-3, 1, [new("loss", 0.5)])], bestEpoch: 2);
        XDocument page = XDocument.Parse(report.ToString().Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.Equal(["Loss", "Accuracy", "Learning rate"], page.Descendants("svg").Attributes("aria-label").Select(static label => label.Value));
        Assert.Equal(["training: 1, 0.5", "training: 2, 0.4", "validation: 1, 0.6", "validation: 2, 0.5", "accuracy: 1, 0.8"], page.Descendants("title").Skip(1).Take(5).Select(static text => text.Value));
        Assert.Equal(3, page.Descendants("text").Count(static text => text.Value == "best"));
        report.AddHistory("none", []);
    }

    [Fact]
    public void Columns_of_numbers_stand_on_the_right()
    {
        HtmlReport report = new("a");
        report.AddTable("b", ["name", "number", "text"], ["1", "−2.5", "x"], ["2", "97 %", "3"]);
        XElement[] cells = [.. XDocument.Parse(report.ToString().Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Descendants("td")];
        Assert.Equal([null, "number", null, null, "number", null], cells.Select(static cell => (string?)cell.Attribute("class")));
        Assert.Throws<ArgumentException>(() => report.AddTable("b", ["a"], ["1", "2"]));
    }

    [Fact]
    public void An_image_has_its_pixels()
    {
        Assert.Equal("pixels", Assert.Throws<ArgumentException>(static () => new ReportImage(new byte[3], 2, 2, "a", "b")).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportImage([], 0, 0, "a", "b"));
        Assert.Throws<ArgumentException>(static () => new ReportImage(new byte[3], int.MaxValue, int.MaxValue, "a", "b"));
    }

    private static HtmlReport Sample(string text)
    {
        HtmlReport report = new(text) { Subtitle = text };
        ConfusionMatrix matrix = new([text, "b"]);
        matrix.Add([0, 1, 1], [0, 0, 1]);
        report.AddFigures((text, text));
        report.AddText(text, text + "\n\n" + text);
        report.AddSettings(text, (text, text));
        report.AddTable(text, [text], [text]);
        report.AddCharts(text, new LineChart(Series.Of(text, 1, 2), Series.Of(text, 2, 3)) { Title = text, XAxis = text });
        report.AddConfusionMatrix(text, matrix);
        report.AddGallery(text, new ReportImage(new byte[6], 3, 2, text, text, 0.5), new ReportImage([255], 1, 1, "a", "b"));
        return report;
    }
}
