using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>A derivative by extrapolated central differences, and how far off it may be:
/// the rounding of the function, and how far the last extrapolations were apart.</summary>
internal readonly record struct FiniteDifference(double Slope, double Error)
{
    private const int Halvings = 10;

    /// <summary>Before that many, agreement may be a coincidence.</summary>
    private const int HalvingsToTrust = 4;

    /// <summary>Nobody needs to know it any better.</summary>
    private const double Settled = 1e-11;

    /// <summary>Ridders' method from several first steps; the steadiest answer wins.</summary>
    public static FiniteDifference Of(Func<double, double> function, double x, IEnumerable<double> steps)
    {
        var best = new FiniteDifference(double.NaN, double.PositiveInfinity);
        foreach (double step in steps)
        {
            FiniteDifference next = Of(new Surroundings(at => [function(at)], x, Math.ScaleB(1, Math.ILogB(step))), static numbers => numbers[0]);
            if (next.Error < best.Error) best = next;
        }

        return best;
    }

    /// <summary>The same of a number made of what the function yields.</summary>
    public static FiniteDifference Of(Surroundings surroundings, Func<double[], double> number)
    {
        var best = new FiniteDifference(double.NaN, double.PositiveInfinity);
        double[] previous = [];
        for (int i = 0; i < Halvings && !(best.Error <= Settled * Math.Max(1, Math.Abs(best.Slope))); i++)
        {
            (double step, double width, double[]? right, double[]? left) = surroundings[i];
            if (right is null || left is null)
            {
                previous = [];
                continue;
            }

            var row = new double[previous.Length + 1];
            double above = number(right), below = number(left);
            row[0] = (above - below) / width;
            double noise = double.Epsilon + (1.2e-16 * (Math.Abs(above) + Math.Abs(below)) / step);
            double weight = 1;
            for (int j = 1; j < row.Length; j++)
            {
                weight *= 4;
                row[j] = ((weight * row[j - 1]) - previous[j - 1]) / (weight - 1);
                double error = noise + Math.Max(Math.Abs(row[j] - row[j - 1]), Math.Abs(row[j] - previous[j - 1]));
                if (row.Length > HalvingsToTrust && error < best.Error) best = new(row[j], error);
            }

            previous = row;
        }

        return best;
    }
}
