using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Loops in loops.</summary>
public static partial class Nests
{
    [Differentiable]
    public static double Bilinear(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                sum += x[i] * a[i * y.Length + j] * y[j];
            }
        }

        return sum;
    }

    [Differentiable]
    public static double Triangular(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double distance = x[i] - x[j];
                sum += Math.Sqrt(1 + distance * distance);
            }
        }

        return sum;
    }

    [Differentiable]
    public static double Recurrent(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> input)
    {
        double state = 0.5;
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < w.Length; i++)
            {
                state = Math.Tanh(w[i] * state + input[i]);
            }
        }

        return state;
    }
}
