using System;
using System.Numerics;

namespace AutoDiff.Checking;

/// <summary>Derivatives by central differences, extrapolated to step zero by Ridders' method.</summary>
internal static class Differences
{
    private const int Steps = 10;
    private const double Shrink = 1.4;

    /// <summary>The derivative along a coordinate, and how far it may be off. The point is the same afterwards.</summary>
    public static (double Value, double Error) Along<T>(ScalarFunction<T> function, T[] point, int coordinate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        double step = double.Max(1e-2, double.Abs(double.CreateTruncating(point[coordinate])) * 1e-2) * (epsilon < 1e-10 ? 1 : 8);
        Span<double> before = stackalloc double[Steps], current = stackalloc double[Steps];
        (double value, double error) = (double.NaN, double.PositiveInfinity);
        for (int i = 0; i < Steps; i++, step /= Shrink)
        {
            current[0] = Central(function, point, coordinate, step, out double rounding);
            double power = Shrink * Shrink;
            for (int k = 1; k <= i; k++, power *= Shrink * Shrink)
            {
                current[k] = ((current[k - 1] * power) - before[k - 1]) / (power - 1);
                double spread = double.Max(double.Abs(current[k] - current[k - 1]), double.Abs(current[k] - before[k - 1])) + (epsilon * rounding);
                if (spread < error)
                {
                    (value, error) = (current[k], spread);
                }
            }

            current.CopyTo(before);
        }

        return (value, error);
    }

    private static double Central<T>(ScalarFunction<T> function, T[] point, int coordinate, double step, out double rounding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T center = point[coordinate];
        T above = center + T.CreateTruncating(step), below = center - T.CreateTruncating(step);
        point[coordinate] = above;
        double high = double.CreateTruncating(function(point));
        point[coordinate] = below;
        double low = double.CreateTruncating(function(point));
        point[coordinate] = center;

        double width = double.CreateTruncating(above - below);
        rounding = double.Max(double.Abs(high), double.Abs(low)) / width;
        return (high - low) / width;
    }
}
