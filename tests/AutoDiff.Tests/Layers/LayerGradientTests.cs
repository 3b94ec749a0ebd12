using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;
using static AutoDiff.Tests.Layers.LayerFunctions;

namespace AutoDiff.Tests.Layers;

/// <summary>Every loss and layer, called from another assembly: differences in double, float beside double, tangents beside gradients, and curvature beside differences of gradients.</summary>
public sealed class LayerGradientTests
{
    private delegate T Primal<T>(ReadOnlySpan<T> p, Span<T> c, ReadOnlySpan<int> n, int batch, int width);

    private delegate T Gradient<T>(ReadOnlySpan<T> p, Span<T> c, ReadOnlySpan<int> n, int batch, int width, Span<T> dP);

    private delegate (T Value, T Tangent) Jvp<T>(ReadOnlySpan<T> p, Span<T> c, ReadOnlySpan<int> n, int batch, int width, ReadOnlySpan<T> vP);

    private delegate T Hvp<T>(ReadOnlySpan<T> p, Span<T> c, ReadOnlySpan<int> n, int batch, int width, ReadOnlySpan<T> vP, Span<T> dP, Span<T> hP);

    private sealed record Modes<T>(Primal<T> Primal, Gradient<T> Gradient, Jvp<T> Jvp, Hvp<T> Hvp);

