using System;

namespace AutoDiff.Problems;

/// <summary>Layers of long short-term memory whose weight matrices are diagonal.</summary>
public static partial class RecurrentNetwork
{
    /// <summary>The loss of predicting each row of the sequence from those before it.</summary>
    /// <param name="main">Of each layer the weights of the gates forget, in, out and change, one for each bit, then their biases.</param>
    /// <param name="extra">Weights of the input, weights and biases of the output.</param>
    /// <param name="state">Of each layer the hidden values at the start, then the cells.</param>
    /// <param name="sequence">Rows of as many bits.</param>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, [NoGradient] ReadOnlySpan<double> state, [NoGradient] ReadOnlySpan<double> sequence, int bits)
    {
        int length = sequence.Length / bits;
        double[] current = state.ToArray(), prediction = new double[bits];
        double total = 0;
        for (int t = 0; t + 1 < length; t++)
        {
            Predict(main, extra, current, sequence.Slice(t * bits, bits), prediction);
            double sum = 2;
            foreach (double value in prediction) sum += Math.Exp(value);
            double normalization = Math.Log(sum);
            ReadOnlySpan<double> next = sequence.Slice((t + 1) * bits, bits);
            for (int j = 0; j < bits; j++)
            {
                total += next[j] * (prediction[j] - normalization);
            }
        }

        return -total / (bits * (length - 1));
    }

    private static void Predict(ReadOnlySpan<double> main, ReadOnlySpan<double> extra, Span<double> state, ReadOnlySpan<double> input, Span<double> prediction)
    {
        int bits = input.Length;
        for (int j = 0; j < bits; j++)
        {
            prediction[j] = input[j] * extra[j];
        }

        ReadOnlySpan<double> below = prediction;
        for (int layer = 0; layer < state.Length / (2 * bits); layer++)
        {
            Span<double> hidden = state.Slice(2 * layer * bits, bits), cell = state.Slice(((2 * layer) + 1) * bits, bits);
            Step(main.Slice(8 * layer * bits, 4 * bits), main.Slice(((8 * layer) + 4) * bits, 4 * bits), hidden, cell, below);
            below = hidden;
        }

        for (int j = 0; j < bits; j++)
        {
            prediction[j] = (below[j] * extra[bits + j]) + extra[(2 * bits) + j];
        }
    }

    private static void Step(ReadOnlySpan<double> weights, ReadOnlySpan<double> biases, Span<double> hidden, Span<double> cell, ReadOnlySpan<double> input)
    {
        int bits = input.Length;
        for (int j = 0; j < bits; j++)
        {
            double forget = Sigmoid((input[j] * weights[j]) + biases[j]);
            double ingate = Sigmoid((hidden[j] * weights[bits + j]) + biases[bits + j]);
            double outgate = Sigmoid((input[j] * weights[(2 * bits) + j]) + biases[(2 * bits) + j]);
            double change = Math.Tanh((hidden[j] * weights[(3 * bits) + j]) + biases[(3 * bits) + j]);
            cell[j] = (cell[j] * forget) + (ingate * change);
            hidden[j] = outgate * Math.Tanh(cell[j]);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
