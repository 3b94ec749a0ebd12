using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Training.Tests.Loop;

public sealed class TrainingLoopTests
{
    [Fact]
    public void It_is_the_loop_that_one_writes_by_hand()
    {
        using NoisyFit fit = new() { Noise = 0 }, byHand = new() { Noise = 0 };
        using var training = fit.Training();
        TrainingResult result = training.Run();

        using var gradient = new ParameterBuffer<double>(byHand.Parameters.Layout);
        MiniBatches batches = NoisyFit.Batches();
        List<double> losses = [];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            double sum = 0;
            foreach (ReadOnlySpan<int> rows in batches.Epoch(epoch))
            {
                sum += rows.Length * byHand.Gradient(rows, byHand.Parameters.Elements, gradient.Elements, default);
                byHand.Optimizer.Step(byHand.Parameters, gradient);
            }

            losses.Add(sum / NoisyFit.Rows);
        }

        Assert.Equal(byHand.Values, fit.Values);
        Assert.Equal(losses, result.History.Select(static record => record.TrainingLoss));
        Assert.Equal((TrainingStatus.Completed, 21L, 3), (result.Status, result.Steps, result.BestEpoch));
        Assert.True(losses[2] < losses[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(40)] // more than a batch has rows
    public void The_number_of_threads_changes_no_bit(int shards)
    {
        double[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            using NoisyFit fit = new();
            bool[] took = new bool[threads];
            using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
            {
                took[batch.Worker] = true;
                Thread.Sleep(batch.Shard < threads ? 1 : 0); // so that all get something to do
                return fit.Gradient(rows, w, dW, batch);
            }) { Epochs = 3, Shards = shards, Threads = threads };
            training.Run();
            Assert.Equal(int.Min(shards, threads) > 1, took.AsSpan(1).Contains(true));
            expected ??= fit.Values;
            Assert.Equal(expected, fit.Values);
        }
    }

    [Fact]
    public void Another_seed_is_another_training()
    {
        using NoisyFit fit = new(), other = new();
        using (var training = fit.Training()) training.Run();
        using (var training = other.Training(NoisyFit.Batches(seed: 4))) training.Run();
        Assert.NotEqual(fit.Values, other.Values);
    }

