using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Tests.Minimizers;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>Each rule reaches a loss that it should.</summary>
public sealed class ConvergenceTests
{
    private static readonly double LeastLogistic = Least(TestFunctions.LogisticGradient, new double[3]);

    /// <summary>Rules with learning rates for Rosenbrock, the quadratic, and logistic regression.</summary>
    private static readonly Dictionary<string, (UpdateRule Rule, double Rosenbrock, double Quadratic, double Logistic)> Rules = new()
    {
        ["descent"] = (new GradientDescent(), 1e-3, 1.9e-4, 1),
        ["momentum"] = (new Momentum(), 1e-4, 1e-4, 0.1),
        ["Nesterov"] = (new Momentum { Nesterov = true }, 1e-4, 1e-4, 0.1),
        ["exponential momentum"] = (new ExponentialMomentum(), 1e-3, 1e-3, 1),
        ["heavy ball"] = (new HeavyBall(), 1e-4, 1e-4, 0.1),
        ["AdaGrad"] = (new AdaGrad(), 0.5, 0.5, 0.5),
        ["AdaDelta"] = (new AdaDelta { Epsilon = 1e-4 }, 1, 1, 1),
        ["RMSProp"] = (new RmsProp(), 1e-3, 1e-3, 1e-3),
        ["Adam"] = (new Adam(), 0.01, 0.01, 0.01),
        ["AMSGrad"] = (new Adam { AmsGrad = true }, 0.01, 0.05, 0.05),
        ["AdamW"] = (new AdamW { WeightDecay = 0 }, 0.01, 0.01, 0.01),
        ["AdaMax"] = (new AdaMax(), 0.01, 0.05, 0.01),
        ["NAdam"] = (new NAdam(), 0.01, 0.01, 0.01),
        ["RAdam"] = (new RAdam(), 1e-3, 2e-4, 0.01),
        ["Lion"] = (new Lion(), 1e-3, 1e-3, 1e-3),
        ["LAMB"] = (new Lamb(), 0.01, 1e-3, 1e-3),
        ["schedule-free AdamW"] = (new ScheduleFreeAdamW(), 0.01, 0.01, 0.01),
        ["Adafactor"] = (new Adafactor(), 0.01, 1e-3, 1e-3),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rosenbrock_s_valley_is_followed(string name) =>
        Assert.True(Reached(name, Rules[name].Rosenbrock, TestFunctions.RosenbrockGradient, [-1.2, 1], 20_000) < 0.05);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_badly_conditioned_quadratic_is_descended(string name) =>
        Assert.True(Reached(name, Rules[name].Quadratic, TestFunctions.QuadraticGradient, new double[20], 20_000) < 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Logistic_regression_is_fitted(string name)
    {
        double reached = Reached(name, Rules[name].Logistic, TestFunctions.LogisticGradient, [0.1, 0.1, 0.1], 20_000);
        Assert.InRange(reached, LeastLogistic - 1e-12, LeastLogistic + 1e-4);
    }

    [Fact]
    public void Muon_fits_a_matrix()
    {
        double[] target = [.. Enumerable.Range(0, 20).Select(static i => Math.Sin(i))], x = new double[20], gradient = new double[20];
        Muon rule = new() { WeightDecay = 0, LearningRate = new LinearSchedule { Initial = 0.1, Final = 1e-4, Steps = 2000 } };
        using var optimizer = new Optimizer<double>([new("matrix", 5, 4)], rule);
        for (int i = 0; i < 2000; i++)
        {
            for (int j = 0; j < x.Length; j++) gradient[j] = x[j] - target[j];
            optimizer.Step(x, gradient);
        }

        Assert.True(x.Zip(target).Max(static pair => Math.Abs(pair.First - pair.Second)) < 1e-2);
    }

    private static double Reached(string name, double rate, GradientFunction<double> function, double[] x, int steps)
    {
        Schedule schedule = new PolynomialDecay { Initial = rate, Final = rate / 100, Steps = steps };
        using var optimizer = new Optimizer<double>(x.Length, Rules[name].Rule with { LearningRate = name.StartsWith("schedule-free", StringComparison.Ordinal) ? rate : schedule });
        double[] gradient = new double[x.Length], average = new double[x.Length];
        for (int i = 0; i < steps; i++)
        {
            function(x, gradient);
            optimizer.Step(x, gradient);
        }

        optimizer.CopyAverage(x, average);
        return function(average, gradient);
    }

    private static double Least(GradientFunction<double> function, double[] x) => new Lbfgs { GradientTolerance = 1e-10 }.Minimize(function, x).Value;
}
