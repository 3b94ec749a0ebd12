using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AutoDiff.GradBench;

/// <summary>What a function gave, as JSON, and how many nanoseconds each of its runs took.</summary>
internal sealed record Evaluation(byte[] Output, IReadOnlyList<long> Runs);

/// <summary>A function that an eval asks for.</summary>
internal abstract class Function(string name)
{
    public string Name { get; } = name;

    /// <summary>Runs the function on an input as JSON.</summary>
    public abstract Evaluation Evaluate(ReadOnlySpan<byte> input);
}

/// <summary>A function by its input and its output. Each run starts from the input.</summary>
internal sealed class Function<TInput, TOutput>(string name, JsonTypeInfo<TInput> inputType, JsonTypeInfo<TOutput> outputType, Func<TInput, TOutput> run) : Function(name)
{
    public override Evaluation Evaluate(ReadOnlySpan<byte> json)
    {
        TInput input = JsonSerializer.Deserialize(json, inputType) ?? throw new JsonException("There is no input.");
        Repetition repetition = input is IRepeated repeated ? Repetition.Of(repeated) : Repetition.Once;
        List<long> runs = [];
        long total = 0;
        TOutput output;
        do
        {
            long start = Stopwatch.GetTimestamp();
            output = run(input);
            runs.Add(NanosecondsSince(start));
            total += runs[^1];
        }
        while (!repetition.IsEnough(runs.Count, total));

        return new Evaluation(JsonSerializer.SerializeToUtf8Bytes(output, outputType), runs);
    }

    /// <summary>Finer than a <see cref="TimeSpan"/>, which counts hundreds.</summary>
    private static long NanosecondsSince(long start) => (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));
}
