using System;
using System.Linq;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>What an optimizer does around its rule.</summary>
public sealed class OptimizerTests
{
    private static ParameterLayout Model => [new("weight", 3, 5), new("bias", 5), new("scale")];

    [Fact]
    public void Blocks_may_have_rules_of_their_own()
    {
        AdamW rule = new() { LearningRate = 0.1, WeightDecay = 0.5 };
        float[] together = Run(new Optimizer<float>(Model, block => block.Rank == 1 ? rule with { WeightDecay = 0 } : block.Rank == 0 ? null : rule), 21);
        float[] decayed = Run(new Optimizer<float>(21, rule), 21), plain = Run(new Optimizer<float>(21, rule with { WeightDecay = 0 }), 21);
        Assert.Equal(decayed[..15], together[..15]);
        Assert.Equal(plain[15..20], together[15..20]);
        Assert.Equal(TestGradients.Start<float>(21)[20], together[20]);
    }

    [Fact]
    public void Blocks_of_one_rule_are_done_as_one() => Assert.Equal(Run(new Optimizer<double>(21, new NAdam()), 21), Run(new Optimizer<double>(Model, new NAdam()), 21));

    [Fact]
    public void A_frozen_block_stays_and_goes_on_as_if_nothing_had_been()
    {
        using var optimizer = new Optimizer<double>(Model, new Adam());
        using var undisturbed = new Optimizer<double>(Model, new Adam());
        double[] x = TestGradients.Start<double>(21), y = [.. x], gradient = new double[21], other = new double[21];
        for (int t = 1; t <= 20; t++)
        {
            bool isFrozen = t is > 5 and <= 10;
            if (t == 6) optimizer.Freeze("bias");
            if (t == 11) optimizer.Unfreeze("bias");
            double[] before = [.. x];
            TestGradients.Fill(gradient, x, t);
            if (isFrozen) gradient.AsSpan(15, 5).Fill(double.NaN);
            optimizer.Step(x, gradient);
            if (isFrozen) Assert.Equal(before[15..20], x[15..20]);

            // The bias takes the steps that it is not frozen in.
            TestGradients.Fill(other, y, t);
            if (!isFrozen) undisturbed.Step(y, other);
        }

        Assert.Equal(20, optimizer.Steps);
        Assert.Equal(y[15..20], x[15..20]);
        Assert.Contains("'nose'", Assert.Throws<ArgumentException>(() => optimizer.Freeze("nose")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_norm_of_the_whole_is_clipped()
    {
        double[] x = new double[21], gradient = [.. Enumerable.Range(0, 21).Select(static i => i - 7.0)];
        double norm = Math.Sqrt(gradient.Sum(static g => g * g));
        using var optimizer = new Optimizer<double>(Model, new GradientDescent { LearningRate = 1 }) { Conditioning = new() { ClipNorm = 2 } };
        optimizer.Step(x, gradient);
        TestGradients.AssertClose<double>([.. gradient.Select(g => -g * 2 / norm)], x, 1e-14);

        Array.Clear(x);
        optimizer.Conditioning = new() { ClipNorm = norm * 1.01 };
        optimizer.Step(x, gradient);
        Assert.Equal(gradient.Select(static g => -g), x);
    }

    [Fact]
    public void Norms_of_blocks_are_clipped()
    {
        double[] x = new double[21], gradient = [.. Enumerable.Range(0, 21).Select(static i => 0.1 * (i - 7.0))];
        using var optimizer = new Optimizer<double>(Model, new GradientDescent { LearningRate = 1 }) { Conditioning = new() { Scale = 0.5, ClipBlockNorm = 0.7 } };
        optimizer.Step(x, gradient);
        foreach (Range block in (Range[])[0..15, 15..20, 20..21])
        {
            double norm = 0.5 * Math.Sqrt(gradient[block].Sum(static g => g * g)), factor = norm > 0.7 ? 0.7 / norm : 1;
            TestGradients.AssertClose<double>([.. gradient[block].Select(g => -g * 0.5 * factor)], x[block], 1e-14);
        }
    }

    [Fact]
    public void Norms_neither_overflow_nor_vanish()
    {
        foreach (float size in (float[])[1e30f, 1e-30f])
        {
            float[] x = new float[4], gradient = [size, size, size, size];
            using var optimizer = new Optimizer<float>(4, new GradientDescent { LearningRate = 1 }) { Conditioning = new() { ClipNorm = size / 2, NonFinite = NonFiniteGradients.Throw } };
            optimizer.Step(x, gradient);
            Assert.All(x, value => Assert.Equal(-size / 4, value, size * 1e-6f));
        }
    }

    [Fact]
    public void Values_are_clipped()
    {
        double[] x = new double[6], gradient = [1, -1, 5, -5, double.PositiveInfinity, double.NaN];
        using var optimizer = new Optimizer<double>(6, new GradientDescent { LearningRate = 1 }) { Conditioning = new() { Scale = 2, ClipValue = 3 } };
        optimizer.Step(x, gradient);
        Assert.Equal([-2, 2, -3, 3, -3, double.NaN], x);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_can_be_skipped(double poison)
    {
        foreach (int at in (int[])[0, 7, 16, 1000])
        {
            using var optimizer = new Optimizer<float>(1001, new Adam()) { Conditioning = new() { NonFinite = NonFiniteGradients.Skip } };
            float[] x = TestGradients.Start<float>(1001), gradient = new float[1001];
            TestGradients.Fill(gradient, x, 1);
            Assert.True(optimizer.Step(x, gradient));
            float[] before = [.. x];

            gradient[at] = (float)poison;
            Assert.False(optimizer.Step(x, gradient));
            Assert.Equal(before, x);
            Assert.Equal((1, 1), (optimizer.Steps, optimizer.SkippedSteps));

            // The state is that of one step, too.
            TestGradients.Fill(gradient, x, 2);
            optimizer.Step(x, gradient);
            Assert.Equal(Run(new Optimizer<float>(1001, new Adam()), 1001, steps: 2), x);
        }
    }

    [Fact]
    public void A_gradient_that_is_not_finite_can_be_refused()
    {
        using var optimizer = new Optimizer<double>(Model, new Adam()) { Conditioning = new() { NonFinite = NonFiniteGradients.Throw } };
        double[] x = new double[21], gradient = new double[21];
        gradient[17] = double.NaN;
        Assert.Contains("'bias'", Assert.Throws<ArithmeticException>(() => optimizer.Step(x, gradient)).Message, StringComparison.Ordinal);
        Assert.Equal(new double[21], x);
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void Accumulated_gradients_count_as_their_mean()
    {
        using var parts = new Optimizer<double>(5, new Momentum());
        using var whole = new Optimizer<double>(5, new Momentum());
        double[] x = new double[5], y = new double[5];
        for (int t = 0; t < 3; t++)
        {
            parts.Accumulate([1, 2, 3, 4, 5]);
            parts.Accumulate([0, 0, 0, 0, 3]);
            Assert.True(parts.Step(x, [2, 1, 0, -1, -2]));
            whole.Step(y, [1, 1, 1, 1, 2]);
        }

        TestGradients.AssertClose<double>(y, x, 1e-15);
        Assert.Equal(3, parts.Steps);
    }

    [Fact]
    public void An_accumulated_NaN_is_gone_after_the_step_that_it_spoils()
    {
        using var optimizer = new Optimizer<double>(1, new GradientDescent { LearningRate = 1 }) { Conditioning = new() { NonFinite = NonFiniteGradients.Skip } };
        double[] x = [0];
        optimizer.Accumulate([double.NaN]);
        Assert.False(optimizer.Step(x, [1]));
        Assert.True(optimizer.Step(x, [1]));
        Assert.Equal(-1, x[0]);
    }

    [Fact]
    public void The_learning_rate_follows_its_schedule_and_the_factor()
    {
        using var optimizer = new Optimizer<double>(1, new GradientDescent { LearningRate = new StepDecay { Initial = 1, Every = 2, Factor = 0.5 } });
        double[] x = [0];
        double[] moves = new double[5];
        for (int i = 0; i < moves.Length; i++)
        {
            if (i == 3) optimizer.LearningRateFactor = 0.1;
            double before = x[0];
            optimizer.Step(x, [-1]);
            moves[i] = double.Round(x[0] - before, 12);
        }

        Assert.Equal([1, 1, 0.5, 0.05, 0.025], moves);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        const int Length = 600_001;
        foreach (UpdateRule rule in (UpdateRule[])[new AdamW(), new Lamb(), new Adafactor()])
        {
            float[] alone = Run(new Optimizer<float>(Length, rule) { Threads = 1, Conditioning = new() { ClipNorm = 1 } }, Length, steps: 3);
            float[] shared = Run(new Optimizer<float>(Length, rule) { Threads = 3, Conditioning = new() { ClipNorm = 1 } }, Length, steps: 3);
            Assert.Equal(alone, shared);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        UpdateRule[] rules = [new AdamW(), new Lamb(), new Adafactor(), new Muon(), new NAdam(), new ScheduleFreeAdamW(), new Momentum { LearningRate = new CosineDecay { Initial = 1, Steps = 10 } }];
        foreach (UpdateRule rule in rules)
        {
            using var optimizer = new Optimizer<float>([new("matrix", 1200, 500), new("other", 2, 2)], rule) { Conditioning = new() { ClipNorm = 1, ClipValue = 1, NonFinite = NonFiniteGradients.Skip } };
            float[] x = TestGradients.Start<float>(600_004), gradient = TestGradients.Start<float>(600_004);
            if (rule is Muon) optimizer.Freeze("matrix"); // which takes long
            optimizer.Step(x, gradient);
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Step(x, gradient);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Buffers_that_do_not_fit_are_named()
    {
        using var optimizer = new Optimizer<double>(Model, new Adam());
        double[] x = new double[21];
        ArgumentException parameters = Assert.Throws<ArgumentException>(() => optimizer.Step(new double[20], x));
        Assert.Equal(("parameters", true), (parameters.ParamName, parameters.Message.Contains("length 20, but length 21", StringComparison.Ordinal)));
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => optimizer.Step(x, new double[22])).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => optimizer.Step(x, x)).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => optimizer.Accumulate(new double[1])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => optimizer.CopyAverage(x, x)).ParamName);
    }

    [Fact]
    public void Hyperparameters_that_cannot_be_are_named()
    {
        Assert.Equal("Beta1", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 }).ParamName);
        Assert.Equal("Epsilon", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Epsilon = double.NaN }).ParamName);
        Assert.Equal("WeightDecay", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { WeightDecay = -1 }).ParamName);
        Assert.Equal("LearningRate", Assert.Throws<ArgumentNullException>(() => new AdamW { LearningRate = null! }).ParamName);
        Assert.Equal("ClipNorm", Assert.Throws<ArgumentOutOfRangeException>(() => new GradientConditioning { ClipNorm = 0 }).ParamName);
        Assert.Equal("Threads", Assert.Throws<ArgumentOutOfRangeException>(() => new Optimizer<float>(1, new Adam()) { Threads = 0 }).ParamName);
    }

    [Fact]
    public void Disposed_state_is_not_used()
    {
        Optimizer<double> optimizer = new(3, new Adam());
        optimizer.Step(new double[3], new double[3]);
        optimizer.Dispose();
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.Step(new double[3], new double[3]));
        ParameterBuffer<double> buffer = new(3);
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Elements.Length);
    }

    [Fact]
    public void Buffers_and_arrays_are_the_same_to_a_step()
    {
        using var parameters = new ParameterBuffer<double>(Model);
        using var gradient = new ParameterBuffer<double>(Model);
        using var optimizer = new Optimizer<double>(Model, new Adam());
        TestGradients.Start<double>(21).CopyTo(parameters.Elements);
        for (int t = 1; t <= 10; t++)
        {
            TestGradients.Fill(gradient.Elements, parameters.Elements, t);
            optimizer.Step(parameters, gradient);
        }

        Assert.Equal(Run(new Optimizer<double>(Model, new Adam()), 21), parameters.Elements.ToArray());
        Assert.Equal(parameters.Elements[15..20].ToArray(), parameters["bias"].ToArray());
    }

    [Fact]
    public void Layouts_say_what_is_wrong_with_them()
    {
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new ParameterLayout(new("a", 1), new("a", 2))).Message, StringComparison.Ordinal);
        Assert.Contains("[2, -1]", Assert.Throws<ArgumentException>(() => new ParameterBlock("a", 2, -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ParameterBlock("a", nint.MaxValue, 2));
        Assert.Equal(0, new ParameterBlock("a", nint.MaxValue, nint.MaxValue, 0).Length);
        Assert.Equal(1, new ParameterBlock("a").Length);
    }

    private static T[] Run<T>(Optimizer<T> optimizer, int length, int steps = 10)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using (optimizer)
        {
            T[] x = TestGradients.Start<T>(length), gradient = new T[length];
            for (int t = 1; t <= steps; t++)
            {
                TestGradients.Fill(gradient, x, t);
                optimizer.Step(x, gradient);
            }

            return x;
        }
    }
}
