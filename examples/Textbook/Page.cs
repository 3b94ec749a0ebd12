using System;
using System.Collections.Generic;
using AutoDiff.Training;

namespace Textbook;

/// <summary>What a lesson says: on the console, and with plots in a page.</summary>
internal sealed class Page(string title)
{
    private readonly HtmlReport report = new(title);

    public void Say(string heading, string text)
    {
        Console.WriteLine(text);
        report.AddText(heading, text);
    }

    public void Table(string heading, IReadOnlyList<string> columns, params IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Console.WriteLine(string.Join("  ", columns));
        foreach (IReadOnlyList<string> row in rows)
        {
            Console.WriteLine(string.Join("  ", row));
        }

        report.AddTable(heading, columns, rows);
    }

    public void Plot(string heading, params IReadOnlyList<Chart> charts) => report.AddCharts(heading, charts);

    public void Save(string path) => report.Save(path);
}
