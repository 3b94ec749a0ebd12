using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Log-sum-exp and what is made with it.</summary>
public static partial class Softmax
{
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> z)
    {
        if (z.Length == 0) return 0;
        double max = z[0];
        for (int i = 1; i < z.Length; i++)
        {
            max = Math.Max(max, z[i]);
        }

        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            sum += Math.Exp(z[i] - max);
        }

        return max + Math.Log(sum);
    }

    [Differentiable]
    public static float LogSumExp(ReadOnlySpan<float> z)
    {
        if (z.Length == 0) return 0;
        float max = z[0];
        for (int i = 1; i < z.Length; i++)
        {
            max = MathF.Max(max, z[i]);
        }

        float sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            sum += MathF.Exp(z[i] - max);
        }

        return max + MathF.Log(sum);
    }

    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, int classes, [Scratch] Span<double> probabilities)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<double> z = logits.Slice(row * classes, classes);
            double max = z[0];
            foreach (double value in z)
            {
                if (value > max) max = value;
            }

            double sum = 0;
            for (int i = 0; i < classes; i++)
            {
                probabilities[i] = Math.Exp(z[i] - max);
                sum += probabilities[i];
            }

            loss -= Math.Log(probabilities[labels[row]] / sum);
        }

        return loss;
    }
}
