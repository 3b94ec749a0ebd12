using System;

namespace AutoDiff.Checking;

/// <summary>A central difference quotient with a step.</summary>
/// <returns>The quotient, and how far rounding of the function's values may shift it.</returns>
internal delegate (double Quotient, double Rounding) CentralDifference(double step);

/// <summary>Derivatives by central differences, extrapolated to step zero by Ridders' method.</summary>
internal static class Differences
{
    private const int Steps = 10;
    private const double Shrink = 1.4;

    /// <summary>The derivative, and how far it may be off. Where less is known of a function's values, in single precision, steps are larger.</summary>
    /// <param name="quotient">The central differences.</param>
    /// <param name="size">The size of the coordinates that move: the first step is a hundredth of it, but not less than a hundredth.</param>
    public static (double Value, double Error) Extrapolate<T>(CentralDifference quotient, double size)
    {
        double step = double.Max(1e-2, size * 1e-2) * (typeof(T) == typeof(double) ? 1 : 8);
        Span<double> before = stackalloc double[Steps], current = stackalloc double[Steps];
        (double value, double error) = (double.NaN, double.PositiveInfinity);
        for (int i = 0; i < Steps; i++, step /= Shrink)
        {
            (current[0], double rounding) = quotient(step);
            double power = Shrink * Shrink;
            for (int k = 1; k <= i; k++, power *= Shrink * Shrink)
            {
                current[k] = ((current[k - 1] * power) - before[k - 1]) / (power - 1);
                double spread = double.Max(double.Abs(current[k] - current[k - 1]), double.Abs(current[k] - before[k - 1])) + rounding;
                if (spread < error)
                {
                    (value, error) = (current[k], spread);
                }
            }

            current.CopyTo(before);
        }

        return (value, error);
    }
}
