using System;
using System.Globalization;
using System.Linq;
using AutoDiff.Tests.Recorded;

namespace AutoDiff.Tests.ADBench;

/// <summary>Reads numbers that white space separates, one after the other.</summary>
internal sealed class NumberReader(string text)
{
    private readonly string[] _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    private int _next;

    public static NumberReader Of(string path) => new(RecordedFile.Text($"adbench/{path}"));

    public bool AtEnd => _next == _words.Length;

    public int Int() => int.Parse(_words[_next++], CultureInfo.InvariantCulture);

    public double Double() => double.Parse(_words[_next++], CultureInfo.InvariantCulture);

    public string Word() => _words[_next++];

    public double[] Doubles(int count) => [.. Enumerable.Range(0, count).Select(_ => Double())];

    public double[] Rest() => Doubles(_words.Length - _next);
}
