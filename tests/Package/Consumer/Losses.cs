using System;
using AutoDiff;
using AutoDiff.Layers;
using Library;

namespace Consumer;

/// <summary>Methods that the library's methods are part of.</summary>
public static partial class Losses
{
    [Differentiable]
    public static double OfStructs(ReadOnlySpan<Vector> points, Vector center, double angle)
    {
        Vector turned = Vectors.Turn(center, angle);
        double sum = Vectors.Spread(points, turned);
        for (int i = 1; i < points.Length; i++) sum += Vectors.Distance(points[i - 1], points[i]) * turned.X;
        return sum;
    }

    [Differentiable]
    public static double OfHidden(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double element in x) sum += Numbers.Scaled(element * element);
        return sum;
    }

    [Differentiable]
    public static double OfRecursion(ReadOnlySpan<double> x, double scale) => scale * Numbers.Tower(x) + Numbers.Tower(x[1..]);

    [Differentiable]
    public static double OfGenerics(ReadOnlySpan<double> x, double scale) => Math.Exp(scale * Numbers.Mean(x));

    [Differentiable]
    public static double OfRules(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double element in x) sum += Numbers.LogFactorial(3 * element) * element;
        return sum;
    }

    [Differentiable]
    public static double OfMemory(Span<double> x, double scale)
    {
        for (int i = 0; i < x.Length; i++) x[i] *= scale * (i + 1);
        Numbers.Normalize(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * x[i];
        return sum + scale;
    }

    /// <summary>Layers of the package itself: 2 rows of 1 number are classified by weights and a bias.</summary>
    [Differentiable]
    public static double OfLayers(ReadOnlySpan<double> x)
    {
        double[] y = new double[4];
        Dense.Forward(x[..2], x.Slice(2, 2), x[4..], y, batch: 2, inputs: 1, outputs: 2);
        Activations.Silu<double>(y, y);
        return AutoDiff.Layers.Losses.SoftmaxCrossEntropy(y, [0, 1], classes: 2);
    }
}
