using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Tests.Recorded;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>Fifty steps in single precision are those of PyTorch, where it has the same algorithm.</summary>
public sealed class PyTorchTests
{
    private static readonly Dictionary<string, UpdateRule> Rules = new()
    {
        ["sgd"] = new GradientDescent { LearningRate = 0.01 },
        ["sgd-decay"] = new GradientDescent { LearningRate = 0.01, L2 = 0.1, Maximize = true },
        ["momentum"] = new Momentum { LearningRate = 0.01, Beta = 0.9, Dampening = 0.2 },
        ["nesterov"] = new Momentum { LearningRate = 0.01, Beta = 0.9, Nesterov = true },
        ["adagrad"] = new AdaGrad { LearningRate = 0.01, InitialSum = 0.1 },
        ["adadelta"] = new AdaDelta(),
        ["rmsprop"] = new RmsProp(),
        ["rmsprop-centered-momentum"] = new RmsProp { Centered = true, Beta = 0.9, Epsilon = 1e-3 },
        ["adam"] = new Adam { LearningRate = 0.01 },
        ["adam-decay"] = new Adam { LearningRate = 0.01, L2 = 0.1, Epsilon = 1e-3 },
        ["amsgrad"] = new Adam { LearningRate = 0.01, AmsGrad = true, Beta2 = 0.8 },
        ["adamw"] = new AdamW { LearningRate = 0.01, WeightDecay = 0.3 },
        ["adamax"] = new AdaMax(),
        ["nadam"] = new NAdam(),
        ["radam"] = new RAdam { LearningRate = 0.01 },
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_follows_PyTorch(string name)
    {
        using var optimizer = new Optimizer<float>(10, Rules[name]);
        float[] parameters = TestGradients.Start<float>(10), gradient = new float[10];
        int step = 0;
        foreach (string line in RecordedFile.Lines($"optimizers/{name}.txt"))
        {
            float[] expected = [.. line.Split(' ').Select(static text => float.Parse(text, CultureInfo.InvariantCulture))];
            TestGradients.Fill(gradient, parameters, ++step);
            optimizer.Step(parameters, gradient);
            TestGradients.AssertClose<float>(expected, parameters, 1e-6);
        }

        Assert.Equal(50, step);
    }
}
