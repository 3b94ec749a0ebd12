using System;

namespace AutoDiff.Problems;

/// <summary>Polynomials that come close to a step.</summary>
public static partial class LeastSquares
{
    /// <summary>Half the sum of squares of what is between the polynomial with the coefficients <paramref name="x"/> and the sign function, at so many points of [-1, 1].</summary>
    [Differentiable]
    public static double Misfit(ReadOnlySpan<double> x, int points)
    {
        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            double t = -1 + (2.0 * i / (points - 1));
            double residual = Math.Sign(t);
            double power = 1;
            foreach (double coefficient in x)
            {
                residual -= coefficient * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum / 2;
    }
}
