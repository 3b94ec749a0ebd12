using System;
using System.Numerics.Tensors;

namespace AutoDiff.Tests.Gradients;

/// <summary>Models written with the span functions of the framework.</summary>
public static partial class Tensors
{
    /// <summary>The mean logistic loss of a linear classifier with labels ±1.</summary>
    [Differentiable]
    public static double Logistic(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y)
    {
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double margin = y[i] * (TensorPrimitives.Dot(w, x.Slice(i * w.Length, w.Length)) + b);
            loss += double.LogP1(Math.Exp(-margin));
        }

        return loss / y.Length;
    }

    /// <inheritdoc cref="Logistic(ReadOnlySpan{double}, double, ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    [Differentiable]
    public static float Logistic(ReadOnlySpan<float> w, float b, [NoGradient] ReadOnlySpan<float> x, [NoGradient] ReadOnlySpan<float> y)
    {
        float loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            float margin = y[i] * (TensorPrimitives.Dot(w, x.Slice(i * w.Length, w.Length)) + b);
            loss += float.LogP1(MathF.Exp(-margin));
        }

        return loss / y.Length;
    }

    /// <summary>The squared distances of points to the nearest of the centers.</summary>
    [Differentiable]
    public static double Clusters(ReadOnlySpan<double> centers, ReadOnlySpan<double> points, int dimension)
    {
        double cost = 0;
        Span<double> distances = stackalloc double[centers.Length / dimension];
        for (int i = 0; i + dimension <= points.Length; i += dimension)
        {
            ReadOnlySpan<double> point = points.Slice(i, dimension);
            for (int k = 0; k < distances.Length; k++)
            {
                distances[k] = TensorPrimitives.Distance(point, centers.Slice(k * dimension, dimension));
            }

            double nearest = TensorPrimitives.Min<double>(distances);
            cost += nearest * nearest;
        }

        return cost;
    }

    /// <summary>The cross entropy of softmax over rows of classes.</summary>
    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> logits, int[] labels, int classes, [Scratch] Span<double> probabilities)
    {
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            TensorPrimitives.SoftMax(logits.Slice(i * classes, classes), probabilities);
            loss -= Math.Log(probabilities[labels[i]]);
        }

        return loss;
    }

    /// <summary>How far two directions are apart, after a nonlinear layer in place.</summary>
    [Differentiable]
    public static double Similarity(Span<double> x, ReadOnlySpan<double> y, double scale)
    {
        TensorPrimitives.Multiply(x, scale, x);
        TensorPrimitives.Tanh(x, x);
        TensorPrimitives.MultiplyAdd(x, y, x, x);
        return 1 - TensorPrimitives.CosineSimilarity(x, y);
    }

    /// <summary>Brings a vector to mean 0 and deviation 1, in place, and weighs it.</summary>
    [Differentiable]
    public static double Normalized(Span<double> x, ReadOnlySpan<double> gain, ReadOnlySpan<double> bias)
    {
        double mean = TensorPrimitives.Average<double>(x), deviation = TensorPrimitives.StdDev<double>(x);
        TensorPrimitives.Subtract(x, mean, x);
        TensorPrimitives.Divide(x, deviation + 0.125, x);
        TensorPrimitives.MultiplyAdd(x, gain, bias, x);
        return TensorPrimitives.SumOfSquares<double>(x) + TensorPrimitives.Product<double>(x[..Math.Min(3, x.Length)]);
    }
}
