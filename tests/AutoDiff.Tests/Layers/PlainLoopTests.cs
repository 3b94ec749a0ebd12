using System;
using System.Linq;
using AutoDiff.Layers;
using Xunit;

namespace AutoDiff.Tests.Layers;

/// <summary>Two layers in plain loops, with all weights in one span: the same as what the library's layers compute.</summary>
public sealed partial class PlainLoopTests
{
    private const int Inputs = 7, Units = 12, Classes = 3;

    [Fact]
    public void Loops_over_slices_of_the_weights_are_layers()
    {
        double[] w = new double[(Units * Inputs) + Units + (Classes * Units) + Classes], expected = new double[w.Length], actual = new double[w.Length];
        foreach (int batch in new[] { 1, 2, 17, 40 })
        {
            double[] x = new double[batch * Inputs], hidden = new double[batch * Units], logits = new double[batch * Classes];
            Initializers.Normal<double>(w, 0, 1, 1);
            Initializers.Normal<double>(x, 0, 1, 2);
            int[] labels = [.. Enumerable.Range(0, batch).Select(static i => i % Classes)];
            Assert.Equal(LayeredGradient(w, x, labels, hidden, logits, expected), LoopsGradient(w, x, labels, hidden, logits, actual), 1e-12);
            for (int i = 0; i < w.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    [Differentiable]
    public static double Layered(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, ReadOnlySpan<int> labels, [Scratch] Span<double> hidden, [Scratch] Span<double> logits)
    {
        int batch = labels.Length;
        Dense.Forward(x, w[..(Units * Inputs)], w.Slice(Units * Inputs, Units), hidden, batch, Inputs, Units);
        Activations.Relu(hidden, hidden);
        Dense.Forward(hidden, w.Slice((Units * Inputs) + Units, Classes * Units), w[^Classes..], logits, batch, Units, Classes);
        return Losses.SoftmaxCrossEntropy(logits, labels, Classes);
    }

    [Differentiable]
    public static double Loops(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, ReadOnlySpan<int> labels, [Scratch] Span<double> hidden, [Scratch] Span<double> logits)
    {
        int batch = labels.Length;
        Layer(x, w[..(Units * Inputs)], w.Slice(Units * Inputs, Units), hidden, batch, Inputs, Units);
        Activations.Relu(hidden, hidden);
        Layer(hidden, w.Slice((Units * Inputs) + Units, Classes * Units), w[^Classes..], logits, batch, Units, Classes);
        return Losses.SoftmaxCrossEntropy(logits, labels, Classes);
    }

    private static void Layer(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, Span<double> y, int batch, int inputs, int outputs)
    {
        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                double sum = 0;
                for (int k = 0; k < inputs; k++) sum += x[i * inputs + k] * weights[j * inputs + k];
                y[i * outputs + j] = sum;
            }
        }

        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < outputs; j++) y[i * outputs + j] += bias[j];
        }
    }
}
