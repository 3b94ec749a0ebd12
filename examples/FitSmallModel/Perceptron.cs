using System;
using AutoDiff;

namespace FitSmallModel;

/// <summary>A network of one input, one hidden layer of tanh units, and one output.</summary>
public static partial class Perceptron
{
    /// <summary>The weights of that many hidden units: for each its input weight, its bias and its output weight; last, the bias of the output.</summary>
    public static int WeightCount(int hidden) => (3 * hidden) + 1;

    /// <summary>What the network answers to <paramref name="x"/>.</summary>
    public static double Predict(ReadOnlySpan<double> weights, double x)
    {
        double y = weights[^1];
        for (int unit = 0; unit + 3 < weights.Length; unit += 3)
        {
            y += weights[unit + 2] * Math.Tanh((weights[unit] * x) + weights[unit + 1]);
        }

        return y;
    }

    /// <summary>The mean squared error over the data. The compiler writes <c>LossGradient</c> beside it.</summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> weights, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double answer = weights[^1];
            for (int unit = 0; unit + 3 < weights.Length; unit += 3)
            {
                answer += weights[unit + 2] * Math.Tanh((weights[unit] * x[i]) + weights[unit + 1]);
            }

            double error = answer - y[i];
            sum += error * error;
        }

        return sum / x.Length;
    }
}