    [Fact]
    public void Shards_are_accumulated_batches_of_their_size()
    {
        // 96 rows, so that all have 8.
        using NoisyFit fit = new() { Noise = 0 }, other = new() { Noise = 0 };
        int[] rows = [.. Enumerable.Range(0, 96)];
        using var sharded = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, new MiniBatches(rows, 32), fit.Gradient) { Shards = 4, Threads = 2, Epochs = 3 };
        using var accumulated = new TrainingLoop<double>(other.Parameters, other.Optimizer, new MiniBatches(rows, 8), other.Gradient) { Accumulation = 4, Epochs = 3 };
        Assert.Equal(sharded.Run().Steps, accumulated.Run().Steps);
        Assert.Equal(fit.Values, other.Values);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 7)]
    [InlineData(100, 3)]
    public void A_step_is_the_mean_over_its_rows_however_it_is_taken_apart(int accumulation, int shards)
    {
        // 103 rows: the last batch and the last step are smaller than the others.
        using NoisyFit whole = new(new Momentum { LearningRate = 0.1 }) { Noise = 0 }, parts = new(new Momentum { LearningRate = 0.1 }) { Noise = 0 };
        using var one = whole.Training(NoisyFit.Batches(8 * accumulation));
        using var many = new TrainingLoop<double>(parts.Parameters, parts.Optimizer, NoisyFit.Batches(8), parts.Gradient) { Accumulation = accumulation, Shards = shards, Epochs = 3 };
        TrainingResult expected = one.Run(), result = many.Run();
        Assert.Equal(expected.Steps, result.Steps);
        for (int i = 0; i < whole.Values.Length; i++)
        {
            Assert.Equal(whole.Values[i], parts.Values[i], 1e-13);
        }

        for (int epoch = 0; epoch < 3; epoch++)
        {
            Assert.Equal(expected.History[epoch].TrainingLoss, result.History[epoch].TrainingLoss, 1e-13);
        }
    }

    [Fact]
    public void Each_row_is_seen_once_in_an_epoch_by_a_shard_of_its_own()
    {
        using NoisyFit fit = new();
        int[] seen = new int[NoisyFit.Rows];
        HashSet<ulong> seeds = [];
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(10), (rows, _, gradient, batch) =>
        {
            gradient.Clear();
            lock (seeds)
            {
                Assert.True(seeds.Add(batch.Seed));
                Assert.InRange(batch.Worker, 0, 1);
                Assert.InRange(batch.Shard, 0, 2);
                foreach (int row in rows)
                {
                    seen[row]++;
                }
            }

            return 0;
        }) { Epochs = 2, Shards = 3, Threads = 2 };
        training.Run();
        Assert.All(seen, static count => Assert.Equal(2, count));
        Assert.Equal(2 * 11 * 3, seeds.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    public void A_step_allocates_nothing(int shards, int accumulation)
    {
        using NoisyFit fit = new();
        AllocationsOfSteps allocations = new();
        long?[] inHelpers = new long?[4];
        using var training = new TrainingLoop<double>(
            fit.Parameters, fit.Optimizer, NoisyFit.Batches(10), (rows, w, dW, batch) =>
            {
                Thread.Sleep(shards > 1 ? 1 : 0); // so that helpers get something to do

                // Worker 0 also closes epochs, which allocates.
                if (batch is { Epoch: > 10, Worker: > 0 })
                {
                    long now = GC.GetAllocatedBytesForCurrentThread();
                    Assert.True(inHelpers[batch.Worker] is not { } before || before == now, "A helper has allocated.");
                    inHelpers[batch.Worker] = now;
                }

                return fit.Gradient(rows, w, dW, batch);
            }) { Epochs = 40, Shards = shards, Threads = shards, Accumulation = accumulation, Progress = allocations };
        training.Run();
        Assert.Equal(shards > 1, Array.Exists(inHelpers, static bytes => bytes.HasValue));
        Assert.Equal(0, allocations.Most);
    }

    [Fact]
    public void A_limit_of_steps_may_end_an_epoch_early()
    {
        using NoisyFit fit = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Epochs = 9, MaxSteps = 10, Validate = fit.Validate };
        TrainingResult result = training.Run();
        Assert.Equal((TrainingStatus.StepLimit, 10L), (result.Status, result.Steps));
        Assert.Equal([7L, 10], result.History.Select(static record => record.Steps));
        Assert.Equal(fit.Validate(fit.Parameters)[0], result.History[1].Metrics[0]);
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(9, 0)]
    public void Nothing_to_do_is_done(int epochs, int steps)
    {
        using NoisyFit fit = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Epochs = epochs, MaxSteps = steps };
        TrainingResult result = training.Run();
        Assert.Equal((0L, null), (result.Steps, result.BestEpoch));
        Assert.Empty(result.History);
        Assert.Equal(new double[6], fit.Values);
    }

    [Fact]
    public void The_best_epoch_is_restored()
    {
        double[] accuracies = [0.5, double.NaN, 0.9, 0.9, 0.905, double.NaN, 1];
        using NoisyFit fit = new();
        List<double[]> seen = [];
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient)
        {
            Epochs = 99,
            Validate = w =>
            {
                seen.Add(w.Elements.ToArray());
                return [new("other", 1), new("accuracy", accuracies[seen.Count - 1])];
            },
            EarlyStopping = new() { Metric = "accuracy", Goal = Goal.Maximize, Patience = 3, Threshold = 0.01 },
        };
        TrainingResult result = training.Run();
        Assert.Equal((TrainingStatus.EarlyStopped, 3, 6), (result.Status, result.BestEpoch, result.History.Count));
        Assert.Equal(0.9, result.History[2]["accuracy"]);
        Assert.Equal(seen[2], fit.Values);
        double[] best = new double[6];
        training.CopyBest(best);
        Assert.Equal(seen[2], best);
    }

    [Fact]
    public void The_last_epoch_stays_where_the_best_is_not_wanted()
    {
        using NoisyFit fit = new(), other = new();
        int epoch = 0;
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient)
        {
            Epochs = 3, Validate = _ => [new("loss", ++epoch)], EarlyStopping = new() { Metric = "loss", RestoreBest = false },
        };
        Assert.Equal(1, training.Run().BestEpoch);
        using var plain = other.Training();
        plain.Run();
        Assert.Equal(other.Values, fit.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Averages_are_what_is_validated_restored_and_left(bool stopsEarly)
    {
        using NoisyFit fit = new(new ScheduleFreeAdamW { LearningRate = 0.05 });
        List<double[]> averages = [], seen = [];
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient)
        {
            Epochs = 4,
            Validate = w =>
            {
                double[] average = new double[6];
                fit.Optimizer.CopyAverage(fit.Parameters.Elements, average);
                averages.Add(average);
                seen.Add(w.Elements.ToArray());
                Assert.NotEqual(average, fit.Values);
                return [new("loss", double.Abs(seen.Count - 2))];
            },
            EarlyStopping = stopsEarly ? new() { Metric = "loss", Patience = 1 } : null,
        };
        TrainingResult result = training.Run();
        Assert.Equal(averages, seen);
        Assert.Equal(stopsEarly ? 3 : 4, result.History.Count);
        Assert.Equal(averages[stopsEarly ? 1 : 3], fit.Values);
    }

    [Fact]
    public void Learning_rates_follow_a_plateau()
    {
        using NoisyFit fit = new(new GradientDescent { LearningRate = 0.5 });
        double[] losses = [3, 2, 2, 2, 1];
        int epoch = 0;
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient)
        {
            Epochs = 5, Validate = _ => [new("loss", losses[epoch++])], Plateau = new() { Patience = 1, Reduction = 0.1 }, PlateauMetric = "loss",
        };
        TrainingResult result = training.Run();
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.05], result.History.Select(static record => record.LearningRate));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_that_is_not_finite_is_an_error_that_says_where(double bad)
    {
        using NoisyFit fit = new();
        double[]? before = null;
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
        {
            before = w.ToArray();
            double loss = fit.Gradient(rows, w, dW, batch);
            return batch is { Epoch: 2, Batch: 3 } ? bad : loss;
        }) { Epochs = 3 };
        string message = Assert.Throws<ArithmeticException>(() => training.Run()).Message;
        Assert.Equal(FormattableString.Invariant($"The loss is {bad} in epoch 2, step 11 (batch 4 of 7)."), message);
        Assert.Equal(before, fit.Values);
        Assert.Equal(10, fit.Optimizer.Steps);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_an_error_that_says_where_or_is_skipped()
    {
        foreach (NonFiniteGradients policy in new[] { NonFiniteGradients.Throw, NonFiniteGradients.Skip })
        {
            using NoisyFit fit = new();
            fit.Optimizer.Conditioning = new() { NonFinite = policy };
            using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
            {
                double loss = fit.Gradient(rows, w, dW, batch);
                if (batch is not { Epoch: 1, Batch: 2 }) return loss;
                dW[0] = double.NaN;
                return policy == NonFiniteGradients.Skip ? double.NaN : loss;
            });
            if (policy == NonFiniteGradients.Throw)
            {
                Assert.Equal("Epoch 1, step 3: The gradient of block 'weight' is not finite.", Assert.Throws<ArithmeticException>(() => training.Run()).Message);
            }
            else
            {
                TrainingResult result = training.Run();
                Assert.Equal((7L, 6L, 1L), (result.Steps, fit.Optimizer.Steps, fit.Optimizer.SkippedSteps));
                Assert.True(double.IsFinite(result.History[0].TrainingLoss));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_a_gradient_throws_ends_the_training_between_two_steps(int threads)
    {
        using NoisyFit fit = new(), other = new();
        bool fails = true;
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
            fails && batch is { Epoch: 2, Batch: 1, Shard: > 0 } ? throw new InvalidOperationException($"shard {batch.Shard}") : fit.Gradient(rows, w, dW, batch))
        { Epochs = 3, Shards = 3, Threads = threads };
        Assert.Equal("shard 1", Assert.Throws<InvalidOperationException>(() => training.Run()).Message); // of 1 and 2
        fails = false;
        training.Run();

        using var whole = new TrainingLoop<double>(other.Parameters, other.Optimizer, NoisyFit.Batches(), other.Gradient) { Epochs = 3, Shards = 3 };
        whole.Run();
        Assert.Equal(other.Values, fit.Values);
    }

    [Fact]
    public void A_training_that_was_cancelled_goes_on_as_if_it_had_not_been()
    {
        using NoisyFit fit = new(), other = new();
        using var training = fit.Training();
        using (CancellationTokenSource source = new())
        {
            using var cancelled = new TrainingLoop<double>(other.Parameters, other.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
            {
                if (batch is { Epoch: 2, Batch: 4 }) source.Cancel();
                return other.Gradient(rows, w, dW, batch);
            }) { Epochs = 3 };
            Assert.Equal((TrainingStatus.Cancelled, 12L), (cancelled.Run(source.Token) is var result ? (result.Status, result.Steps) : default));
            Assert.Single(cancelled.History);
            Assert.Equal((TrainingStatus.Completed, 21L), (cancelled.Run() is var rest ? (rest.Status, rest.Steps) : default));
        }

        training.Run();
        Assert.Equal(fit.Values, other.Values);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_named()
    {
        using NoisyFit fit = new();
        using var optimizer = new Optimizer<double>(6, new Adam());
        Assert.Equal("optimizer", Assert.Throws<ArgumentException>(() => new TrainingLoop<double>(fit.Parameters, optimizer, NoisyFit.Batches(), fit.Gradient)).ParamName);
        MiniBatches none = new(5, 6) { DropLast = true };
        Assert.Equal("batches", Assert.Throws<ArgumentException>(() => new TrainingLoop<double>(fit.Parameters, fit.Optimizer, none, fit.Gradient)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Shards = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Accumulation = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Epochs = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { MaxSteps = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new EarlyStopping { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new EarlyStopping { Threshold = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CheckpointOptions("x") { EveryEpochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CheckpointOptions("x") { EverySteps = 0 });
    }

    [Fact]
    public void A_metric_that_is_not_measured_is_an_error()
    {
        using NoisyFit fit = new();
        using var without = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { EarlyStopping = new() { Metric = "accuracy" } };
        Assert.Equal("'accuracy' is a metric of Validate, but there is none.", Assert.Throws<InvalidOperationException>(() => without.Run()).Message);
        using var other = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { PlateauMetric = "accuracy", Plateau = new(), Validate = fit.Validate };
        Assert.Contains("does not measure 'accuracy'", Assert.Throws<InvalidOperationException>(() => other.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_has_ended_or_runs_does_not_run()
    {
        using NoisyFit fit = new();
        TrainingLoop<double>? training = null;
        int refusals = 0;
        training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient)
        {
            OnEpoch = _ =>
            {
                Assert.Throws<InvalidOperationException>(() => training!.Run());
                Assert.Throws<InvalidOperationException>(() => training!.Load("nothing"));
                refusals++;
            },
        };
        using (training)
        {
            training.Run();
            Assert.Equal(1, refusals);
            Assert.Throws<InvalidOperationException>(() => training.Run());
            Assert.Throws<InvalidOperationException>(() => training.Save("nothing"));
        }
    }

    /// <summary>What the thread of the loop allocates from one step of an epoch to the next.</summary>
    private sealed class AllocationsOfSteps : ITrainingProgress
    {
        private long _last;

        public long Most { get; private set; }

        public void Start(TrainingPlan plan)
        {
        }

        public void Step(in StepReport step)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (step.Epoch > 5 && _last > 0)
            {
                Most = long.Max(Most, now - _last);
            }

            _last = now;
        }

        public void Epoch(EpochRecord epoch) => _last = 0;

        public void Stop(TrainingResult? result)
        {
        }
    }
}
