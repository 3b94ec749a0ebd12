using System;
using System.Threading;
using AutoDiff.Optimization;
using AutoDiff.Training.Tests.Loop;

namespace AutoDiff.Training.Tests.Checkpoints;

/// <summary>A training in a process of its own, to be interrupted.</summary>
internal static class TrainingProcess
{
    /// <summary>What it says when it is worth interrupting.</summary>
    public const string Ready = "ready";

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["save", string path]:
                Save(path);
                return 0;
            case ["train", string path, string epochs, string pause]:
                Train(path, int.Parse(epochs), int.Parse(pause));
                return 0;
            default:
                Console.Error.WriteLine("usage: dotnet AutoDiff.Training.Tests.dll (save <path> | train <path> <epochs> <pause>)");
                return 2;
        }
    }

    /// <summary>A large training whose parameters are all of its number of steps: a checkpoint that is not whole shows.</summary>
    public static TrainingLoop<float> Counting(ParameterBuffer<float> parameters, Optimizer<float> optimizer, string path) =>
        new(parameters, optimizer, new MiniBatches(1, 1), static (_, _, gradient, _) =>
        {
            gradient.Fill(-1);
            return 1;
        }) { Epochs = int.MaxValue, Checkpoint = new(path) };

    private static void Save(string path)
    {
        using var parameters = new ParameterBuffer<float>(1_000_000);
        using var optimizer = new Optimizer<float>(parameters.Layout, new Momentum { LearningRate = 1, Beta = 0 });
        using TrainingLoop<float> training = Counting(parameters, optimizer, path);
        training.Run();
    }

    /// <summary>Trains, or goes on, until it is done or cancelled by a signal.</summary>
    private static void Train(string path, int epochs, int pause)
    {
        using NoisyFit fit = new();
        using ConsoleCancellation cancellation = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
        {
            if (batch is { Epoch: 2, Batch: 0 } && Console.IsErrorRedirected) Console.Error.WriteLine(Ready);
            Thread.Sleep(pause);
            return fit.Gradient(rows, w, dW, batch);
        }) { Epochs = epochs, Validate = fit.Validate, Checkpoint = new(path), Progress = new ConsoleProgress() };
        if (training.Resume()) Console.WriteLine("resumed");
        training.Run(cancellation.Token);
    }
}
