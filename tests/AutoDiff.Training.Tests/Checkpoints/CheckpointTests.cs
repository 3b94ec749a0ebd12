using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using AutoDiff.Optimization;
using AutoDiff.Storage;
using AutoDiff.Training.Tests.Loop;
using Xunit;

namespace AutoDiff.Training.Tests.Checkpoints;

public sealed class CheckpointTests
{
    /// <summary>Everything that remembers, and what has no memory.</summary>
    public static TheoryData<string> Setups => ["plain", "sgd", "shards", "accumulation", "average", "stopping", "plateau", "drop last", "no shuffle", "all"];

    [Theory]
    [MemberData(nameof(Setups))]
    public void A_training_that_is_resumed_again_and_again_is_that_which_was_never_interrupted(string setup)
    {
        using NoisyFit whole = FitOf(setup);
        using TrainingLoop<double> uninterrupted = TrainingOf(setup, whole);
        TrainingResult expected = uninterrupted.Run();

        using var folder = new TemporaryFolder();
        foreach (int every in new[] { 10, 13, 20 })
        {
            string path = folder.PathOf($"{every}.checkpoint");
            TrainingResult result;
            int runs = 0;
            do
            {
                // All is new but the file, and the parameters are anything. Where a process would end, it is cancelled in the midst of a gradient.
                using NoisyFit fit = FitOf(setup);
                fit.Parameters.Elements.Fill(runs == 0 ? 0 : double.NaN);
                using CancellationTokenSource source = new();
                int calls = 0;
                using TrainingLoop<double> training = TrainingOf(setup, fit, path, onGradient: () =>
                {
                    if (Interlocked.Increment(ref calls) > every) source.Cancel();
                }, threads: 1 + (runs % 3));
                Assert.Equal(runs > 0, training.Resume());
                result = training.Run(source.Token);
                runs++;
                if (result.Status != TrainingStatus.Cancelled)
                {
                    Assert.Equal(whole.Values, fit.Values);
                    Assert.Equal(whole.Optimizer.Steps, fit.Optimizer.Steps);
                    Assert.Equal(whole.Optimizer.LearningRateFactor, fit.Optimizer.LearningRateFactor);
                }
            }
            while (result.Status == TrainingStatus.Cancelled);

            Assert.True(runs > 1);
            Assert.Equal((expected.Status, expected.Steps, expected.BestEpoch), (result.Status, result.Steps, result.BestEpoch));
            Assert.Equal(NoisyFit.Facts(expected.History), NoisyFit.Facts(result.History));
        }
    }

