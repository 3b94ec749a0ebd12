using System;

namespace AutoDiff.Training;

/// <summary>The mean loss of some rows and its gradient, which is most often a call of a generated <c>LossGradient</c> on the gathered rows.</summary>
/// <param name="rows">The rows, at least one. Valid during the call.</param>
/// <param name="parameters">The parameters, block after block.</param>
/// <param name="gradient">Overwritten, every element, with the gradient of the mean loss. What it holds on entry is anything.</param>
/// <param name="batch">Which part of the training this is.</param>
/// <returns>The mean loss over the rows.</returns>
/// <remarks>
/// Where <see cref="TrainingLoop{T}.Shards"/> is more than 1 it is called by several threads at once, never by two with the same <see cref="BatchInfo.Worker"/>. For results
/// that can be repeated it depends on nothing but its arguments, and not on the worker.
/// </remarks>
public delegate T BatchGradient<T>(ReadOnlySpan<int> rows, ReadOnlySpan<T> parameters, Span<T> gradient, BatchInfo batch);

/// <summary>Which part of the training a gradient is for.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The batch in the epoch, from 0.</param>
/// <param name="Shard">The part of the batch, from 0.</param>
/// <param name="Worker">Who computes, from 0 to <see cref="TrainingLoop{T}.Threads"/>, exclusive: the index of buffers that are not shared. Which worker gets which shard is left to chance.</param>
/// <param name="Seed">
/// A seed for what is random in this part, such as dropout or noise. It depends on the seed of the batches, the epoch, the batch and the shard alone: with it a training that
/// was resumed draws the same numbers as one that was not interrupted.
/// </param>
public readonly record struct BatchInfo(int Epoch, int Batch, int Shard, int Worker, ulong Seed);