    /// <param name="Length">How many active numbers there are, of a batch and a width.</param>
    private sealed record Function(Func<int, int, int> Length, Modes<double> Double, Modes<float> Single, int LeastBatch = 1, int LeastWidth = 1);

    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["MeanSquaredError"] = new(static (b, w) => 2 * b * w, new(MeanSquaredError, MeanSquaredErrorGradient, MeanSquaredErrorJvp, MeanSquaredErrorHvp), new(MeanSquaredError, MeanSquaredErrorGradient, MeanSquaredErrorJvp, MeanSquaredErrorHvp)),
        ["MeanAbsoluteError"] = new(static (b, w) => 2 * b * w, new(MeanAbsoluteError, MeanAbsoluteErrorGradient, MeanAbsoluteErrorJvp, MeanAbsoluteErrorHvp), new(MeanAbsoluteError, MeanAbsoluteErrorGradient, MeanAbsoluteErrorJvp, MeanAbsoluteErrorHvp)),
        ["Huber"] = new(static (b, w) => 2 * b * w, new(Huber, HuberGradient, HuberJvp, HuberHvp), new(Huber, HuberGradient, HuberJvp, HuberHvp)),
        ["BinaryCrossEntropy"] = new(static (b, w) => b * w, new(BinaryCrossEntropy, BinaryCrossEntropyGradient, BinaryCrossEntropyJvp, BinaryCrossEntropyHvp), new(BinaryCrossEntropy, BinaryCrossEntropyGradient, BinaryCrossEntropyJvp, BinaryCrossEntropyHvp)),
        ["Hinge"] = new(static (b, w) => b * w, new(Hinge, HingeGradient, HingeJvp, HingeHvp), new(Hinge, HingeGradient, HingeJvp, HingeHvp)),
        ["MulticlassHinge"] = new(static (b, w) => b * w, new(MulticlassHinge, MulticlassHingeGradient, MulticlassHingeJvp, MulticlassHingeHvp), new(MulticlassHinge, MulticlassHingeGradient, MulticlassHingeJvp, MulticlassHingeHvp)),
        ["KullbackLeibler"] = new(static (b, w) => 2 * b * w, new(KullbackLeibler, KullbackLeiblerGradient, KullbackLeiblerJvp, KullbackLeiblerHvp), new(KullbackLeibler, KullbackLeiblerGradient, KullbackLeiblerJvp, KullbackLeiblerHvp)),
        ["LabelCrossEntropy"] = new(static (b, w) => b * w, new(LabelCrossEntropy, LabelCrossEntropyGradient, LabelCrossEntropyJvp, LabelCrossEntropyHvp), new(LabelCrossEntropy, LabelCrossEntropyGradient, LabelCrossEntropyJvp, LabelCrossEntropyHvp)),
        ["SmoothedCrossEntropy"] = new(static (b, w) => b * w, new(SmoothedCrossEntropy, SmoothedCrossEntropyGradient, SmoothedCrossEntropyJvp, SmoothedCrossEntropyHvp), new(SmoothedCrossEntropy, SmoothedCrossEntropyGradient, SmoothedCrossEntropyJvp, SmoothedCrossEntropyHvp)),
        ["SoftCrossEntropy"] = new(static (b, w) => b * w, new(SoftCrossEntropy, SoftCrossEntropyGradient, SoftCrossEntropyJvp, SoftCrossEntropyHvp), new(SoftCrossEntropy, SoftCrossEntropyGradient, SoftCrossEntropyJvp, SoftCrossEntropyHvp)),
        ["Relu"] = new(static (b, w) => b * w, new(Relu, ReluGradient, ReluJvp, ReluHvp), new(Relu, ReluGradient, ReluJvp, ReluHvp), 0, 0),
        ["LeakyRelu"] = new(static (b, w) => b * w, new(LeakyRelu, LeakyReluGradient, LeakyReluJvp, LeakyReluHvp), new(LeakyRelu, LeakyReluGradient, LeakyReluJvp, LeakyReluHvp), 0, 0),
        ["Sigmoid"] = new(static (b, w) => b * w, new(Sigmoid, SigmoidGradient, SigmoidJvp, SigmoidHvp), new(Sigmoid, SigmoidGradient, SigmoidJvp, SigmoidHvp), 0, 0),
        ["Silu"] = new(static (b, w) => b * w, new(Silu, SiluGradient, SiluJvp, SiluHvp), new(Silu, SiluGradient, SiluJvp, SiluHvp), 0, 0),
        ["GeluTanh"] = new(static (b, w) => b * w, new(GeluTanh, GeluTanhGradient, GeluTanhJvp, GeluTanhHvp), new(GeluTanh, GeluTanhGradient, GeluTanhJvp, GeluTanhHvp), 0, 0),
        ["Gelu"] = new(static (b, w) => b * w, new(GeluOfDouble, GeluOfDoubleGradient, GeluOfDoubleJvp, GeluOfDoubleHvp), new(GeluOfSingle, GeluOfSingleGradient, GeluOfSingleJvp, GeluOfSingleHvp), 0, 0),
        ["Tanh"] = new(static (b, w) => b * w, new(Tanh, TanhGradient, TanhJvp, TanhHvp), new(Tanh, TanhGradient, TanhJvp, TanhHvp), 0, 0),
        ["InPlace"] = new(static (b, w) => b * w, new(InPlace, InPlaceGradient, InPlaceJvp, InPlaceHvp), new(InPlace, InPlaceGradient, InPlaceJvp, InPlaceHvp), 0, 0),
        ["Softmax"] = new(static (b, w) => b * w, new(Softmax, SoftmaxGradient, SoftmaxJvp, SoftmaxHvp), new(Softmax, SoftmaxGradient, SoftmaxJvp, SoftmaxHvp), 0),
        ["LogSoftmax"] = new(static (b, w) => b * w, new(LogSoftmax, LogSoftmaxGradient, LogSoftmaxJvp, LogSoftmaxHvp), new(LogSoftmax, LogSoftmaxGradient, LogSoftmaxJvp, LogSoftmaxHvp), 0),
        ["DenseLayer"] = new(static (b, w) => (b * w) + ((w + 1) * (w + 1)), new(DenseLayer, DenseLayerGradient, DenseLayerJvp, DenseLayerHvp), new(DenseLayer, DenseLayerGradient, DenseLayerJvp, DenseLayerHvp), 0, 0),
        ["ActivatedDenseLayers"] = new(static (b, w) => (b * w) + ((w + 1) * (w + 1)), new(ActivatedDenseLayers, ActivatedDenseLayersGradient, ActivatedDenseLayersJvp, ActivatedDenseLayersHvp), new(ActivatedDenseLayers, ActivatedDenseLayersGradient, ActivatedDenseLayersJvp, ActivatedDenseLayersHvp), 0, 0),
        ["DropoutLayer"] = new(static (b, w) => b * w, new(DropoutLayer, DropoutLayerGradient, DropoutLayerJvp, DropoutLayerHvp), new(DropoutLayer, DropoutLayerGradient, DropoutLayerJvp, DropoutLayerHvp), 0, 0),
        ["EmbeddingLayer"] = new(static (_, w) => 3 * w, new(EmbeddingLayer, EmbeddingLayerGradient, EmbeddingLayerJvp, EmbeddingLayerHvp), new(EmbeddingLayer, EmbeddingLayerGradient, EmbeddingLayerJvp, EmbeddingLayerHvp), 0),
        ["LayerNormalization"] = new(static (b, w) => (b + 2) * w, new(LayerNormalization, LayerNormalizationGradient, LayerNormalizationJvp, LayerNormalizationHvp), new(LayerNormalization, LayerNormalizationGradient, LayerNormalizationJvp, LayerNormalizationHvp), 0),
        ["BatchNormalization"] = new(static (b, w) => (b + 2) * w, new(BatchNormalization, BatchNormalizationGradient, BatchNormalizationJvp, BatchNormalizationHvp), new(BatchNormalization, BatchNormalizationGradient, BatchNormalizationJvp, BatchNormalizationHvp), 2),
        ["BatchInference"] = new(static (b, w) => (b + 2) * w, new(BatchInference, BatchInferenceGradient, BatchInferenceJvp, BatchInferenceHvp), new(BatchInference, BatchInferenceGradient, BatchInferenceJvp, BatchInferenceHvp), 0),
        ["PenaltySum"] = new(static (b, w) => b * w, new(PenaltySum, PenaltySumGradient, PenaltySumJvp, PenaltySumHvp), new(PenaltySum, PenaltySumGradient, PenaltySumJvp, PenaltySumHvp), 0, 0),
    };

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            TheoryData<string, int, int> cases = [];
            foreach ((string name, Function function) in Functions)
            {
                foreach ((int batch, int width) in new[] { (0, 3), (3, 0), (1, 1), (2, 3), (5, 4), (3, 7), (4, 8), (2, 9), (2, 15), (3, 16), (2, 17), (17, 2), (9, 33) })
                {
                    if (batch >= function.LeastBatch && width >= function.LeastWidth) cases.Add(name, batch, width);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_are_those_of_the_method(string name, int batch, int width)
    {
        Function function = Functions[name];
        int length = function.Length(batch, width);
        var random = new Random(batch + (100 * width));
        double[] p = Numbers(length, 0), v = Numbers(length, 0), c = [.. Numbers((batch + 3) * (width + 1), 0).Select(Math.Abs)];
        int[] n = [.. Enumerable.Range(0, batch).Select(_ => random.Next(width))];

        Modes<double> f = function.Double;
        double[] gradient = new double[length];
        double value = f.Gradient(p, c, n, batch, width, gradient);
        Close(f.Primal(p, c, n, batch, width), value, 1e-12);
        const double Step = 1e-6;
        for (int i = 0; i < length; i++)
        {
            double[] up = [.. p], down = [.. p];
            up[i] += Step;
            down[i] -= Step;
            Close((f.Primal(up, c, n, batch, width) - f.Primal(down, c, n, batch, width)) / (2 * Step), gradient[i], 2e-7 * Math.Max(1, Math.Abs(value)));
        }

        double slope = gradient.Zip(v, static (g, d) => g * d).Sum();
        (double pushed, double tangent) = f.Jvp(p, c, n, batch, width, v);
        Close(value, pushed, 1e-12);
        Close(slope, tangent, 1e-10);

        double[] again = new double[length], curvature = new double[length], above = new double[length], below = new double[length];
        Close(value, f.Hvp(p, c, n, batch, width, v, again, curvature), 1e-12);
        f.Gradient([.. p.Zip(v, static (x, d) => x + (Step * d))], c, n, batch, width, above);
        f.Gradient([.. p.Zip(v, static (x, d) => x - (Step * d))], c, n, batch, width, below);
        for (int i = 0; i < length; i++)
        {
            Close(gradient[i], again[i], 1e-10);
            Close((above[i] - below[i]) / (2 * Step), curvature[i], 1e-6);
        }

        Modes<float> single = function.Single;
        float[] p32 = Single(p), v32 = Single(v), c32 = Single(c), gradient32 = new float[length], curvature32 = new float[length];
        Close(value, single.Primal(p32, c32, n, batch, width), 2e-5);
        Close(value, single.Gradient(p32, c32, n, batch, width, gradient32), 2e-5);
        Close(slope, single.Jvp(p32, c32, n, batch, width, v32).Tangent, 2e-4);

        // An element may be the small difference of terms as large as its neighbours.
        double largest = gradient.Select(Math.Abs).Append(1).Max(), steepest = curvature.Select(Math.Abs).Append(1).Max();
        for (int i = 0; i < length; i++) Close(gradient[i], gradient32[i], 5e-6 * largest);
        single.Hvp(p32, c32, n, batch, width, v32, gradient32, curvature32);
        for (int i = 0; i < length; i++) Close(curvature[i], curvature32[i], 2e-5 * steepest);

        // Numbers of float, so that both compute with the same.
        double[] Numbers(int count, double least) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)((4 * random.NextDouble()) - 2 + least))];
    }

    private static float[] Single(double[] numbers) => [.. numbers.Select(static number => (float)number)];

    private static void Close(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{expected} is expected, but it is {actual}.");
}
