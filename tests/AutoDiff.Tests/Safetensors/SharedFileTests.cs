using System;
using System.IO;
using AutoDiff.Optimization;
using AutoDiff.Storage;
using Xunit;

namespace AutoDiff.Tests.Safetensors;

/// <summary>One file for parameters, the state of an optimizer, and other things.</summary>
public sealed class SharedFileTests
{
    private static readonly ParameterLayout Layout = [new("weight", 3, 2), new("bias", 3)];

    [Fact]
    public void Each_finds_what_is_its_own()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("checkpoint");
        using ParameterBuffer<double> parameters = new(Layout), average = new(Layout), gradient = new(Layout);
        using Optimizer<double> optimizer = new(Layout, new Adam { LearningRate = 0.1 });
        gradient.Elements.Fill(0.5);
        optimizer.Step(parameters, gradient);
        optimizer.Accumulate(gradient);
        average.Elements.Fill(7);
        Save(path, parameters, average, optimizer);

        using ParameterBuffer<double> others = new(Layout), otherAverage = new(Layout);
        using Optimizer<double> other = new(Layout, new Adam { LearningRate = 0.1 });
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            file.VerifyDigest();
            Assert.Equal("yes", file.Metadata["mine"]);
            others.Load(file, "parameters/");
            otherAverage.Load(file, "average/");
            other.Load(file, "optimizer/");

            // A prefix that nothing has is a state that is missing; none at all is everything, of which most does not belong.
            Assert.Throws<InvalidDataException>(() => others.Load(file, "other/"));
            Assert.Throws<InvalidDataException>(() => other.Load(file, "parameters/"));
            Assert.Throws<InvalidDataException>(() => others.Load(file));
        }

        Assert.Equal(parameters.Elements, others.Elements);
        Assert.Equal(average.Elements, otherAverage.Elements);
        optimizer.Step(parameters, gradient);
        other.Step(others, gradient);
        Assert.Equal(parameters.Elements, others.Elements);
        Assert.Equal(2, other.Steps);
    }

    [Fact]
    public void Two_of_the_same_prefix_are_refused()
    {
        using ParameterBuffer<double> parameters = new(Layout);
        using Optimizer<double> optimizer = new(Layout, new Adam());
        SafetensorsWriter writer = new();
        parameters.AddTo(writer, "a/");
        Assert.Throws<ArgumentException>(() => parameters.AddTo(writer, "a/"));
        optimizer.AddTo(writer, "b/");
        Assert.Throws<ArgumentException>(() => optimizer.AddTo(writer, "b/"));
    }

    [Fact]
    public void The_digest_tells_a_changed_bit_of_a_tensor()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("checkpoint");
        using ParameterBuffer<double> parameters = new(Layout);
        using Optimizer<double> optimizer = new(Layout, new GradientDescent());
        Save(path, parameters, parameters, optimizer);
        byte[] bytes = File.ReadAllBytes(path);
        int start = 8 + BitConverter.ToInt32(bytes);
        for (int i = start; i < bytes.Length; i++)
        {
            bytes[i] ^= 4;
            File.WriteAllBytes(path, bytes);
            bytes[i] ^= 4;
            using SafetensorsFile file = SafetensorsFile.Open(path);
            Assert.Contains("damaged", Assert.Throws<InvalidDataException>(file.VerifyDigest).Message, StringComparison.Ordinal);
        }

        parameters.Save(path);
        using SafetensorsFile plain = SafetensorsFile.Open(path);
        Assert.Contains("no digest", Assert.Throws<InvalidDataException>(plain.VerifyDigest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_of_no_tensors_is_that_of_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("empty");
        new SafetensorsWriter { HasDigest = true }.Save(path);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", file.Metadata["sha256"]); // FIPS 180
        file.VerifyDigest();
    }

    [Fact]
    public void The_learning_rate_is_that_of_the_next_step()
    {
        using ParameterBuffer<double> parameters = new(Layout), gradient = new(Layout);
        using Optimizer<double> optimizer = new(Layout, static block => block.Name == "bias" ? new Adam { LearningRate = new LinearSchedule { Initial = 1, Final = 0, Steps = 4 } } : null) { LearningRateFactor = 0.5 };
        Assert.Equal(0.5, optimizer.LearningRate);
        optimizer.Step(parameters, gradient);
        Assert.Equal(0.375, optimizer.LearningRate);
        using Optimizer<double> none = new(Layout, static _ => null);
        Assert.Equal(0, none.LearningRate);
    }

    private static void Save(string path, ParameterBuffer<double> parameters, ParameterBuffer<double> average, Optimizer<double> optimizer)
    {
        SafetensorsWriter writer = new() { HasDigest = true };
        writer.Metadata["mine"] = "yes";
        parameters.AddTo(writer, "parameters/");
        average.AddTo(writer, "average/");
        optimizer.AddTo(writer, "optimizer/");
        writer.Save(path);
    }
}
