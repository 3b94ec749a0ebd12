using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using AutoDiff.Optimization;
using AutoDiff.Storage;
using AutoDiff.Training.Tests.Loop;
using Xunit;

namespace AutoDiff.Training.Tests.Checkpoints;

public sealed class InterruptedProcessTests
{
    private const int Interrupt = 2, Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_process_killed_while_it_saves_leaves_a_checkpoint_that_is_whole()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint");
        long stepsBefore = 0;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            DateTime before = File.GetLastWriteTimeUtc(path);
            using Process process = Start("save", path);
            try
            {
                Assert.True(SpinWait.SpinUntil(() => File.GetLastWriteTimeUtc(path) != before || process.HasExited, Patience));
                Thread.Sleep(7 * attempt);
                Assert.False(process.HasExited);
            }
            finally
            {
                process.Kill();
                process.WaitForExit();
            }

            using var parameters = new ParameterBuffer<float>(1_000_000);
            using var optimizer = new Optimizer<float>(parameters.Layout, new Momentum { LearningRate = 1, Beta = 0 });
            using TrainingLoop<float> training = TrainingProcess.Counting(parameters, optimizer, path);
            Assert.True(training.Resume());
            Assert.True(optimizer.Steps > 0);
            Assert.Equal(optimizer.Steps, training.History.Count);
            Assert.False(parameters.Elements.ContainsAnyExcept((float)optimizer.Steps));
            stepsBefore = optimizer.Steps;
        }

        Assert.True(stepsBefore > 0);
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void An_interrupted_process_saves_itself_and_the_next_one_goes_on(int signal)
    {
        if (OperatingSystem.IsWindows()) return; // which sends no signals to single processes

        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint");
        using (Process process = Start("train", path, "6", "20"))
        {
            Assert.Equal(TrainingProcess.Ready, process.StandardError.ReadLine());
            Assert.Equal(0, Signal(process.Id, signal));
            string output = process.StandardOutput.ReadToEnd();
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(0, process.ExitCode);
            Assert.Contains("cancelled after 1 epochs", output, StringComparison.Ordinal);
        }

        using (Process process = Start("train", path, "6", "0"))
        {
            string output = process.StandardOutput.ReadToEnd();
            Assert.StartsWith("resumed", output, StringComparison.Ordinal);
            Assert.Contains("completed after 6 epochs, 42 steps", output, StringComparison.Ordinal);
        }

        using NoisyFit fit = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient) { Epochs = 6, Validate = fit.Validate };
        training.Run();
        using SafetensorsFile file = SafetensorsFile.Open(path);
        double[] weights = new double[NoisyFit.Width];
        file.Read<double>("parameters/weight", weights);
        Assert.Equal(fit.Parameters["weight"].ToArray(), weights);
    }

    [Fact]
    public void The_second_interruption_ends_the_process_at_once()
    {
        if (OperatingSystem.IsWindows()) return;

        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.checkpoint");
        using Process process = Start("train", path, "6", "700"); // a gradient that does not look at the token
        Assert.Equal(TrainingProcess.Ready, process.StandardError.ReadLine());
        DateTime saved = File.GetLastWriteTimeUtc(path);
        Assert.Equal(0, Signal(process.Id, Interrupt));
        Thread.Sleep(200);
        Assert.False(process.HasExited);
        Assert.Equal(0, Signal(process.Id, Interrupt));
        Assert.True(process.WaitForExit(Patience));
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal(saved, File.GetLastWriteTimeUtc(path)); // the checkpoint of the epoch before
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [typeof(TrainingProcess).Assembly.Location, .. arguments]) { RedirectStandardOutput = arguments[0] == "train", RedirectStandardError = arguments[0] == "train" })!;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
