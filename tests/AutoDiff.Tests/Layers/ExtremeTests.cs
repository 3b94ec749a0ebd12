using System;
using System.Linq;
using AutoDiff.Layers;
using Xunit;

namespace AutoDiff.Tests.Layers;

/// <summary>Arguments at which the formulas of the textbook overflow.</summary>
public sealed class ExtremeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(1e4, 1, 0, 0)]
    [InlineData(1e4, 0, 1e4, 1)]
    [InlineData(-1e4, 1, 1e4, -1)]
    [InlineData(-1e4, 0, 0, 0)]
    [InlineData(1e4, 0.25, 7500, 0.75)]
    [InlineData(0, 0.25, 0.69314718055994531, 0.25)]
    [InlineData(0, 0, 0.69314718055994531, 0.5)]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(Infinity, 0, Infinity, 1)]
    [InlineData(-Infinity, 1, Infinity, -1)]
    public void Binary_cross_entropy_is_exact_far_out(double logit, double target, double loss, double slope)
    {
        foreach (int count in new[] { 1, 8, 17 })
        {
            double[] logits = [.. Enumerable.Repeat(logit, count)], targets = [.. Enumerable.Repeat(target, count)], dLogits = new double[count];
            Near(loss, Losses.BinaryCrossEntropy<double>(logits, targets));
            Near(loss, Losses.BinaryCrossEntropyGradient(logits, targets, dLogits));
            Assert.All(dLogits, d => Near(slope / count, d));

            float[] logits32 = [.. logits.Select(Single)], targets32 = [.. targets.Select(Single)], dLogits32 = new float[count];
            Near(loss, Losses.BinaryCrossEntropyGradient(logits32, targets32, dLogits32), 1e-6);
            Assert.All(dLogits32, d => Near(slope / count, d, 1e-6));
        }
    }

    [Theory]
    [InlineData(new[] { 1e4, -1e4, 0 }, 0, 0, new double[] { 0, 0, 0 })]
    [InlineData(new[] { 1e4, -1e4, 0 }, 1, 2e4, new double[] { 1, -1, 0 })]
    [InlineData(new[] { -1e4, -1e4, -1e4 }, 2, 1.0986122886681098, new[] { 1 / 3.0, 1 / 3.0, -2 / 3.0 })]
    [InlineData(new double[] { 80, 80, -80 }, 1, 0.69314718055994531, new[] { 0.5, -0.5, 0 })]
    [InlineData(new[] { 0, -Infinity, 0 }, 0, 0.69314718055994531, new[] { -0.5, 0, 0.5 })]
    [InlineData(new[] { 0, -Infinity, 0 }, 1, Infinity, new[] { 0.5, -1, 0.5 })]
    [InlineData(new double[] { 7 }, 0, 0, new double[] { 0 })]
    public void Softmax_cross_entropy_is_exact_far_out(double[] row, int label, double loss, double[] slopes)
    {
        double[] dRow = new double[row.Length], target = new double[row.Length];
        target[label] = 1;
        Near(loss, Losses.SoftmaxCrossEntropy<double>(row, [label], row.Length));
        Near(loss, Losses.SoftmaxCrossEntropyGradient(row, [label], row.Length, 0, dRow));
        Assert.All(dRow.Zip(slopes), pair => Near(pair.Second, pair.First));
        Near(loss, Losses.SoftmaxCrossEntropyGradient(row, target, row.Length, dRow));
        Assert.All(dRow.Zip(slopes), pair => Near(pair.Second, pair.First));

        float[] row32 = [.. row.Select(Single)], dRow32 = new float[row.Length], target32 = [.. target.Select(Single)];
        Near(loss, Losses.SoftmaxCrossEntropyGradient(row32, [label], row.Length, 0, dRow32), 1e-6);
        Assert.All(dRow32.Zip(slopes), pair => Near(pair.Second, pair.First, 1e-6));
        Near(loss, Losses.SoftmaxCrossEntropyGradient(row32, target32, row.Length, dRow32), 1e-6);
        Assert.All(dRow32.Zip(slopes), pair => Near(pair.Second, pair.First, 1e-6));
    }

    /// <summary>One logit among equal ones is far out, in rows as long as several vectors.</summary>
    [Fact]
    public void Softmax_does_not_overflow()
    {
        foreach (int width in new[] { 1, 2, 7, 8, 9, 31, 64 })
        {
            float[] x = [.. Enumerable.Repeat(-80f, width)], y = new float[width], log = new float[width], dX = new float[width], dY = new float[width];
            x[width / 2] = 1e4f;
            dY[width / 2] = 1;
            Activations.SoftmaxVjp(x, y, width, dX, dY);
            Activations.LogSoftmax<float>(x, log, width);
            for (int k = 0; k < width; k++)
            {
                Assert.Equal(k == width / 2 ? 1 : 0, y[k]);
                Assert.Equal(k == width / 2 ? 0 : -10080, log[k]);
                Assert.Equal(0, dX[k]);
            }
        }
    }

    [Fact]
    public void A_logit_that_is_no_number_is_not_lost()
    {
        float[] dRow = new float[3], d = new float[1];
        Assert.True(float.IsNaN(Losses.SoftmaxCrossEntropyGradient([1, float.NaN, 2], [0], 3, 0, dRow)));
        Assert.All(dRow, static slope => Assert.True(float.IsNaN(slope)));
        Assert.True(float.IsNaN(Losses.SoftmaxCrossEntropyGradient([1, float.PositiveInfinity, 2], [0], 3, 0, dRow)));
        Assert.True(float.IsNaN(Losses.BinaryCrossEntropyGradient([float.NaN], [1], d)));
        Assert.True(float.IsNaN(Losses.MeanSquaredErrorGradient([float.NaN], [1], d, new float[1])));
    }

    [Theory]
    [InlineData(-1e4, 0, 0)]
    [InlineData(1e4, 1, 0)]
    [InlineData(0, 0.5, 0.25)]
    public void Sigmoid_and_its_like_do_not_overflow(double at, double sigmoid, double slope)
    {
        foreach (int count in new[] { 1, 16, 33 })
        {
            float[] x = [.. Enumerable.Repeat((float)at, count)], y = new float[count], dX = new float[count], dY = [.. Enumerable.Repeat(1f, count)];
            Activations.SigmoidVjp(x, y, dX, dY);
            Assert.All(y, value => Near(sigmoid, value));
            Assert.All(dX, value => Near(slope, value));
            Array.Clear(dX);
            Array.Fill(dY, 1f);
            Activations.SiluVjp(x, y, dX, dY);
            Assert.All(y, value => Near(at * sigmoid, value));
            Assert.All(dX, value => Near(sigmoid, value));
            Array.Clear(dX);
            Array.Fill(dY, 1f);
            Activations.Gelu(x, y);
            Activations.GeluVjp(x, y, dX, dY);
            Assert.All(y, value => Near(at * sigmoid, value));
            Assert.All(dX, value => Near(sigmoid, value));
            Array.Clear(dX);
            Array.Fill(dY, 1f);
            Activations.GeluTanhVjp(x, y, dX, dY);
            Assert.All(y, value => Near(at * sigmoid, value));
            Assert.All(dX, value => Near(sigmoid, value));
        }
    }

    /// <summary>The conventions at kinks: a rectifier at 0 is flat, as is an error of 0.</summary>
    [Fact]
    public void Kinks_are_flat()
    {
        foreach (int count in new[] { 1, 16, 33 })
        {
            float[] zero = new float[count], one = [.. Enumerable.Repeat(1f, count)], y = new float[count], d = new float[count], dOther = new float[count], dY = [.. one];
            Activations.ReluVjp(zero, y, d, dY);
            Assert.All(d, static slope => Assert.Equal(0, slope));
            Losses.MeanAbsoluteErrorGradient(zero, zero, d, dOther);
            Assert.All(d, static slope => Assert.Equal(0, slope));
            Losses.HingeGradient(one, one, d);
            Assert.All(d, static slope => Assert.Equal(0, slope));
            dY = [.. one];
            Array.Clear(d);
            Activations.LeakyReluVjp(zero, 0.5f, y, d, dY);
            Assert.All(d, static slope => Assert.Equal(0.5f, slope));
        }
    }

    private static float Single(double number) => (float)number;

    private static void Near(double expected, double actual, double tolerance = 1e-12)
    {
        if (double.IsInfinity(expected)) Assert.Equal(expected, actual);
        else Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{expected} is expected, but it is {actual}.");
    }
}
