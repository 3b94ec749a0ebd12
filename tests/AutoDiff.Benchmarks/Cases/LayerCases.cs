using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Layers;
using AutoDiff.Optimization;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>Steps of training, with Adam, of networks made of layers.</summary>
internal static class LayerCases
{
    private delegate float Loss(ReadOnlySpan<float> w, ReadOnlySpan<float> x, ReadOnlySpan<int> labels);

    private delegate float Gradient(ReadOnlySpan<float> w, ReadOnlySpan<float> x, ReadOnlySpan<int> labels, Span<float> dW);

    public static IEnumerable<Case> All() =>
    [
        .. Step("mlp/784-128-10/64", Networks.SmallLength, 64 * 784, 64, 64 * 2.0 * ((2 * 784 * 128) + (3 * 128 * 10)), Networks.Small, Networks.SmallGradient),
        .. Step("mlp/784-512-256-10/128", Networks.LargeLength, 128 * 784, 128, 128 * 2.0 * ((2 * 784 * 512) + (3 * 512 * 256) + (3 * 256 * 10)), Networks.Large, Networks.LargeGradient),
        .. Step("mlp/10-64-1/32", Networks.TinyLength, 32 * 10, 32, 32 * 2.0 * ((2 * 10 * 64) + (3 * 64)), Networks.Tiny, Networks.TinyGradient),
        .. Step("lstm/32-128/64x32", Networks.LstmLength, 64 * 32 * 32, 32, 64 * 32 * 2.0 * 512 * ((2 * 32) + (3 * 128)), Networks.Lstm, Networks.LstmGradient),
    ];

    private static IEnumerable<Case> Step(string bench, int length, int inputs, int batch, double operations, Loss loss, Gradient gradient)
    {
        yield return new Case(bench, Case.Primal, () => Prepare(length, inputs, batch, (w, x, labels, _) => loss(w, x, labels), threads: 1, adam: false));
        yield return new Case(bench, Case.Gradient, () => Prepare(length, inputs, batch, gradient, threads: 1, adam: false)) { Operations = operations };
        yield return new Case(bench, "step", () => Prepare(length, inputs, batch, gradient, threads: 1, adam: true)) { Operations = operations };
        yield return new Case(bench, "step, 2 threads", () => Prepare(length, inputs, batch, gradient, threads: 2, adam: true)) { Operations = operations };
    }

    private static Func<double> Prepare(int length, int inputs, int batch, Gradient gradient, int threads, bool adam)
    {
        float[] w = new float[length], dW = new float[length], x = new float[inputs];
        Initializers.Normal<float>(w, 0, 0.05, 1);
        Initializers.Uniform<float>(x, 0, 1, 2);
        int[] labels = [.. Enumerable.Range(0, batch).Select(static i => i % 10)];
        var optimizer = new Optimizer<float>(length, new Adam { LearningRate = 1e-6 });
        return () =>
        {
            Kernels.Threads = threads;
            float loss = gradient(w, x, labels, dW);
            if (adam) optimizer.Step(w, dW);
            return loss;
        };
    }
}

internal static partial class Networks
{
    public const int SmallLength = (784 * 128) + 128 + (128 * 10) + 10;
    public const int LargeLength = (784 * 512) + 512 + (512 * 256) + 256 + (256 * 10) + 10;
    public const int TinyLength = (10 * 64) + 64 + 64 + 1;
    public const int LstmLength = (512 * 32) + (512 * 128) + 512;

    [Differentiable]
    public static float Small(ReadOnlySpan<float> w, [NoGradient] ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        int batch = labels.Length;
        float[] hidden = new float[batch * 128], logits = new float[batch * 10];
        Dense.Forward(x, w[..(784 * 128)], w.Slice(784 * 128, 128), hidden, batch, 784, 128, Activation.Relu);
        Dense.Forward(hidden, w.Slice(785 * 128, 128 * 10), w[^10..], logits, batch, 128, 10);
        return Losses.SoftmaxCrossEntropy(logits, labels, 10);
    }

    [Differentiable]
    public static float Large(ReadOnlySpan<float> w, [NoGradient] ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        int batch = labels.Length;
        float[] first = new float[batch * 512], second = new float[batch * 256], logits = new float[batch * 10];
        Dense.Forward(x, w[..(784 * 512)], w.Slice(784 * 512, 512), first, batch, 784, 512, Activation.Relu);
        Dense.Forward(first, w.Slice(785 * 512, 512 * 256), w.Slice((785 * 512) + (512 * 256), 256), second, batch, 512, 256, Activation.Relu);
        Dense.Forward(second, w.Slice((785 * 512) + (513 * 256), 256 * 10), w[^10..], logits, batch, 256, 10);
        return Losses.SoftmaxCrossEntropy(logits, labels, 10);
    }

    /// <summary>A regression: the labels are the targets.</summary>
    [Differentiable]
    public static float Tiny(ReadOnlySpan<float> w, [NoGradient] ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        int batch = labels.Length;
        float[] hidden = new float[batch * 64], y = new float[batch], targets = new float[batch];
        for (int i = 0; i < batch; i++) targets[i] = labels[i];
        Dense.Forward(x, w[..640], w.Slice(640, 64), hidden, batch, 10, 64, Activation.Tanh);
        Dense.Forward(hidden, w.Slice(704, 64), w[^1..], y, batch, 64, 1);
        return Losses.MeanSquaredError<float>(y, targets);
    }

    /// <summary>The mean square of what the last of 64 steps leaves; the state of all steps is kept side by side.</summary>
    [Differentiable]
    public static float Lstm(ReadOnlySpan<float> w, [NoGradient] ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        const int Inputs = 32, Units = 128, Steps = 64;
        int batch = labels.Length, state = batch * Units;
        ReadOnlySpan<float> ofInputs = w[..(4 * Units * Inputs)], ofUnits = w.Slice(4 * Units * Inputs, 4 * Units * Units), bias = w[^(4 * Units)..];
        float[] cells = new float[(Steps + 1) * state], units = new float[(Steps + 1) * state], given = new float[Steps * 4 * state], gates = new float[Steps * 4 * state];
        Dense.Forward(x, ofInputs, bias, given, Steps * batch, Inputs, 4 * Units);
        for (int t = 0; t < Steps; t++)
        {
            Span<float> gate = gates.AsSpan(t * 4 * state, 4 * state);
            Dense.Forward(units.AsSpan(t * state, state), ofUnits, [], gate, batch, Units, 4 * Units);
            for (int i = 0; i < batch; i++)
            {
                for (int k = 0; k < Units; k++)
                {
                    int at = i * 4 * Units, of = (t * batch + i) * 4 * Units, place = t * state + i * Units;
                    float input = Sigmoid(gate[at + k] + given[of + k]), forget = Sigmoid(gate[at + Units + k] + given[of + Units + k]);
                    float output = Sigmoid(gate[at + 2 * Units + k] + given[of + 2 * Units + k]), change = MathF.Tanh(gate[at + 3 * Units + k] + given[of + 3 * Units + k]);
                    float cell = forget * cells[place + k] + input * change;
                    cells[place + state + k] = cell;
                    units[place + state + k] = output * MathF.Tanh(cell);
                }
            }
        }

        float sum = 0;
        for (int i = 0; i < state; i++) sum += units[Steps * state + i] * units[Steps * state + i];
        return sum / batch;
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
