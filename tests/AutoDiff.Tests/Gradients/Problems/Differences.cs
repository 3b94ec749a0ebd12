using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Tests.Gradients;

/// <summary>
/// Gradients by central differences, extrapolated to step zero (Ridders): of the extrapolations over halved steps the one that agrees best
/// with its neighbours is taken, and by how much it differs from them is its error.
/// </summary>
public sealed record Differences(Parameter<double>[] Parameters, Primal<double> Function)
{
    // Kinks have to stay farther than this from the samples.
    private const double FirstStep = 1.0 / 64;
    private const int Halvings = 6;

    /// <summary>The gradient of every active parameter, with the error of each element.</summary>
    public (double Value, double Error)[][] Gradient() =>
        [.. Enumerable.Range(0, Parameters.Length)
            .Where(index => Parameters[index].IsActive)
            .Select(index => Enumerable.Range(0, Parameters[index].Content.Length).Select(element => Partial(index, element)).ToArray())];

    private (double Value, double Error) Partial(int parameter, int element)
    {
        (double Value, double Error) best = (double.NaN, double.PositiveInfinity);
        double[] previous = [];
        for (int halving = 0; halving < Halvings; halving++)
        {
            double step = double.ScaleB(FirstStep, -halving);
            double[] row = new double[halving + 1];
            row[0] = (ValueAt(parameter, element, step) - ValueAt(parameter, element, -step)) / (2 * step);
            for (int order = 1; order <= halving; order++)
            {
                // The error of central differences has even powers of the step only, each divided by 4^order when it is halved.
                row[order] = row[order - 1] + ((row[order - 1] - previous[order - 1]) / (double.ScaleB(1, 2 * order) - 1));
                double error = double.Max(double.Abs(row[order] - row[order - 1]), double.Abs(row[order] - previous[order - 1]));
                if (error < best.Error)
                {
                    best = (row[order], error);
                }
            }

            previous = row;
        }

        return best;
    }

    private double ValueAt(int parameter, int element, double offset)
    {
        Memory<double>[] arguments = [.. Parameters.Select(item => item.Content.ToArray().AsMemory())];
        arguments[parameter].Span[element] += offset;
        return Function(arguments);
    }
}
