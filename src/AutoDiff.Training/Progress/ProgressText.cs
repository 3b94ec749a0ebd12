using System;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace AutoDiff.Training;

/// <summary>How progress reads, the same on all machines.</summary>
internal static class ProgressText
{
    private const int LeastBar = 8, MostBar = 40;

    /// <summary>The living line, and the line within a long epoch.</summary>
    public static string OfStep(in StepReport step, Speedometer speed, long now, TimeProvider clock)
    {
        if (step.Epoch == 0)
        {
            return "starting";
        }

        string left = speed.Left(now, clock) is { } time ? $"  {Of(time)} left" : "";
        return Invariant(
            $"epoch {Padded(step.Epoch, speed)}/{speed.Plan.Epochs}  {100L * step.Batches / speed.Plan.Batches,3} %  loss {Of(step.MeanLoss)}  lr {Of(step.LearningRate)}  {speed.RowsPerSecond(now, clock):N0} rows/s{left}");
    }

    /// <summary>The line after an epoch.</summary>
    public static string OfEpoch(EpochRecord epoch, Speedometer speed)
    {
        string metrics = string.Concat(epoch.Metrics.Select(static metric => $"  {metric.Name} {Of(metric.Value)}"));
        return Invariant($"epoch {Padded(epoch.Epoch, speed)}/{speed.Plan.Epochs}  training loss {Of(epoch.TrainingLoss)}{metrics}  lr {Of(epoch.LearningRate)}  {Seconds(epoch.Seconds)}");
    }

    /// <summary>The last line.</summary>
    public static string OfResult(TrainingResult result, TimeSpan duration)
    {
        string status = result.Status switch
        {
            TrainingStatus.Completed => "completed",
            TrainingStatus.EarlyStopped => "stopped early",
            TrainingStatus.StepLimit => "ended by the limit of steps",
            TrainingStatus.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(result), result.Status, "There is no such status."),
        };
        string best = result.BestEpoch is { } epoch && result.Status == TrainingStatus.EarlyStopped ? Invariant($"; epoch {epoch} was the best") : "";
        return Invariant($"{status} after {result.History.Count} epochs, {result.Steps:N0} steps, in {Seconds(duration.TotalSeconds)}{best}");
    }

    /// <summary>A line with a bar behind it, as Spectre's markup, no wider than the terminal.</summary>
    public static string WithBar(string text, int done, int all, int width, bool isUnicode)
    {
        int room = int.Min(MostBar, width - text.Length - 3);
        if (room < LeastBar || all == 0)
        {
            return Markup.Escape(text.Length < width ? text : text[..int.Max(0, width - 1)]);
        }

        int full = (int)((long)room * done / all);
        (char before, char after) = isUnicode ? ('━', '━') : ('#', '.');
        return $"{Markup.Escape(text)}  [green]{new string(before, full)}[/][grey]{new string(after, room - full)}[/]";
    }

    /// <summary>A number in about four digits.</summary>
    public static string Of(double value) => value == 0 ? "0"
        : double.Abs(value) is >= 1e-2 and < 1e5 ? value.ToString(double.Abs(value) < 10 ? "0.0000" : "0.00", CultureInfo.InvariantCulture)
        : value.ToString("0.00e0", CultureInfo.InvariantCulture);

    /// <summary>A duration in hours, minutes and seconds.</summary>
    public static string Of(TimeSpan time) => time.TotalHours >= 1
        ? Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : Invariant($"{time.Minutes}:{time.Seconds:00}");

    private static string Padded(int epoch, Speedometer speed) => Invariant($"{epoch}").PadLeft(Invariant($"{speed.Plan.Epochs}").Length);

    private static string Seconds(double seconds) => seconds < 100 ? Invariant($"{seconds:F1} s") : Of(TimeSpan.FromSeconds(seconds));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
