using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>One polynomial, computed in three ways.</summary>
public static partial class Polynomials
{
    [Differentiable]
    public static double Horner(ReadOnlySpan<double> c, double x)
    {
        double sum = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            sum = sum * x + c[i];
        }

        return sum;
    }

    [Differentiable]
    public static float Horner(ReadOnlySpan<float> c, float x)
    {
        float sum = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            sum = sum * x + c[i];
        }

        return sum;
    }

    [Differentiable]
    public static double PowerSum(ReadOnlySpan<double> c, double x)
    {
        double sum = 0, power = 1;
        foreach (double coefficient in c)
        {
            sum += coefficient * power;
            power *= x;
        }

        return sum;
    }

    [Differentiable]
    public static double Powers(ReadOnlySpan<double> c, double x)
    {
        double sum = 0;
        for (int i = 0; i < c.Length; i++)
        {
            sum += c[i] * Math.Pow(x, i);
        }

        return sum;
    }
}
