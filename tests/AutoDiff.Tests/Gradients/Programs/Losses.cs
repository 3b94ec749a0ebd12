using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Losses of regression and classification.</summary>
public static partial class Losses
{
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    [Differentiable]
    public static float Rosenbrock(ReadOnlySpan<float> x)
    {
        float sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            float a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    [Differentiable]
    public static double Logistic(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y)
    {
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<double> row = x.Slice(i * w.Length, w.Length);
            double z = b;
            for (int j = 0; j < w.Length; j++) z += w[j] * row[j];
            loss += Math.Log(1 + Math.Exp(-y[i] * z));
        }

        return loss / y.Length;
    }

    [Differentiable]
    public static float Logistic(ReadOnlySpan<float> w, float b, [NoGradient] ReadOnlySpan<float> x, [NoGradient] ReadOnlySpan<float> y)
    {
        float loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<float> row = x.Slice(i * w.Length, w.Length);
            float z = b;
            for (int j = 0; j < w.Length; j++) z += w[j] * row[j];
            loss += MathF.Log(1 + MathF.Exp(-y[i] * z));
        }

        return loss / y.Length;
    }

    [Differentiable]
    public static double SquaredError(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            double error = prediction[i] - target[i];
            sum += error * error;
        }

        return 0.5 * sum;
    }

    [Differentiable]
    public static double Ridge(ReadOnlySpan<double> w, double lambda, [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double residual = -y[i];
            for (int j = 0; j < w.Length; j++)
            {
                residual += w[j] * x[i * w.Length + j];
            }

            sum += residual * residual;
        }

        double penalty = 0;
        foreach (double weight in w)
        {
            penalty += weight * weight;
        }

        return sum + lambda * penalty;
    }
}
