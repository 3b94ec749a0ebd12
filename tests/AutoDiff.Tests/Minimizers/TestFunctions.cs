using System;

namespace AutoDiff.Tests.Minimizers;

/// <summary>Functions whose minima are known; their derivatives are generated.</summary>
public static partial class TestFunctions
{
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - (x[i] * x[i]);
            sum += (a * a) + (100 * b * b);
        }

        return sum;
    }

    [Differentiable]
    public static float RosenbrockSingle(ReadOnlySpan<float> x)
    {
        float sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            float a = 1 - x[i], b = x[i + 1] - (x[i] * x[i]);
            sum += (a * a) + (100 * b * b);
        }

        return sum;
    }

    /// <summary>Curvatures from 1 to 10⁴, minimum 0 at 1.</summary>
    [Differentiable]
    public static double Quadratic(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double distance = x[i] - 1;
            sum += 0.5 * Math.Pow(10, 4.0 * i / (x.Length - 1)) * distance * distance;
        }

        return sum;
    }

    /// <summary>Logistic regression with a penalty, on points that two classes share.</summary>
    [Differentiable]
    public static double Logistic(ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 60; i++)
        {
            double a = Math.Sin(12.9898 * i), b = Math.Cos(78.233 * i);
            double label = a + (0.5 * b) + (0.8 * Math.Sin(3.7 * i)) > 0 ? 1 : -1;
            sum += Math.Log(1 + Math.Exp(-label * (w[0] + (w[1] * a) + (w[2] * b))));
        }

        return (sum / 60) + (0.01 * ((w[0] * w[0]) + (w[1] * w[1]) + (w[2] * w[2])));
    }

    [Differentiable(Derivatives.Vjp | Derivatives.Jacobian)]
    public static void RosenbrockResiduals(ReadOnlySpan<double> x, [Output] Span<double> r)
    {
        r[0] = 1 - x[0];
        r[1] = 10 * (x[1] - (x[0] * x[0]));
    }

    /// <summary>A decay with an offset, a·exp(−b·t) + c, against exact data for a = 2, b = 0.7, c = −1.</summary>
    [Differentiable(Derivatives.Vjp | Derivatives.Jacobian)]
    public static void Decay(ReadOnlySpan<double> x, [Output] Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = 0.25 * i;
            r[i] = (x[0] * Math.Exp(-x[1] * t)) + x[2] - ((2 * Math.Exp(-0.7 * t)) - 1);
        }
    }

    /// <summary>Powell's: the Jacobian is singular at the minimum 0.</summary>
    [Differentiable(Derivatives.Vjp | Derivatives.Jacobian)]
    public static void PowellSingular(ReadOnlySpan<float> x, [Output] Span<float> r)
    {
        r[0] = x[0] + (10 * x[1]);
        r[1] = MathF.Sqrt(5) * (x[2] - x[3]);
        r[2] = (x[1] - (2 * x[2])) * (x[1] - (2 * x[2]));
        r[3] = MathF.Sqrt(10) * (x[0] - x[3]) * (x[0] - x[3]);
    }
}
