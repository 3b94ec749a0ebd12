using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Models of machine learning.</summary>
public static partial class Models
{
    /// <summary>The negative log-likelihood of a mixture of isotropic Gaussians on the line.</summary>
    [Differentiable]
    public static double Mixture(ReadOnlySpan<double> logits, ReadOnlySpan<double> means, ReadOnlySpan<double> logScales, [NoGradient] ReadOnlySpan<double> data)
    {
        double total = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            total += Math.Exp(logits[k]);
        }

        double loss = 0;
        foreach (double x in data)
        {
            double density = 0;
            for (int k = 0; k < logits.Length; k++)
            {
                double z = (x - means[k]) / Math.Exp(logScales[k]);
                density += Math.Exp(logits[k] - logScales[k] - 0.5 * z * z) / total;
            }

            loss -= Math.Log(density);
        }

        return loss;
    }

    /// <summary>A gated recurrent cell over a sequence; its state is in two buffers that change places.</summary>
    [Differentiable]
    public static double Gated(
        ReadOnlySpan<double> w, ReadOnlySpan<double> u, [NoGradient] ReadOnlySpan<double> input, [Scratch] Span<double> state, [Scratch] Span<double> next)
    {
        int n = state.Length;
        state.Clear();
        for (int t = 0; t < input.Length; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double z = w[i] * input[t], c = 0;
                for (int j = 0; j < n; j++)
                {
                    z += u[i * n + j] * state[j];
                    c += u[j * n + i] * state[j];
                }

                double gate = 1 / (1 + Math.Exp(-z));
                next[i] = (1 - gate) * state[i] + gate * Math.Tanh(c + input[t]);
            }

            for (int i = 0; i < n; i++) state[i] = next[i];
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += state[i] * (i + 1);
        return sum;
    }

    /// <summary>One causal attention head over a sequence of single features.</summary>
    [Differentiable]
    public static double Attention(ReadOnlySpan<double> query, ReadOnlySpan<double> key, ReadOnlySpan<double> value, [Output] Span<double> answer)
    {
        double[] weights = new double[query.Length];
        double loss = 0;
        for (int t = 0; t < query.Length; t++)
        {
            double sum = 0;
            for (int s = 0; s <= t; s++)
            {
                weights[s] = Math.Exp(query[t] * key[s]);
                sum += weights[s];
            }

            answer[t] = 0;
            for (int s = 0; s <= t; s++)
            {
                answer[t] += weights[s] / sum * value[s];
            }

            loss += answer[t] * answer[t];
        }

        return loss;
    }

    /// <summary>A convolution, a rectifier and a pool over pairs.</summary>
    [Differentiable]
    public static double Convolution(ReadOnlySpan<double> signal, ReadOnlySpan<double> kernel, double bias)
    {
        int outputs = Math.Max(signal.Length - kernel.Length + 1, 0);
        Span<double> hidden = new double[outputs];
        for (int i = 0; i < outputs; i++)
        {
            ReadOnlySpan<double> window = signal.Slice(i, kernel.Length);
            double sum = bias;
            for (int k = 0; k < kernel.Length; k++) sum += window[k] * kernel[k];
            hidden[i] = sum > 0 ? sum : 0.01 * sum;
        }

        double loss = 0;
        for (int i = 0; i + 1 < outputs; i += 2)
        {
            double pooled = Math.Max(hidden[i], hidden[i + 1]);
            loss += pooled * pooled;
        }

        return loss;
    }

    /// <summary>Reprojection errors of points seen by cameras that turn and move in the plane.</summary>
    [Differentiable]
    public static double Reprojection(ReadOnlySpan<double> cameras, ReadOnlySpan<double> points, ReadOnlySpan<int> cameraOf, ReadOnlySpan<int> pointOf, [NoGradient] ReadOnlySpan<double> seen)
    {
        double sum = 0;
        for (int i = 0; i < seen.Length; i++)
        {
            ReadOnlySpan<double> camera = cameras.Slice(3 * cameraOf[i], 3), point = points.Slice(2 * pointOf[i], 2);
            (double sin, double cos) = (Math.Sin(camera[0]), Math.Cos(camera[0]));
            double x = cos * point[0] - sin * point[1] + camera[1];
            double depth = sin * point[0] + cos * point[1] + camera[2];
            if (depth <= 0) continue;
            double error = x / depth - seen[i];
            sum += Math.Log(1 + error * error);
        }

        return sum;
    }
}
