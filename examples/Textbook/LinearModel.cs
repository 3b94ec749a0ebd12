using System;
using AutoDiff;

namespace Textbook;

/// <summary>A weighted sum of the features of an example, plus a constant, which is the last of the weights.</summary>
public static partial class LinearModel
{
    /// <summary>What the model says to one example.</summary>
    public static double Predict(ReadOnlySpan<double> weights, ReadOnlySpan<double> features)
    {
        double sum = weights[^1];
        for (int j = 0; j < features.Length; j++)
        {
            sum += weights[j] * features[j];
        }

        return sum;
    }

    /// <summary>The mean squared error over examples that stand row after row.</summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> weights, [NoGradient] ReadOnlySpan<double> features, [NoGradient] ReadOnlySpan<double> targets)
    {
        int width = weights.Length - 1;
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = Predict(weights, features.Slice(i * width, width)) - targets[i];
            sum += error * error;
        }

        return sum / targets.Length;
    }

    /// <summary>The same with a penalty on the weights, though not on the constant: ridge regression.</summary>
    [Differentiable]
    public static double RidgeLoss(ReadOnlySpan<double> weights, [NoGradient] ReadOnlySpan<double> features, [NoGradient] ReadOnlySpan<double> targets, [NoGradient] double penalty)
    {
        double squares = 0;
        foreach (double weight in weights[..^1])
        {
            squares += weight * weight;
        }

        return Loss(weights, features, targets) + (penalty * squares);
    }
}
