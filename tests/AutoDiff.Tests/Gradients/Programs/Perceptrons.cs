using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>A network of two layers, with its hidden layer in memory or never stored.</summary>
public static partial class Perceptrons
{
    [Differentiable]
    public static double Stored(
        ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, double b2,
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, [Scratch] Span<double> hidden)
    {
        int inputs = b1.Length == 0 ? 0 : w1.Length / b1.Length;
        double loss = 0;
        for (int row = 0; row < y.Length; row++)
        {
            ReadOnlySpan<double> features = x.Slice(row * inputs, inputs);
            for (int j = 0; j < hidden.Length; j++)
            {
                double sum = b1[j];
                for (int k = 0; k < features.Length; k++)
                {
                    sum += w1[j * features.Length + k] * features[k];
                }

                hidden[j] = Math.Tanh(sum);
            }

            double output = b2;
            for (int j = 0; j < hidden.Length; j++)
            {
                output += w2[j] * hidden[j];
            }

            double error = output - y[row];
            loss += error * error;
        }

        return loss / y.Length;
    }

    [Differentiable]
    public static double Fused(
        ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, double b2,
        [NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y)
    {
        int inputs = b1.Length == 0 ? 0 : w1.Length / b1.Length;
        double loss = 0;
        for (int row = 0; row < y.Length; row++)
        {
            double output = b2;
            for (int j = 0; j < b1.Length; j++)
            {
                double sum = b1[j];
                for (int k = 0; k < inputs; k++)
                {
                    sum += w1[j * inputs + k] * x[row * inputs + k];
                }

                output += w2[j] * Math.Tanh(sum);
            }

            double error = output - y[row];
            loss += error * error;
        }

        return loss / y.Length;
    }

    [Differentiable]
    public static float Fused(
        ReadOnlySpan<float> w1, ReadOnlySpan<float> b1, ReadOnlySpan<float> w2, float b2,
        [NoGradient] ReadOnlySpan<float> x, [NoGradient] ReadOnlySpan<float> y)
    {
        int inputs = b1.Length == 0 ? 0 : w1.Length / b1.Length;
        float loss = 0;
        for (int row = 0; row < y.Length; row++)
        {
            float output = b2;
            for (int j = 0; j < b1.Length; j++)
            {
                float sum = b1[j];
                for (int k = 0; k < inputs; k++)
                {
                    sum += w1[j * inputs + k] * x[row * inputs + k];
                }

                output += w2[j] * MathF.Tanh(sum);
            }

            float error = output - y[row];
            loss += error * error;
        }

        return loss / y.Length;
    }
}
