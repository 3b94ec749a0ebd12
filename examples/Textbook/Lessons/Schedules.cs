using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>One network and one optimizer under learning rates that fall, rise and fall, or start again.</summary>
internal static class Schedules
{
    private const int Epochs = 60, StepsAnEpoch = 32, Steps = Epochs * StepsAnEpoch;
    private const double Peak = 0.03;

    public static void Run(Page page)
    {
        (string Name, Schedule Schedule)[] schedules =
        [
            ("constant", Peak),
            ("in steps", new StepDecay { Initial = Peak, Every = Steps / 4, Factor = 0.3 }),
            ("exponential", new ExponentialDecay { Initial = Peak, Factor = double.Pow(0.01, 1.0 / Steps) }),
            ("cosine", new CosineDecay { Initial = Peak, Steps = Steps }),
            ("warm-up, then cosine", new CosineDecay { Initial = Peak, Steps = Steps - (Steps / 10) }.AfterWarmUp(Steps / 10)),
            ("one cycle", new OneCycle { Peak = Peak, Steps = Steps }),
            ("restarts", new CosineRestarts { Initial = Peak, Period = Steps / 4 }),
        ];
        SmallNetwork.Training[] runs = [.. schedules.Select(static one => SmallNetwork.Train(new Adam { LearningRate = one.Schedule }, Epochs))];
        page.Table("Losses after the last epoch", ["schedule", "training", "validation"], [.. schedules.Zip(runs, static (one, run) => (IReadOnlyList<string>)[one.Name, FormattableString.Invariant($"{run.Losses[^1]:F4}"), FormattableString.Invariant($"{run.Validation[^1]:F4}")])]);
        page.Plot(
            "Schedules",
            new LineChart([.. schedules.Select(static one => new Series(one.Name, [.. Enumerable.Range(0, Epochs).Select(epoch => (epoch + 1.0, one.Schedule.At(epoch * StepsAnEpoch)))]))]) { Title = "Learning rate", XAxis = "epoch", YAxis = "learning rate" },
            new LineChart([.. schedules.Zip(runs, static (one, run) => Series.Of(one.Name, run.Losses))]) { Title = "Training loss", XAxis = "epoch", YAxis = new Axis { Label = "mean squared error", IsLogarithmic = true } });
        page.Say("What to see", "At a constant rate the loss goes on jumping, since every batch pulls elsewhere. A rate that falls to nearly nothing lets it settle.");
    }
}