    [Fact]
    public void What_is_saved_within_an_epoch_and_after_it_is_where_it_was()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("x/y/model.checkpoint"); // whose folders are made
        using NoisyFit whole = new(), fit = new(), resumed = new();
        using TrainingLoop<double> uninterrupted = whole.Training();
        uninterrupted.Run();
        using var failing = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
            batch is { Epoch: 2, Batch: 6 } ? throw new TimeoutException() : fit.Gradient(rows, w, dW, batch)) { Epochs = 3, Checkpoint = new(path) { EverySteps = 4, EveryEpochs = 2 } };
        Assert.Throws<TimeoutException>(() => failing.Run());

        using var training = new TrainingLoop<double>(resumed.Parameters, resumed.Optimizer, NoisyFit.Batches(), resumed.Gradient) { Epochs = 3, Checkpoint = new(path) };
        Assert.True(training.Resume());
        Assert.Equal(12, resumed.Optimizer.Steps);
        Assert.Single(training.History);
        training.Run();
        Assert.Equal(whole.Values, resumed.Values);
    }

    [Fact]
    public void A_training_that_has_ended_can_be_trained_further()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint");
        using NoisyFit whole = new(new ScheduleFreeAdamW()), fit = new(new ScheduleFreeAdamW()), resumed = new(new ScheduleFreeAdamW());
        using TrainingLoop<double> uninterrupted = whole.Training(epochs: 5);
        uninterrupted.Run();
        using var first = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Epochs = 2, MaxSteps = 10, Checkpoint = new(path) };
        Assert.Equal(TrainingStatus.StepLimit, first.Run().Status);
        using var second = resumed.Training(epochs: 5);
        second.Load(path);
        Assert.Equal((TrainingStatus.Completed, 5), second.Run() is var result ? (result.Status, result.History.Count) : default);
        Assert.Equal(whole.Values, resumed.Values);
    }

    [Fact]
    public void A_file_that_is_damaged_anywhere_is_refused_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint"), damaged = folder.PathOf("damaged.checkpoint");
        byte[] bytes = Checkpoint(path);
        using NoisyFit fit = FitOf("all");
        fit.Parameters.Elements.Fill(0.5);
        using TrainingLoop<double> training = TrainingOf("all", fit);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] copy = [.. bytes];
            copy[i] ^= (byte)(1 << (i % 8));
            Refuse(copy);
            if (i % 5 == 0) Refuse(bytes[..i]);
        }

        Refuse([.. bytes, 0]);
        training.Load(path);
        Assert.Single(training.History);

        void Refuse(byte[] content)
        {
            File.WriteAllBytes(damaged, content);
            Assert.StartsWith($"Checkpoint {damaged} is of no use here: ", Assert.Throws<InvalidDataException>(() => training.Load(damaged)).Message, StringComparison.Ordinal);
            Assert.All(fit.Values, static value => Assert.Equal(0.5, value));
            Assert.Equal(0, fit.Optimizer.Steps);
            Assert.Empty(training.History);
        }
    }

    [Fact]
    public void A_checkpoint_of_something_else_is_told_by_what_differs()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint");
        using NoisyFit fit = new();
        using (var training = fit.Training()) training.Save(path);
        Differs("batch size is 16, but that of this one is 8", NoisyFit.Batches(8));
        Differs("seed is 3, but that of this one is 4", NoisyFit.Batches(seed: 4));
        Differs("number of rows is 103, but that of this one is 90", new MiniBatches(90, 16) { Seed = 3 });
        Differs("digest of rows is ", new MiniBatches([.. Enumerable.Range(1, 103)], 16) { Seed = 3 });
        Differs("shuffling is True", new MiniBatches(103, 16) { Seed = 3, Shuffle = false });
        Differs("dropping of the last batch is False", new MiniBatches(103, 16) { Seed = 3, DropLast = true });
        MiniBatches same = NoisyFit.Batches();
        Refused("accumulation is 1", new TrainingLoop<double>(fit.Parameters, fit.Optimizer, same, fit.Gradient) { Accumulation = 2 });
        Refused("number of shards is 1", new TrainingLoop<double>(fit.Parameters, fit.Optimizer, same, fit.Gradient) { Shards = 2 });
        Refused("early stopping is none", new TrainingLoop<double>(fit.Parameters, fit.Optimizer, same, fit.Gradient) { EarlyStopping = new() });
        Refused("plateau is none", new TrainingLoop<double>(fit.Parameters, fit.Optimizer, same, fit.Gradient) { Plateau = new() });

        using var other = new ParameterBuffer<double>(6);
        using var optimizer = new Optimizer<double>(6, new AdamW());
        Refused("layout is weight[5], bias[], but that of this one is parameters[6]", new TrainingLoop<double>(other, optimizer, same, fit.Gradient));
        using var single = new ParameterBuffer<float>(fit.Parameters.Layout);
        using var singleOptimizer = new Optimizer<float>(fit.Parameters.Layout, new AdamW());
        using var inSingle = new TrainingLoop<float>(single, singleOptimizer, same, static (_, _, _, _) => 0);
        Assert.Contains("number type is Double, but that of this one is Single", Assert.Throws<InvalidDataException>(() => inSingle.Load(path)).Message, StringComparison.Ordinal);

        // The rule is told by its state.
        using var momentum = new Optimizer<double>(fit.Parameters.Layout, new GradientDescent());
        Refused("which does not belong here", new TrainingLoop<double>(fit.Parameters, momentum, same, fit.Gradient));

        // And a file of parameters is none.
        fit.Parameters.Save(path);
        Refused("not a checkpoint", new TrainingLoop<double>(fit.Parameters, fit.Optimizer, same, fit.Gradient));
        Assert.Throws<FileNotFoundException>(() => Load(folder.PathOf("nothing")));

        void Differs(string what, MiniBatches batches) => Refused(what, fit.Training(batches));
        void Load(string file)
        {
            using var training = fit.Training();
            training.Load(file);
        }

        void Refused(string what, TrainingLoop<double> training)
        {
            using (training)
            {
                Assert.Contains(what, Assert.Throws<InvalidDataException>(() => training.Load(path)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("\"Epoch\":1,\"Batch\"", "\"Epoch\":2,\"Batch\"", "epoch")]
    [InlineData("\"Epoch\":1,\"Batch\"", "\"Epoch\":-1,\"Batch\"", "epoch")]
    [InlineData("\"Epoch\":1,\"Steps\"", "\"Epoch\":7,\"Steps\"", "history")]
    [InlineData("\"Batch\":6", "\"Batch\":-6", "batch")]
    [InlineData("\"Batch\":6", "\"Batch\":5", "batch")] // in the midst of what is accumulated
    [InlineData("\"Batch\":6", "\"Batch\":600", "batch")]
    [InlineData("\"Rows\":48", "\"Rows\":47", "rows")]
    [InlineData("\"LossRows\":48", "\"LossRows\":49", "number of losses")]
    [InlineData("\"BestEpoch\":1", "\"BestEpoch\":9", "best epoch")]
    [InlineData("\"BestEpoch\":1", "\"BestEpoch\":null", "best epoch")]
    [InlineData("\"Stale\":0,\"History\"", "\"Stale\":2,\"History\"", "epochs without an improvement")]
    [InlineData("\"Cooling\":0", "\"Cooling\":-1", "plateau")]
    [InlineData("\"Version\":1", "\"Version\":2", "version 2")]
    [InlineData("\"Version\":1", "\"Version\":1,\"Extra\":1", "Extra")]
    [InlineData("\"State\":{", "\"State\":null,\"Other\":{", "State")]
    [InlineData("\"History\":[{", "\"History\":[null,{", "history")]
    [InlineData("{", "[", "state")]
    public void A_state_that_cannot_be_is_refused(string from, string to, string what)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint");
        Checkpoint(path);
        string json = StateOf(path);
        Assert.Contains(from, json, StringComparison.Ordinal);
        int at = json.IndexOf(from, StringComparison.Ordinal);
        ReplaceState(path, string.Concat(json.AsSpan(0, at), to, json.AsSpan(at + from.Length)));
        using NoisyFit fit = FitOf("all");
        using TrainingLoop<double> training = TrainingOf("all", fit);
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => training.Load(path)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, fit.Optimizer.Steps);

        ReplaceState(path, json); // as it was, it is a checkpoint
        training.Load(path);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_saved_ends_the_training_where_it_can_go_on()
    {
        using var folder = new TemporaryFolder();
        using NoisyFit whole = new(), fit = new();
        using TrainingLoop<double> uninterrupted = whole.Training();
        uninterrupted.Run();
        string path = folder.PathOf("taken");
        Directory.CreateDirectory(path + ".tmp");
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Epochs = 3, Checkpoint = new(path) };
        Assert.ThrowsAny<Exception>(() => training.Run());
        Assert.Single(training.History);
        Directory.Delete(path + ".tmp");
        training.Run();
        Assert.Equal(whole.Values, fit.Values);
    }

    [Fact]
    public void Resuming_needs_a_path()
    {
        using NoisyFit fit = new();
        using var training = fit.Training();
        Assert.Throws<InvalidOperationException>(() => training.Resume());
    }

    private static NoisyFit FitOf(string setup) => new(setup switch
    {
        "sgd" => new GradientDescent { LearningRate = 0.05 },
        "average" or "all" => new ScheduleFreeAdamW { LearningRate = 0.05 },
        _ => null,
    });

    private static TrainingLoop<double> TrainingOf(string setup, NoisyFit fit, string? path = null, Action? onGradient = null, int threads = 1)
    {
        bool all = setup == "all";
        MiniBatches batches = new(NoisyFit.Rows, all ? 8 : 16) { Seed = 3, DropLast = setup == "drop last", Shuffle = setup != "no shuffle" };
        return new(fit.Parameters, fit.Optimizer, batches, (rows, w, dW, batch) =>
        {
            onGradient?.Invoke();
            return fit.Gradient(rows, w, dW, batch);
        })
        {
            Epochs = 6,
            Shards = all || setup == "shards" ? 3 : 1,
            Threads = threads,
            Accumulation = all || setup == "accumulation" ? 3 : 1,
            Validate = fit.Validate,
            EarlyStopping = all || setup == "stopping" ? new() { Metric = "loss", Patience = 2, Threshold = 0.02 } : null,
            Plateau = all || setup == "plateau" ? new() { Patience = 0, Threshold = 0.5, Reduction = 0.5, Cooldown = 1 } : null,
            Checkpoint = path is null ? null : new(path),
        };
    }

    /// <summary>A checkpoint in the midst of the second epoch.</summary>
    private static byte[] Checkpoint(string path)
    {
        using NoisyFit fit = FitOf("all");
        using CancellationTokenSource source = new();
        using TrainingLoop<double> training = TrainingOf("all", fit, path, onGradient: () =>
        {
            if (fit.Optimizer.Steps == 7) source.Cancel();
        });
        Assert.Equal(TrainingStatus.Cancelled, training.Run(source.Token).Status);
        return File.ReadAllBytes(path);
    }

    private static string StateOf(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        byte[] state = new byte[file.Tensors["training/state"].ByteLength];
        file.Read<byte>("training/state", state);
        return Encoding.UTF8.GetString(state);
    }

    /// <summary>The same file with another state, and the digest that belongs to it.</summary>
    private static void ReplaceState(string path, string state)
    {
        SafetensorsWriter writer = new() { HasDigest = true };
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            foreach ((string name, TensorEntry entry) in file.Tensors)
            {
                switch (entry.Type)
                {
                    case TensorType.U8:
                        writer.Add<byte>(name, [Encoding.UTF8.GetByteCount(state)], Encoding.UTF8.GetBytes(state));
                        break;
                    case TensorType.I64:
                        writer.Add<long>(name, [.. entry.Shape], Read<long>(file, entry));
                        break;
                    default:
                        writer.Add<double>(name, [.. entry.Shape], Read<double>(file, entry));
                        break;
                }
            }
        }

        writer.Save(path);
    }

    private static T[] Read<T>(SafetensorsFile file, TensorEntry entry)
        where T : unmanaged
    {
        T[] elements = new T[(int)entry.ByteLength / Marshal.SizeOf<T>()];
        file.Read<T>(entry.Name, elements);
        return elements;
    }
}
