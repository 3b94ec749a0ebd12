using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace AutoDiff.Tests.Gradients;

/// <summary>Numbers to call methods with, the same in every run. All are multiples of 2⁻²⁰, so that they and small differences of them are exact in single precision.</summary>
public static class Samples
{
    private const double Grid = 1 << 20;

    /// <summary>Numbers between the bounds.</summary>
    public static double[] Between(double lower, double upper, int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => double.Round((lower + ((upper - lower) * random.NextDouble())) * Grid) / Grid)];
    }

    /// <summary>Numbers between -1 and 1.</summary>
    public static double[] Uniform(int count, int seed = 1) => Between(-1, 1, count, seed);

    /// <summary>Distinct numbers from about -1 to 1 in random order, none of them zero, at least 1/16 apart where there are no more than 33.</summary>
    public static double[] Distinct(int count, int seed = 1)
    {
        double spacing = 1.0 / double.Max(16, count / 2);
        double[] numbers = [.. Enumerable.Range(0, count).Select(i => double.Round((i - (count / 2) + 0.5) * spacing * Grid) / Grid)];
        new Random(seed).Shuffle(numbers);
        return numbers;
    }

    /// <summary>Numbers of either sign, each at a distance of 0.1 or more from every multiple of the spacing.</summary>
    public static double[] AwayFromMultiples(double spacing, double bound, int count, int seed = 1)
    {
        var random = new Random(seed);
        int cells = (int)(bound / spacing);
        return [.. Enumerable.Range(0, count).Select(_ => Place(random.Next(-cells, cells), 0.1 + ((spacing - 0.2) * random.NextDouble())))];

        double Place(int cell, double within) => (cell * spacing) + (double.Round(within * Grid) / Grid);
    }

    /// <summary>Whole numbers from zero on, below the bound.</summary>
    public static int[] Indices(int count, int bound, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(bound))];
    }

    /// <summary>One or minus one each.</summary>
    public static double[] Signs(int count, int seed = 1) => [.. Indices(count, 2, seed).Select(bit => (2.0 * bit) - 1)];

    /// <summary>What a buffer holds that nobody may read.</summary>
    public static double[] Unread(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    /// <summary>The array that a buffer is all of.</summary>
    public static double[] Whole(Memory<double> memory) =>
        MemoryMarshal.TryGetArray<double>(memory, out ArraySegment<double> segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : throw new ArgumentException("An array is passed whole.", nameof(memory));
}
