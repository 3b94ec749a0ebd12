using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using AutoDiff.Training.Tests.Loop;
using Spectre.Console;
using Xunit;

namespace AutoDiff.Training.Tests.Progress;

public sealed partial class ConsoleProgressTests
{
    private static readonly TrainingPlan Plan = new(Epochs: 10, Batches: 4, Rows: 400, RowsDone: 0);

    [Fact]
    public void A_file_gets_a_line_for_each_epoch()
    {
        StringWriter output = new();
        ManualClock clock = new();
        ConsoleProgress progress = new(On(output), clock, mayLive: null);
        progress.Start(Plan);
        progress.Step(new StepReport(1, 4, 4, 40, 0.5, 0.25, 1e-3));
        clock.Seconds = 2;
        progress.Epoch(new EpochRecord(1, 4, 0.25, 1e-3, 1.5, [new("accuracy", 0.9712), new("[red]", double.NaN)]));
        clock.Seconds = 75;
        progress.Stop(new TrainingResult(TrainingStatus.EarlyStopped, [null!, null!], 12345, 1));
        Assert.Equal(
            """
            epoch  1/10  training loss 0.2500  accuracy 0.9712  [red] NaN  lr 1.00e-3  1.5 s
            stopped early after 2 epochs, 12,345 steps, in 75.0 s; epoch 1 was the best

            """, output.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void And_within_long_ones_a_line_now_and_then()
    {
        StringWriter output = new();
        ManualClock clock = new();
        ConsoleProgress progress = new(On(output), clock, mayLive: null) { PlainInterval = TimeSpan.FromSeconds(10) };
        progress.Start(Plan with { RowsDone = 100 });
        for (int second = 1; second <= 25; second++)
        {
            clock.Seconds = second;
            progress.Step(new StepReport(3, 2, second, 4, 1, 123.456, 0.1));
        }

        progress.Stop(null);
        Assert.Equal(
            """
            epoch  3/10   50 %  loss 123.46  lr 0.1000  4 rows/s  1:05 left
            epoch  3/10   50 %  loss 123.46  lr 0.1000  4 rows/s  0:55 left

            """, output.ToString(), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_allocates_nothing(bool isLive)
    {
        ConsoleProgress progress = new(On(TextWriter.Null), TimeProvider.System, mayLive: isLive);
        progress.Start(Plan);
        StepReport step = new(1, 1, 1, 4, 1, 1, 0.1);
        progress.Step(step);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            progress.Step(step);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        progress.Stop(null);
    }

    [Fact]
    public void A_terminal_shows_the_epochs_and_in_the_end_nothing_else()
    {
        StringWriter output = new();
        using NoisyFit fit = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), (rows, w, dW, batch) =>
        {
            Thread.Sleep(20);
            return fit.Gradient(rows, w, dW, batch);
        }) { Epochs = 3, Validate = fit.Validate, Progress = new ConsoleProgress(On(output), TimeProvider.System, mayLive: true) };
        training.Run();
        string raw = output.ToString();
        Assert.Contains("━", raw, StringComparison.Ordinal);
        Assert.Contains("\e[?25l", raw, StringComparison.Ordinal); // the cursor is hidden
        Assert.True(raw.LastIndexOf("\e[?25h", StringComparison.Ordinal) > raw.LastIndexOf('━')); // and comes back
        string[] screen = Screen(raw);
        Assert.Equal(5, screen.Length);
        Assert.StartsWith("epoch 1/3  training loss ", screen[0], StringComparison.Ordinal);
        Assert.StartsWith("epoch 2/3  training loss ", screen[1], StringComparison.Ordinal);
        Assert.StartsWith("epoch 3/3  training loss ", screen[2], StringComparison.Ordinal);
        Assert.StartsWith("completed after 3 epochs, 21 steps, in ", screen[3], StringComparison.Ordinal);
        Assert.Equal("", screen[4]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_terminal_that_is_gone_does_not_end_a_training(bool isLive)
    {
        using NoisyFit fit = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), fit.Gradient)
        {
            Epochs = 3, Progress = new ConsoleProgress(On(new BrokenWriter()), TimeProvider.System, mayLive: isLive),
        };
        Assert.Equal(TrainingStatus.Completed, training.Run().Status);
    }

    [Fact]
    public void Whatever_ends_a_training_ends_the_living_line()
    {
        StringWriter output = new();
        using NoisyFit fit = new();
        using var training = new TrainingLoop<double>(fit.Parameters, fit.Optimizer, NoisyFit.Batches(), static (_, _, _, _) => double.NaN)
        {
            Progress = new ConsoleProgress(On(output), TimeProvider.System, mayLive: true),
        };
        Assert.Throws<ArithmeticException>(() => training.Run());
        Assert.EndsWith("\e[?25h", output.ToString(), StringComparison.Ordinal);
        Assert.Equal([""], Screen(output.ToString()));
    }

    [Fact]
    public void A_line_is_never_wider_than_the_terminal()
    {
        for (int width = 0; width < 130; width++)
        {
            for (int done = 0; done <= 4; done++)
            {
                string line = Spectre.Console.Markup.Remove(ProgressText.WithBar("epoch 1/3  [5] %", done, 4, width, isUnicode: done % 2 == 0));
                Assert.True(line.Length < int.Max(width, 1), $"{line.Length} in {width}");
            }
        }

        Assert.Equal("12  ##########..........", Spectre.Console.Markup.Remove(ProgressText.WithBar("12", 2, 4, 25, isUnicode: false)));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.25, "0.2500")]
    [InlineData(-12.5, "-12.50")]
    [InlineData(1e-3, "1.00e-3")]
    [InlineData(1.5e6, "1.50e6")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Numbers_have_about_four_digits(double value, string expected) => Assert.Equal(expected, ProgressText.Of(value));

    [Theory]
    [InlineData(5, "0:05")]
    [InlineData(754, "12:34")]
    [InlineData(90061, "25:01:01")]
    public void Durations_have_hours_if_need_be(int seconds, string expected) => Assert.Equal(expected, ProgressText.Of(TimeSpan.FromSeconds(seconds)));

    private static IAnsiConsole On(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Interactive = InteractionSupport.Yes });

    /// <summary>What a terminal shows that knows the start of the line and erasing to its end.</summary>
    private static string[] Screen(string raw) => [.. ColoursAndCursor().Replace(raw, "").Split('\n').Select(LineOf)];

    private static string LineOf(string raw)
    {
        StringBuilder line = new();
        int at = 0;
        foreach (char character in raw.Replace("\e[K", "\f", StringComparison.Ordinal))
        {
            switch (character)
            {
                case '\r':
                    at = 0;
                    break;
                case '\f':
                    line.Length = at;
                    break;
                default:
                    line.Length = int.Max(line.Length, at + 1);
                    line[at++] = character;
                    break;
            }
        }

        return line.ToString();
    }

    [GeneratedRegex(@"\e\[(?!K)[?0-9;]*[A-Za-z]")]
    private static partial Regex ColoursAndCursor();

    private sealed class ManualClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Seconds * 1000);
    }

    private sealed class BrokenWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("Broken pipe");
    }
}
