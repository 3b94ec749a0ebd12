using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Programs;

namespace AutoDiff.Fuzz.Checks;

/// <summary>Two computations of the same numbers agree.</summary>
internal static class Agreement
{
    private const double DoubleTolerance = 1e-8;
    private const double FloatTolerance = 5e-3;

    public static double ToleranceOf(bool isSingle) => isSingle ? FloatTolerance : DoubleTolerance;

    /// <summary>The program computes in single precision somewhere.</summary>
    public static bool IsSingle(GeneratedProgram program) => program.Source.Contains("float", StringComparison.Ordinal) || program.Source.Contains("MathF", StringComparison.Ordinal);

    /// <summary>Each number is as far from the other at most as rounding may carry it, in proportion to the largest.</summary>
    public static void Require(string what, IReadOnlyList<double> actual, IReadOnlyList<double> expected, double tolerance)
    {
        if (actual.Count != expected.Count) throw new FuzzException($"{what}: there are {actual.Count} for {expected.Count}.");
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        for (int i = 0; i < actual.Count; i++)
        {
            bool isClose = actual[i].Equals(expected[i]) || Math.Abs(actual[i] - expected[i]) <= tolerance * scale;
            if (!isClose) throw new FuzzException($"{what} {i} is {actual[i]:r}, not {expected[i]:r}.");
        }
    }
}
