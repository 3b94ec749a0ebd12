using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using AutoDiff.Optimization;

namespace AutoDiff.Training;

/// <summary>The gradient of a step: of batches that are accumulated, each in shards that are computed at once.</summary>
/// <remarks>
/// The mean over all rows of the step is Σ nᵢ/n·gᵢ over the shards, where the i-th has nᵢ of the n rows. Which rows are in which shard depends on the number of shards,
/// and the order of the sum on nothing: the result is the same with any number of threads.
/// </remarks>
internal sealed class StepGradient<T> : IJobs, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBuffer<T> _parameters;
    private readonly BatchGradient<T> _gradientOf;
    private readonly ulong _seed;
    private readonly ParameterBuffer<T>[] _shards;
    private readonly ParameterBuffer<T>? _total;
    private readonly GradientSum<T>? _sum;
    private readonly double[] _weights;
    private readonly double[] _losses;
    private readonly int[] _batch;
    private int _rows;
    private int _parts;
    private BatchInfo _info;

    public StepGradient(ParameterBuffer<T> parameters, BatchGradient<T> gradientOf, MiniBatches batches, int shards, bool accumulates)
    {
        (_parameters, _gradientOf, _seed) = (parameters, gradientOf, batches.Seed);
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new ParameterBuffer<T>(parameters.Layout))];
        (_weights, _losses, _batch) = (new double[shards], new double[shards], new int[batches.BatchSize]);
        if (shards > 1 || accumulates)
        {
            _total = new ParameterBuffer<T>(parameters.Layout);
            _sum = new GradientSum<T>(_total, _shards, _weights);
        }
    }

    /// <summary>The gradient of the mean loss.</summary>
    public ParameterBuffer<T> Total => _total ?? _shards[0];

    /// <summary>Goes through batches that follow each other.</summary>
    /// <param name="crew">Who computes.</param>
    /// <param name="batches">Those of the epoch.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="first">The first batch.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <returns>The mean loss, and of how many rows it is.</returns>
    public (double Loss, int Rows) Compute(Crew crew, MiniBatches.Batches batches, int epoch, int first, int end, CancellationToken cancellation)
    {
        int rows = 0;
        for (int batch = first; batch < end; batch++)
        {
            rows = checked(rows + batches[batch].Length);
        }

        double loss = 0;
        for (int batch = first; batch < end; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<int> part = batches[batch];
            part.CopyTo(_batch); // a span cannot go to other threads
            (_rows, _parts, _info) = (part.Length, int.Min(_shards.Length, part.Length), new BatchInfo(epoch, batch, 0, 0, 0));
            crew.Run(this, _parts);
            for (int shard = 0; shard < _parts; shard++)
            {
                _weights[shard] = (double)RowsOf(shard).Length / rows;
                loss += _weights[shard] * _losses[shard];
            }

            if (_sum is { } sum)
            {
                sum.Begin(_parts, isFirst: batch == first);
                crew.Run(sum, sum.Jobs);
            }
        }

        return (loss, rows);
    }

    void IJobs.Do(int job, int worker)
    {
        ulong seed = new CounterRandom(_seed, ((ulong)(uint)_info.Epoch << 32) | (uint)_info.Batch).At(job);
        BatchInfo info = _info with { Shard = job, Worker = worker, Seed = seed };
        _losses[job] = double.CreateChecked(_gradientOf(RowsOf(job), _parameters.Elements, _shards[job].Elements, info));
    }

    public void Dispose()
    {
        Array.ForEach(_shards, static shard => shard.Dispose());
        _total?.Dispose();
    }

    // As even as possible.
    private ReadOnlySpan<int> RowsOf(int shard)
    {
        int start = (int)((long)_rows * shard / _parts), end = (int)((long)_rows * (shard + 1) / _parts);
        return _batch.AsSpan(start, end - start);
    }
}
