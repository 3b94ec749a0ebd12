using System;

namespace AutoDiff.Tests.Gradients;

public static partial class Sequences
{
    [Differentiable]
    public static double SoftDtwFunctional(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int width = y.Length + 1;
        double[] table = new double[(x.Length + 1) * width];
        for (int j = 1; j < width; j++) table[j] = 10;
        for (int i = 1; i <= x.Length; i++)
        {
            table[i * width] = 10;
            for (int j = 1; j < width; j++)
            {
                double corner = table[(i - 1) * width + j - 1], above = table[(i - 1) * width + j], left = table[i * width + j - 1], cost = x[i - 1] - y[j - 1];
                table[i * width + j] = cost * cost - Math.Log(Math.Exp(-corner) + Math.Exp(-above) + Math.Exp(-left));
            }
        }

        return table[x.Length * width + y.Length];
    }

    [Differentiable]
    public static double KalmanFunctional(ReadOnlySpan<double> measured, double process, double noise)
    {
        double position = 0, speed = 0.1, p00 = 1, p01 = 0, p11 = 1, logLikelihood = 0;
        foreach (double z in measured)
        {
            double predicted = position + speed, a = p00 + 2 * p01 + p11 + process, b = p01 + p11, c = p11 + process;
            double innovation = z - predicted, variance = a + noise;
            logLikelihood -= Math.Log(variance) + innovation * innovation / variance;
            (position, speed) = (predicted + a / variance * innovation, speed + b / variance * innovation);
            (p00, p01, p11) = (a - a * a / variance, b - a * b / variance, c - b * b / variance);
        }

        return logLikelihood;
    }

    [Differentiable]
    public static double LstmFunctional(ReadOnlySpan<double> w, ReadOnlySpan<double> input, ReadOnlySpan<double> hidden, ReadOnlySpan<double> cell)
    {
        int n = hidden.Length;
        double[] h = new double[(input.Length + 1) * n], c = new double[(input.Length + 1) * n];
        hidden.CopyTo(h);
        cell.CopyTo(c);
        double loss = 0;
        for (int t = 0; t < input.Length; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double a = input[t], b = input[t], d = input[t];
                for (int j = 0; j < n; j++)
                {
                    a += w[i * n + j] * h[t * n + j];
                    b += w[(n + i) * n + j] * h[t * n + j];
                    d += w[(2 * n + i) * n + j] * h[t * n + j];
                }

                double forget = 1 / (1 + Math.Exp(-a)), candidate = Math.Tanh(b), output = 1 / (1 + Math.Exp(-d));
                c[(t + 1) * n + i] = forget * c[t * n + i] + (1 - forget) * candidate;
                h[(t + 1) * n + i] = output * Math.Tanh(c[(t + 1) * n + i]);
                loss += h[(t + 1) * n + i] * h[(t + 1) * n + i];
            }
        }

        return loss;
    }

    [Differentiable]
    public static double ForwardAlgorithmFunctional(ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, [NoGradient] int states)
    {
        int steps = emission.Length / Math.Max(states, 1);
        double[] alpha = new double[(steps + 1) * states];
        for (int i = 0; i < states; i++) alpha[i] = 1;
        for (int t = 0; t < steps; t++)
        {
            for (int j = 0; j < states; j++)
            {
                double sum = 0;
                for (int i = 0; i < states; i++) sum += alpha[t * states + i] * Math.Exp(transition[i * states + j]);
                alpha[(t + 1) * states + j] = sum * Math.Exp(emission[t * states + j]);
            }
        }

        double total = 1;
        for (int i = 0; i < states; i++) total += alpha[steps * states + i];
        return Math.Log(total);
    }

    /// <summary>First the path, among constants, then its score.</summary>
    [Differentiable]
    public static double ViterbiFunctional(ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, [NoGradient] int states)
    {
        int steps = states == 0 ? 0 : emission.Length / states;
        double[] score = new double[(steps + 1) * states];
        int[] chosen = new int[steps * states], path = new int[steps + 1];
        for (int t = 0; t < steps; t++)
        {
            for (int j = 0; j < states; j++)
            {
                int best = 0;
                for (int i = 1; i < states; i++)
                {
                    if (score[t * states + i] + transition[i * states + j] > score[t * states + best] + transition[best * states + j]) best = i;
                }

                double emitted = Diff.StopGradient(emission[t * states + j]);
                score[(t + 1) * states + j] = score[t * states + best] + Diff.StopGradient(transition[best * states + j]) + emitted * emitted;
                chosen[t * states + j] = best;
            }
        }

        int last = 0;
        for (int i = 1; i < states; i++) if (score[steps * states + i] > score[steps * states + last]) last = i;
        path[steps] = last;
        for (int t = steps - 1; t >= 0; t--) path[t] = chosen[t * states + path[t + 1]];

        double length = 0, sum = 0;
        for (int t = 0; t < steps; t++)
        {
            double emitted = emission[t * states + path[t + 1]];
            length += transition[path[t] * states + path[t + 1]] + emitted * emitted;
            sum += emitted * (t + 1);
        }

        return length * length + sum;
    }

    [Differentiable]
    public static double FloydWarshallFunctional(ReadOnlySpan<double> distance, [NoGradient] int n)
    {
        int size = n * n;
        double[] table = new double[(n + 1) * size];
        distance.CopyTo(table);
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double straight = table[k * size + i * n + j], around = table[k * size + i * n + k] + table[k * size + k * n + j];
                    table[(k + 1) * size + i * n + j] = around < straight ? around : straight;
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < size; i++) sum += table[n * size + i] * table[n * size + i] * (i + 1);
        return sum;
    }

    [Differentiable]
    public static double SoftKnapsackFunctional(ReadOnlySpan<double> worth, ReadOnlySpan<int> weight, [NoGradient] int capacity)
    {
        int width = capacity + 1;
        double[] count = new double[(worth.Length + 1) * width];
        for (int room = 0; room < width; room++) count[room] = 1;
        for (int item = 0; item < worth.Length; item++)
        {
            for (int room = 0; room < width; room++)
            {
                double without = count[item * width + room];
                count[(item + 1) * width + room] = room < weight[item] ? without : without + Math.Exp(worth[item]) * count[item * width + room - weight[item]];
            }
        }

        return Math.Log(count[worth.Length * width + capacity]);
    }
}
