using System;
using System.IO;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Storage;
using AutoDiff.Tests.Safetensors;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>A restored optimizer goes on bit for bit.</summary>
public sealed class StateTests
{
    private static readonly UpdateRule[] Rules =
    [
        new GradientDescent(), new Momentum { Dampening = 0.1 }, new HeavyBall { LearningRate = new CosineDecay { Initial = 0.01, Steps = 20 } }, new AdaGrad { InitialSum = 1 }, new AdaDelta(),
        new RmsProp { Centered = true, Beta = 0.9 }, new Adam { AmsGrad = true }, new AdaMax(), new NAdam(), new RAdam(), new Lion(), new Lamb(), new Adafactor(),
        new ScheduleFreeAdamW { LearningRate = ((Schedule)0.01).AfterWarmUp(5) }, new Muon(),
    ];

    private static ParameterLayout Model => [new("a", 3, 5), new("b", 1, 7), new("empty", 0, 2)];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Rules.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_restored_optimizer_goes_on_bit_for_bit(int number)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("state.safetensors");
        float[] expected = TestGradients.Start<float>(22), x = [.. expected];
        using var whole = new Optimizer<float>(Model, Rules[number]);
        Run(whole, expected, 1, 20);

        using (var first = new Optimizer<float>(Model, Rules[number]))
        {
            Run(first, x, 1, 7);
            first.Save(path);
        }

        using var second = new Optimizer<float>(Model, Rules[number]);
        Run(second, [.. x], 1, 3); // what it holds is replaced
        second.Load(path);
        Assert.Equal(7, second.Steps);
        Run(second, x, 8, 20);
        Assert.Equal(expected, x);

        float[] average = new float[22], expectedAverage = new float[22];
        whole.CopyAverage(expected, expectedAverage);
        second.CopyAverage(x, average);
        Assert.Equal(expectedAverage, average);
    }

    [Fact]
    public void Counts_and_accumulated_gradients_are_kept()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("state.safetensors");
        using var first = new Optimizer<double>(2, new Adam()) { Conditioning = new() { NonFinite = NonFiniteGradients.Skip }, LearningRateFactor = 0.25 };
        double[] x = [1, 2], y = [1, 2];
        first.Step(x, [double.NaN, 0]);
        first.Accumulate([3, 4]);
        first.Save(path);

        using var second = new Optimizer<double>(2, new Adam());
        second.Load(path);
        Assert.Equal((0, 1, 0.25), (second.Steps, second.SkippedSteps, second.LearningRateFactor));
        first.Step(x, [1, 1]);
        second.Step(y, [1, 1]);
        Assert.Equal(x, y);
        first.Save(path);
        second.Accumulate([5, 5]);
        second.Load(path);
        first.Step(x, [1, 1]);
        second.Step(y, [1, 1]);
        Assert.Equal(x, y);
    }

    /// <summary>A count of gradients that are not in the file, or gradients that nobody has counted.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Accumulated_gradients_and_their_count_go_together(bool withGradients)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("state.safetensors");
        using var optimizer = new Optimizer<double>(2, new Adam());
        if (withGradients) optimizer.Accumulate([3, 4]);
        optimizer.Save(path);
        byte[] bytes = System.IO.File.ReadAllBytes(path);
        string header = System.Text.Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes));
        var place = System.Text.RegularExpressions.Regex.Match(header, "\"optimizer/accumulations\":\\{[^}]*\"data_offsets\":\\[(\\d+)");
        BitConverter.TryWriteBytes(bytes.AsSpan(8 + (int)BitConverter.ToInt64(bytes) + int.Parse(place.Groups[1].Value, null)), withGradients ? 0L : 7L);
        System.IO.File.WriteAllBytes(path, bytes);
        Assert.Throws<System.IO.InvalidDataException>(() => optimizer.Load(path));
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void The_state_of_something_else_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("state.safetensors");
        using var optimizer = new Optimizer<float>(Model, new Adam());
        float[] x = TestGradients.Start<float>(22);
        Run(optimizer, x, 1, 5);
        (object Other, string Named)[] others =
        [
            (new Optimizer<float>(Model, new Adam { AmsGrad = true }), "v_max/a"),
            (new Optimizer<float>(Model, new Momentum()), "m/a"),
            (new Optimizer<double>(Model, new Adam()), "F64[3, 5]"),
            (new Optimizer<float>([new("a", 5, 3), new("b", 1, 7), new("empty", 0, 2)], new Adam()), "F32[5, 3]"),
        ];
        foreach ((object other, string named) in others)
        {
            if (other is Optimizer<float> single) single.Save(path);
            else ((Optimizer<double>)other).Save(path);
            Assert.Contains(named, Assert.Throws<InvalidDataException>(() => optimizer.Load(path)).Message, StringComparison.Ordinal);
            ((IDisposable)other).Dispose();
        }

        Run(optimizer, x, 6, 10);
        float[] expected = TestGradients.Start<float>(22);
        using var undisturbed = new Optimizer<float>(Model, new Adam());
        Run(undisturbed, expected, 1, 10);
        Assert.Equal(expected, x);
    }

    [Fact]
    public void A_disk_that_fails_while_state_is_read_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("state.safetensors");
        using var optimizer = new Optimizer<float>(Model, new NAdam());
        float[] x = TestGradients.Start<float>(22);
        Run(optimizer, x, 1, 5);
        using (var other = new Optimizer<float>(Model, new NAdam()) { LearningRateFactor = 0.5 })
        {
            float[] y = TestGradients.Start<float>(22);
            Run(other, y, 1, 9);
            other.Accumulate(y);
            other.Save(path);
        }

        byte[] content = File.ReadAllBytes(path);
        int failures = 0;
        for (int readable = 0; readable < content.Length; readable += 8)
        {
            Assert.Throws<IOException>(() =>
            {
                using SafetensorsFile file = SafetensorsFile.Open(new FailingStream(content, readable));
                optimizer.Load(file);
            });
            failures++;
        }

        Assert.True(failures > 100);
        Assert.Equal((5, 1.0), (optimizer.Steps, optimizer.LearningRateFactor));
        Run(optimizer, x, 6, 10);
        float[] expected = TestGradients.Start<float>(22);
        using var undisturbed = new Optimizer<float>(Model, new NAdam());
        Run(undisturbed, expected, 1, 10);
        Assert.Equal(expected, x);

        using SafetensorsFile whole = SafetensorsFile.Open(new FailingStream(content, content.Length));
        optimizer.Load(whole);
        Assert.Equal((9, 0.5), (optimizer.Steps, optimizer.LearningRateFactor));
    }

    [Fact]
    public void Parameters_are_saved_under_the_names_of_their_blocks()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.safetensors");
        using var saved = new ParameterBuffer<float>(Model);
        TestGradients.Start<float>(22).CopyTo(saved.Elements);
        saved.Save(path);
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            Assert.Equal(["a", "b", "empty"], file.Tensors.Keys.Order());
            Assert.Equal([3, 5], file.Tensors["a"].Shape);
            float[] b = new float[7];
            file.Read<float>("b", b);
            Assert.Equal(saved["b"].ToArray(), b);
        }

        using var loaded = new ParameterBuffer<float>(Model);
        loaded.Load(path);
        Assert.Equal(saved.Elements.ToArray(), loaded.Elements.ToArray());
    }

    private static void Run(Optimizer<float> optimizer, float[] x, int from, int to)
    {
        float[] gradient = new float[x.Length];
        for (int t = from; t <= to; t++)
        {
            TestGradients.Fill(gradient, x, t);
            optimizer.Step(x, gradient);
        }
    }
}
