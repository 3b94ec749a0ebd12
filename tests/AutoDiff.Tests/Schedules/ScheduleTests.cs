using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Tests.Recorded;
using Xunit;

namespace AutoDiff.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly Dictionary<string, Schedule> PyTorch = new()
    {
        ["step"] = new StepDecay { Initial = 0.5, Every = 30, Factor = 0.5 },
        ["multi-step"] = new MultiStepDecay { Initial = 0.5, Milestones = [20, 50, 51], Factor = 0.5 },
        ["exponential"] = new ExponentialDecay { Initial = 0.5, Factor = 0.95 },
        ["polynomial"] = new PolynomialDecay { Initial = 0.5, Steps = 60, Power = 2 },
        ["linear"] = new LinearSchedule { Initial = 0.05, Final = 0.5, Steps = 40 },
        ["cosine"] = new CosineDecay { Initial = 0.5, Final = 0.01, Steps = 100 },
        ["cosine-restarts"] = new CosineRestarts { Initial = 0.5, Final = 0.01, Period = 10, Multiplier = 2 },
        ["one-cycle"] = new OneCycle { Peak = 0.5, Steps = 101 },
    };

    public static TheoryData<string> Names => [.. PyTorch.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schedule_is_PyTorch_s(string name)
    {
        double[] expected = [.. Numbers(name).Select(static numbers => numbers[0])];
        Assert.Equal(100, expected.Length);
        for (int t = 0; t < expected.Length; t++)
        {
            Assert.Equal(expected[t], PyTorch[name].At(t), 1e-12);
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(9, 0.5)]
    [InlineData(1_000_000_000_000, 0.5)]
    public void A_number_is_a_schedule_that_stays(long step, double expected) => Assert.Equal(expected, ((Schedule)0.5).At(step));

    [Fact]
    public void Inverse_time_decays_hyperbolically()
    {
        Schedule schedule = new InverseTimeDecay { Initial = 3, Rate = 0.5 };
        Assert.Equal([3, 2, 1.5, 1.2], Enumerable.Range(0, 4).Select(t => double.Round(schedule.At(t), 12)));
    }

    [Fact]
    public void A_schedule_that_ends_stays_at_its_end()
    {
        foreach (long after in (long[])[100, 101, long.MaxValue])
        {
            Assert.Equal(0.25, new CosineDecay { Initial = 1, Final = 0.25, Steps = 100 }.At(after));
            Assert.Equal(0.25, new LinearSchedule { Initial = 1, Final = 0.25, Steps = 100 }.At(after));
            Assert.Equal(0.25, new PolynomialDecay { Initial = 1, Final = 0.25, Steps = 100, Power = 3 }.At(after));
            Assert.Equal(1.0 / 250, new OneCycle { Peak = 1, Steps = 100, FinalDivisor = 10 }.At(after), 1e-15);
        }
    }

    [Fact]
    public void Warm_up_comes_before_the_schedule()
    {
        Schedule decay = new ExponentialDecay { Initial = 1, Factor = 0.5 };
        Schedule schedule = decay.AfterWarmUp(4, from: 0.2);
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1, 0.5, 0.25], Enumerable.Range(0, 7).Select(t => double.Round(schedule.At(t), 12)));
    }

    [Fact]
    public void Schedules_follow_and_multiply_each_other()
    {
        Schedule sequence = ((Schedule)1).Then(2, new ExponentialDecay { Initial = 8, Factor = 0.5 }).Times(10);
        Assert.Equal([10, 10, 80, 40], Enumerable.Range(0, 4).Select(t => sequence.At(t)));
    }

    [Fact]
    public void Equal_schedules_are_equal() =>
        Assert.Equal(new CosineDecay { Initial = 1, Steps = 10 }.AfterWarmUp(3), new CosineDecay { Initial = 1, Steps = 10 }.AfterWarmUp(3));

    [Fact]
    public void What_cannot_be_is_named()
    {
        Assert.Equal("Steps", Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay { Initial = 1, Steps = 0 }).ParamName);
        Assert.Equal("Initial", Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay { Initial = double.NaN, Steps = 1 }).ParamName);
        Assert.Equal("Milestones", Assert.Throws<ArgumentException>(() => new MultiStepDecay { Initial = 1, Milestones = [3, 2] }).ParamName);
        Assert.Equal("Every", Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay { Initial = 1, Every = -1 }).ParamName);
    }

    [Fact]
    public void A_plateau_is_PyTorch_s()
    {
        ReduceOnPlateau plateau = new() { Reduction = 0.5, Patience = 3, Cooldown = 2, Threshold = 0.01, MinFactor = 0.05 };
        double[][] expected = [.. Numbers("plateau")];
        Assert.Contains(expected, static pair => pair[1] == 0.05);
        Assert.All(expected, pair => Assert.Equal(pair[1], plateau.Report(pair[0])));
    }

    [Fact]
    public void A_plateau_goes_on_from_its_state()
    {
        ReduceOnPlateau all = new() { Patience = 2 }, first = new() { Patience = 2 }, second = new() { Patience = 2 };
        double[] losses = [3, 2, 2, 2, 2, 1, 1, 1, 1, double.NaN, double.NaN];
        for (int i = 0; i < losses.Length; i++)
        {
            double expected = all.Report(losses[i]);
            Assert.Equal(expected, (i < 4 ? first : second).Report(losses[i]));
            if (i == 3) second.State = first.State;
        }

        Assert.Equal(all.State, second.State);
        Assert.True(all.State.Factor < 0.1);
    }

    private static IEnumerable<double[]> Numbers(string name) =>
        RecordedFile.Lines($"optimizers/schedule-{name}.txt").Select(static line => line.Split(' ').Select(static text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray());
}
