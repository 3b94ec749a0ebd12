using System;
using System.Linq;
using AutoDiff.Layers;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Tests.Layers;

/// <summary>A network of layers learns, and its steps allocate nothing.</summary>
public sealed partial class TrainingStepTests
{
    private const int Batch = 32, Inputs = 20, Units = 40, Classes = 5;

    [Fact]
    public void A_network_learns_and_allocates_nothing()
    {
        float[] w = new float[(Units * Inputs) + Units + (Classes * Units) + Classes], dW = new float[w.Length], x = new float[Batch * Inputs], hidden = new float[Batch * Units], logits = new float[Batch * Classes];
        Initializers.HeNormal<float>(w, Inputs, 1);
        Initializers.Normal<float>(x, 0, 1, 2);
        int[] labels = [.. Enumerable.Range(0, Batch).Select(static i => i % Classes)];
        float[] running = new float[2 * Units];
        using var optimizer = new Optimizer<float>(w.Length, new Adam { LearningRate = 1e-2 });
        for (int step = 0; step < 50; step++) Step(step);
        long before = GC.GetAllocatedBytesForCurrentThread();
        float loss = 0;
        for (int step = 50; step < 200; step++) loss = Step(step);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(loss, 0, 0.5f);

        float Step(int step)
        {
            float value = LossGradient(w, x, labels, (ulong)step, running.AsSpan(0, Units), running.AsSpan(Units), hidden, logits, dW);
            optimizer.Step(w, dW);
            return value;
        }
    }

    [Differentiable]
    public static float Loss(
        ReadOnlySpan<float> w, [NoGradient] ReadOnlySpan<float> x, ReadOnlySpan<int> labels, ulong step, [NoGradient] Span<float> means, [NoGradient] Span<float> variances, [Scratch] Span<float> hidden, [Scratch] Span<float> logits)
    {
        ReadOnlySpan<float> first = w[..(Units * Inputs)], gain = w.Slice(Units * Inputs, Units), second = w.Slice((Units * Inputs) + Units, Classes * Units), shift = w[^Classes..];
        Span<float> raw = stackalloc float[Batch * Units];
        Dense.Forward(x, first, [], raw, Batch, Inputs, Units);
        Normalization.Batch(raw, gain, gain, hidden, means, variances, 0.1f, 1e-5f);
        Activations.Relu(hidden, hidden);
        Dropout.Forward(hidden, hidden, 0.1, 5, step);
        Dense.Forward(hidden, second, shift, logits, Batch, Units, Classes);
        return Losses.SoftmaxCrossEntropy(logits, labels, Classes, 0.01f) + Penalties.L2(first, 1e-4f);
    }
}
