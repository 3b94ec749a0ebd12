using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace AutoDiff.Benchmarks;

/// <summary>Measures cases in about a second each: one JSON line a case, and beside them, as errors are, the price of each gradient in primals and in working memory.</summary>
internal static class QuickRun
{
    public static void Run(IEnumerable<Case> cases)
    {
        List<(Case Case, Measurement Measurement)> results = [];
        foreach (Case item in cases)
        {
            Kernels.Threads = 1;
            Measurement measurement = Measurement.Of(item.Prepare());
            results.Add((item, measurement));
            Console.WriteLine(JsonLine(item, measurement));
        }

        foreach (var bench in results.GroupBy(result => result.Case.Bench))
        {
            if (Find(bench, Case.Primal) is { } primal && Find(bench, Case.Gradient) is { } gradient)
            {
                double ratio = gradient.MedianNanoseconds / primal.MedianNanoseconds;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bench.Key}: gradient/primal {ratio:F2}, peak workspace {gradient.PeakWorkspaceBytes} bytes"));
            }
        }
    }

    private static string JsonLine(Case item, Measurement measurement)
    {
        Dictionary<string, object> line = new()
        {
            ["bench"] = item.Bench,
            ["case"] = item.Variant,
            ["median_ns"] = double.Round(measurement.MedianNanoseconds, 2),
            ["min_ns"] = double.Round(measurement.MinNanoseconds, 2),
            ["reps"] = measurement.Repetitions,
            ["bytes"] = measurement.Bytes,
            ["workspace_bytes"] = measurement.PeakWorkspaceBytes,
        };
        if (item.Items > 1) line["median_ns_per_item"] = double.Round(measurement.MedianNanoseconds / item.Items, 3);
        if (item.BytesMoved > 0) line["gigabytes_per_second"] = double.Round((double)item.BytesMoved * item.Items / measurement.MedianNanoseconds, 1);
        if (item.Operations > 0) line["gigaflops"] = double.Round(item.Operations / measurement.MinNanoseconds, 1);
        return JsonSerializer.Serialize(line);
    }

    private static Measurement? Find(IEnumerable<(Case Case, Measurement Measurement)> results, string variant) =>
        results.Where(result => result.Case.Variant == variant).Select(result => (Measurement?)result.Measurement).FirstOrDefault();
}
