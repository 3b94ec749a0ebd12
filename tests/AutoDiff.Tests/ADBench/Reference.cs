using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Tests.Recorded;
using Xunit;

namespace AutoDiff.Tests.ADBench;

/// <summary>The numbers that an array should hold: all of them, or norms and a selection.</summary>
internal abstract class Reference
{
    // Against rounding of what cancels, an element is compared with the array's largest, too.
    private const double Tolerance = 1e-8;
    private const double CancellationTolerance = 1e-12;

    /// <summary>The reference of that name; its summary, where that is all there is.</summary>
    public static Reference Of(string path) => RecordedFile.Exists($"adbench/{path}.txt")
        ? new Whole(NumberReader.Of($"{path}.txt").Rest())
        : Summary.Read(NumberReader.Of($"{path}.summary.txt"));

    public abstract void AssertClose(ReadOnlySpan<double> actual);

    private static void AssertClose(double expected, double actual, double largest, string what)
    {
        double tolerance = double.Max(Tolerance * double.Abs(expected), CancellationTolerance * largest);
        Assert.True(double.Abs(actual - expected) <= tolerance, $"{what} is {actual}, not {expected} ± {tolerance}.");
    }

    private sealed class Whole(double[] expected) : Reference
    {
        public override void AssertClose(ReadOnlySpan<double> actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            double largest = expected.Max(double.Abs);
            for (int i = 0; i < expected.Length; i++)
            {
                AssertClose(expected[i], actual[i], largest, $"Element {i}");
            }
        }
    }

    private sealed class Summary(Dictionary<string, double> norms, Dictionary<int, double> selected) : Reference
    {
        public static Summary Read(NumberReader reader)
        {
            Dictionary<string, double> norms = [];
            while (norms.Count < 6) norms.Add(reader.Word(), reader.Double());
            Dictionary<int, double> selected = [];
            while (!reader.AtEnd) selected.Add(reader.Int(), reader.Double());
            return new Summary(norms, selected);
        }

        public override void AssertClose(ReadOnlySpan<double> actual)
        {
            Assert.Equal(norms["count"], actual.Length);
            double[] values = actual.ToArray();
            double largest = norms["maxabs"];
            Assert.All(selected, item => AssertClose(item.Value, values[item.Key], largest, $"Element {item.Key}"));
            AssertClose(norms["sum"], values.Sum(), norms["l1"], "The sum");
            AssertClose(norms["l1"], values.Sum(double.Abs), norms["l1"], "The sum of absolute values");
            AssertClose(norms["l2"], double.Sqrt(values.Sum(value => value * value)), norms["l2"], "The norm");
            AssertClose(largest, values.Max(double.Abs), largest, "The largest element");
            AssertClose(norms["wsum97"], values.Select((value, i) => value * ((i % 97) + 1)).Sum(), 97 * norms["l1"], "The weighted sum");
        }
    }
}
