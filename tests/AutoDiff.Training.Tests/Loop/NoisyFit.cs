using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Optimization;

namespace AutoDiff.Training.Tests.Loop;

/// <summary>A small problem: a line through points in 5 dimensions, with noise in the gradient that comes from the seed of the batch, as dropout would.</summary>
internal sealed class NoisyFit : IDisposable
{
    public const int Rows = 103, Width = 5;

    private readonly double[] _x = new double[Rows * Width];
    private readonly double[] _y = new double[Rows];

    public NoisyFit(UpdateRule? rule = null)
    {
        CounterRandom random = new(7);
        for (int i = 0; i < _x.Length; i++)
        {
            _x[i] = (random.Next(2001) / 1000.0) - 1;
        }

        for (int row = 0; row < Rows; row++)
        {
            _y[row] = (2 * _x[row * Width]) - _x[(row * Width) + 1] + (random.Next(100) / 1000.0);
        }

        Parameters = new([new("weight", Width), new("bias")]);
        Optimizer = new(Parameters.Layout, rule ?? new AdamW { LearningRate = new CosineDecay { Initial = 0.1, Steps = 60 } });
    }

    public ParameterBuffer<double> Parameters { get; }

    public Optimizer<double> Optimizer { get; }

    public double Noise { get; init; } = 0.1;

    public double[] Values => Parameters.Elements.ToArray();

    public static MiniBatches Batches(int size = 16, ulong seed = 3) => new(Rows, size) { Seed = seed };

    public TrainingLoop<double> Training(MiniBatches? batches = null, int epochs = 3) => new(Parameters, Optimizer, batches ?? Batches(), Gradient) { Epochs = epochs };

    public double Gradient(ReadOnlySpan<int> rows, ReadOnlySpan<double> w, Span<double> dW, BatchInfo batch)
    {
        dW.Clear();
        CounterRandom noise = new(batch.Seed);
        double loss = 0;
        foreach (int row in rows)
        {
            ReadOnlySpan<double> x = _x.AsSpan(row * Width, Width);
            double residual = w[Width] - _y[row];
            for (int i = 0; i < Width; i++)
            {
                residual += w[i] * x[i];
            }

            residual += Noise == 0 ? 0 : Noise * noise.Next(1000) / 1000;
            loss += residual * residual / rows.Length;
            for (int i = 0; i < Width; i++)
            {
                dW[i] += 2 * residual * x[i] / rows.Length;
            }

            dW[Width] += 2 * residual / rows.Length;
        }

        return loss;
    }

    /// <summary>The loss of all rows, without noise.</summary>
    public IReadOnlyList<Metric> Validate(ParameterBuffer<double> w)
    {
        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            double residual = w.Elements[Width] - _y[row];
            for (int i = 0; i < Width; i++)
            {
                residual += w.Elements[i] * _x[(row * Width) + i];
            }

            sum += residual * residual;
        }

        return [new("loss", sum / Rows)];
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Parameters.Dispose();
    }

    /// <summary>What does not depend on the clock.</summary>
    public static string[] Facts(IEnumerable<EpochRecord> history) =>
        [.. history.Select(static record => FormattableString.Invariant($"{record.Epoch} {record.Steps} {record.TrainingLoss:R} {record.LearningRate:R} {string.Join(", ", record.Metrics)}"))];
}
