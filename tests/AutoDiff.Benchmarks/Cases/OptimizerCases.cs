using System;
using System.Collections.Generic;
using System.Globalization;
using AutoDiff.Optimization;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>One step of each rule on one and two threads, beside a loop that does no more than move the same bytes.</summary>
internal static class OptimizerCases
{
    // A rule, its name, and how many numbers a step, in all its passes, reads and writes for each parameter.
    private static readonly (string Name, UpdateRule Rule, int Reads, int Writes)[] Rules =
    [
        ("descent", new GradientDescent(), 2, 1),
        ("momentum", new Momentum(), 3, 2),
        ("Nesterov", new Momentum { Nesterov = true }, 3, 2),
        ("exponential-momentum", new ExponentialMomentum(), 3, 2),
        ("heavy-ball", new HeavyBall(), 3, 2),
        ("AdaGrad", new AdaGrad(), 3, 2),
        ("AdaDelta", new AdaDelta(), 4, 3),
        ("RMSProp", new RmsProp(), 3, 2),
        ("RMSProp-centered-momentum", new RmsProp { Centered = true, Beta = 0.9 }, 5, 4),
        ("Adam", new Adam(), 4, 3),
        ("AMSGrad", new Adam { AmsGrad = true }, 5, 4),
        ("AdamW", new AdamW(), 4, 3),
        ("AdaMax", new AdaMax(), 4, 3),
        ("NAdam", new NAdam(), 4, 3),
        ("RAdam", new RAdam(), 4, 3),
        ("Lion", new Lion(), 3, 2),
        ("schedule-free-AdamW", new ScheduleFreeAdamW(), 4, 3),
        ("LAMB", new Lamb(), 9, 4),
        ("Adafactor", new Adafactor(), 11, 4),
    ];

    public static IEnumerable<Case> All()
    {
        foreach (int length in (int[])[1_000, 10_000, 100_000, 1_000_000, 10_000_000, 30_000_000])
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{length:0E0}");
            foreach ((string name, UpdateRule rule, int reads, int writes) in Rules)
            {
                foreach (int threads in (int[])[1, 2])
                {
                    yield return new Case($"optimizer/{size}", $"{name}/{threads}", () => Step(rule, length, threads, conditioning: null)) { Items = length, BytesMoved = (reads + writes) * sizeof(float) };
                }
            }

            GradientConditioning clipping = new() { ClipNorm = 1 };
            yield return new Case($"optimizer/{size}", "AdamW-clipped/1", () => Step(new AdamW(), length, threads: 1, clipping)) { Items = length, BytesMoved = 8 * sizeof(float) };
            for (int buffers = 2; buffers <= 5; buffers++)
            {
                int count = buffers;
                foreach (int threads in (int[])[1, 2])
                {
                    yield return new Case($"optimizer/{size}", $"move-{count}-write-{count - 1}/{threads}", () => Move(count, length, threads)) { Items = length, BytesMoved = ((2 * count) - 1) * sizeof(float) };
                }
            }
        }
    }

    private static Func<double> Step(UpdateRule rule, int length, int threads, GradientConditioning? conditioning)
    {
        // A learning rate of almost nothing, so that any number of steps stays where it is.
        var optimizer = new Optimizer<float>(length, rule with { LearningRate = 1e-12 }) { Threads = threads, Conditioning = conditioning ?? new() };
        ParameterBuffer<float> parameters = Filled(length), gradient = Filled(length);
        return () =>
        {
            optimizer.Step(parameters, gradient);
            return parameters.Elements[0];
        };
    }

    // All buffers are read in one pass, and all but the first written.
    private static Func<double> Move(int count, int length, int threads)
    {
        var buffers = new ParameterBuffer<float>[count];
        for (int i = 0; i < count; i++)
        {
            buffers[i] = Filled(length);
        }

        return () =>
        {
            MoveLoop.Run(buffers, threads);
            return buffers[1].Elements[0];
        };
    }

    private static ParameterBuffer<float> Filled(int length)
    {
        ParameterBuffer<float> buffer = new(length);
        for (int i = 0; i < length; i++)
        {
            buffer.Elements[i] = 0.1f + (i % 17 * 0.01f);
        }

        return buffer;
    }
}
