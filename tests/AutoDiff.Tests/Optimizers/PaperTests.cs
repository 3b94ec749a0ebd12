using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using AutoDiff.Optimization;
using AutoDiff.Tests.Recorded;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>Fifty steps are those of programs in another language, written from the papers, for rules that the PyTorch at hand does not have.</summary>
public sealed class PaperTests
{
    private static readonly Dictionary<string, UpdateRule> Rules = new()
    {
        ["lion"] = new Lion { LearningRate = 1e-2, WeightDecay = 0.5 },
        ["lamb"] = new Lamb { LearningRate = 0.01, WeightDecay = 0.1 },
        ["adafactor"] = new Adafactor { LearningRate = 0.05, WeightDecay = 0.1, Epsilon1 = 1e-10 },
        ["schedule-free-adamw"] = new ScheduleFreeAdamW { LearningRate = ((Schedule)0.02).AfterWarmUp(9, from: 0.1), WeightDecay = 0.1 },
        ["schedule-free-adamw-power"] = new ScheduleFreeAdamW { LearningRate = 0.02, Beta1 = 0.6, WeightPower = 2 },
        ["muon"] = new Muon { LearningRate = 0.02 },
        ["muon-match-adamw"] = new Muon { LearningRate = 0.02, WeightDecay = 0, Scale = MuonScale.MatchAdamW, Nesterov = false },
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    private static ParameterLayout Blocks => [new("tall", 4, 3), new("wide", 2, 5), new("vector", 7), new("stack", 2, 3, 2), new("single", 1)];

    private static ParameterLayout Matrices => [new("tall", 4, 3), new("wide", 2, 5), new("square", 3, 3)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_follows_its_paper_in_double(string name) => Check<double>(name, tolerance: 1e-10);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_follows_its_paper_in_float(string name) => Check<float>(name, tolerance: 1e-5);

    private static void Check<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterLayout layout = Rules[name] is Muon ? Matrices : Blocks;
        using var optimizer = new Optimizer<T>(layout, Rules[name]);
        T[] parameters = TestGradients.Start<T>((int)layout.Length), gradient = new T[parameters.Length];
        int step = 0;
        foreach (string line in RecordedFile.Lines($"optimizers/paper-{name}.txt"))
        {
            double[] expected = [.. line.Split(' ').Select(static text => double.Parse(text, CultureInfo.InvariantCulture))];
            TestGradients.Fill(gradient, parameters, ++step);
            optimizer.Step(parameters, gradient);
            TestGradients.AssertClose(expected, [.. parameters.Select(static x => double.CreateTruncating(x))], tolerance);
        }

        Assert.Equal(50, step);
    }
}
