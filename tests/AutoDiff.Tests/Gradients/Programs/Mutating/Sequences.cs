using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Dynamic programs and filters along sequences.</summary>
public static partial class Sequences
{
    /// <summary>Soft dynamic time warping with one row of the table, and the element to the upper left carried along.</summary>
    [Differentiable]
    public static double SoftDtw(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] row = new double[y.Length + 1];
        for (int j = 1; j <= y.Length; j++) row[j] = 10;
        for (int i = 0; i < x.Length; i++)
        {
            double corner = row[0];
            row[0] = 10;
            for (int j = 1; j <= y.Length; j++)
            {
                double above = row[j], cost = x[i] - y[j - 1];
                double least = Math.Min(Math.Min(corner, above), row[j - 1]);
                row[j] = cost * cost + least - Math.Log(Math.Exp(least - corner) + Math.Exp(least - above) + Math.Exp(least - row[j - 1]));
                corner = above;
            }
        }

        return row[y.Length];
    }

    /// <summary>A Kalman filter for position and speed; mean and covariance are updated in place.</summary>
    [Differentiable]
    public static double Kalman(ReadOnlySpan<double> measured, double process, double noise)
    {
        Span<double> m = stackalloc double[2], p = stackalloc double[4];
        m[0] = 0;
        m[1] = 0.1;
        p[0] = 1;
        p[1] = 0;
        p[2] = 0;
        p[3] = 1;
        double logLikelihood = 0;
        foreach (double z in measured)
        {
            m[0] += m[1];
            p[0] += p[1] + p[2] + p[3] + process;
            p[1] += p[3];
            p[2] += p[3];
            p[3] += process;

            double innovation = z - m[0], variance = p[0] + noise, gain0 = p[0] / variance, gain1 = p[2] / variance;
            logLikelihood -= Math.Log(variance) + innovation * innovation / variance;
            m[0] += gain0 * innovation;
            m[1] += gain1 * innovation;
            p[3] -= gain1 * p[1];
            p[2] -= gain1 * p[0];
            p[1] -= gain0 * p[1];
            p[0] -= gain0 * p[0];
        }

        return logLikelihood;
    }

    /// <summary>A long short-term memory whose state is overwritten step by step.</summary>
    [Differentiable]
    public static double Lstm(ReadOnlySpan<double> w, ReadOnlySpan<double> input, Span<double> hidden, Span<double> cell)
    {
        int n = hidden.Length;
        double[] gates = new double[3 * n];
        double loss = 0;
        foreach (double x in input)
        {
            for (int g = 0; g < 3 * n; g++)
            {
                gates[g] = x;
                for (int j = 0; j < n; j++) gates[g] += w[g * n + j] * hidden[j];
            }

            for (int i = 0; i < n; i++)
            {
                double forget = 1 / (1 + Math.Exp(-gates[i])), candidate = Math.Tanh(gates[n + i]), output = 1 / (1 + Math.Exp(-gates[2 * n + i]));
                cell[i] = forget * cell[i] + (1 - forget) * candidate;
                hidden[i] = output * Math.Tanh(cell[i]);
                loss += hidden[i] * hidden[i];
            }
        }

        return loss;
    }

    /// <summary>The forward algorithm of a hidden Markov model in logarithms.</summary>
    [Differentiable]
    public static double ForwardAlgorithm(ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, [NoGradient] int states)
    {
        double[] alpha = new double[states], next = new double[states];
        for (int t = 0; t < emission.Length / Math.Max(states, 1); t++)
        {
            for (int j = 0; j < states; j++)
            {
                double largest = double.NegativeInfinity;
                for (int i = 0; i < states; i++) largest = Math.Max(largest, alpha[i] + transition[i * states + j]);
                double sum = 0;
                for (int i = 0; i < states; i++) sum += Math.Exp(alpha[i] + transition[i * states + j] - largest);
                next[j] = emission[t * states + j] + largest + Math.Log(sum);
            }

            (alpha, next) = (next, alpha);
        }

        double total = 0;
        for (int i = 0; i < states; i++) total += Math.Exp(alpha[i]);
        return Math.Log(total + 1);
    }

    /// <summary>Viterbi's path through the same model, found backwards through what was chosen, and what it costs.</summary>
    [Differentiable]
    public static double Viterbi(ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, [NoGradient] int states)
    {
        int steps = states == 0 ? 0 : emission.Length / states;
        double[] score = new double[states], next = new double[states];
        int[] chosen = new int[steps * states];
        for (int t = 0; t < steps; t++)
        {
            for (int j = 0; j < states; j++)
            {
                int best = 0;
                double most = score[0] + transition[j];
                for (int i = 1; i < states; i++)
                {
                    double value = score[i] + transition[i * states + j];
                    if (value > most) (best, most) = (i, value);
                }

                chosen[t * states + j] = best;
                next[j] = most + emission[t * states + j] * emission[t * states + j];
            }

            next.CopyTo(score);
        }

        int state = 0;
        for (int i = 1; i < states; i++) if (score[i] > score[state]) state = i;
        double sum = steps == 0 ? 0 : score[state] * score[state];
        for (int t = steps - 1; t >= 0; t--)
        {
            sum += emission[t * states + state] * (t + 1);
            state = chosen[t * states + state];
        }

        return sum;
    }

    /// <summary>All shortest paths in the matrix of distances.</summary>
    [Differentiable]
    public static double FloydWarshall(Span<double> distance, [NoGradient] int n)
    {
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double around = distance[i * n + k] + distance[k * n + j];
                    if (around < distance[i * n + j]) distance[i * n + j] = around;
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < n * n; i++) sum += distance[i] * distance[i] * (i + 1);
        return sum;
    }

    /// <summary>A knapsack with a soft maximum, its table one row filled from the end.</summary>
    [Differentiable]
    public static double SoftKnapsack(ReadOnlySpan<double> worth, ReadOnlySpan<int> weight, [NoGradient] int capacity)
    {
        Span<double> best = new double[capacity + 1];
        for (int item = 0; item < worth.Length; item++)
        {
            for (int room = capacity; room >= weight[item]; room--)
            {
                best[room] = Math.Log(Math.Exp(best[room]) + Math.Exp(best[room - weight[item]] + worth[item]));
            }
        }

        return best[capacity];
    }
}
