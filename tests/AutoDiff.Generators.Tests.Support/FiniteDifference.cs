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

    /// <summary>Ridders' method from several first steps; the steadiest answer wins.</summary>
    public static FiniteDifference Of(Func<double, double> function, double x, IEnumerable<double> steps)
    {
        var best = new FiniteDifference(double.NaN, double.PositiveInfinity);
        foreach (double step in steps)
        {
            FiniteDifference next = Extrapolate(function, x, Math.ScaleB(1, Math.ILogB(step)));
            if (next.Error < best.Error) best = next;
        }

        return best;
    }

    private static FiniteDifference Extrapolate(Func<double, double> function, double x, double step)
    {
        var best = new FiniteDifference(double.NaN, double.PositiveInfinity);
        double[] previous = [];
        for (int i = 0; i < Halvings; i++, step /= 2)
        {
            double right = x + step, left = x - step;
            var row = new double[i + 1];
            double above = function(right), below = function(left);
            row[0] = (above - below) / (right - left);
            double noise = double.Epsilon + (1.2e-16 * (Math.Abs(above) + Math.Abs(below)) / step);
            double weight = 1;
            for (int j = 1; j <= i; j++)
            {
                weight *= 4;
                row[j] = ((weight * row[j - 1]) - previous[j - 1]) / (weight - 1);
                double error = noise + Math.Max(Math.Abs(row[j] - row[j - 1]), Math.Abs(row[j] - previous[j - 1]));
                if (i >= HalvingsToTrust && error < best.Error) best = new(row[j], error);
            }

            previous = row;
        }

        return best;
    }
}
