using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using AutoDiff.GradBench;
using AutoDiff.Tests.Recorded;
using Xunit;

namespace AutoDiff.Tests.GradBench;

/// <summary>What GradBench's evals sent once, sent to our tool.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("hello")]
    [InlineData("llsq")]
    [InlineData("lse")]
    [InlineData("det")]
    [InlineData("ode")]
    [InlineData("kmeans")]
    [InlineData("gmm")]
    [InlineData("lstm")]
    [InlineData("ba")]
    [InlineData("particle")]
    [InlineData("saddle")]
    [InlineData("ht")]
    [InlineData("ht-hand")]
    public void Every_answer_is_that_of_the_other_tools(string eval)
    {
        Dictionary<long, JsonElement> answers = AnswersTo(eval);
        foreach (JsonElement expected in Parse(RecordedFile.Lines($"gradbench/{eval}.expected.jsonl")))
        {
            JsonElement answer = answers[expected.GetProperty("id").GetInt64()];
            Assert.True(answer.GetProperty("success").GetBoolean());
            JsonComparison.AssertClose(expected.GetProperty("output"), answer.GetProperty("output"));
        }
    }

    [Theory]
    [InlineData("llsq")]
    [InlineData("ode")]
    [InlineData("ba")]
    public void Functions_run_as_often_and_as_long_as_they_are_told(string eval)
    {
        Dictionary<long, JsonElement> answers = AnswersTo(eval);
        foreach (JsonElement message in Messages(eval).Where(message => message.GetProperty("kind").GetString() == "evaluate"))
        {
            JsonElement[] timings = [.. answers[message.GetProperty("id").GetInt64()].GetProperty("timings").EnumerateArray()];
            Assert.All(timings, timing => Assert.Equal("evaluate", timing.GetProperty("name").GetString()));
            JsonElement input = message.GetProperty("input");
            Assert.True(timings.Length >= input.GetProperty("min_runs").GetInt32());
            Assert.True(timings.Sum(timing => timing.GetProperty("nanoseconds").GetInt64()) >= 1e9 * input.GetProperty("min_seconds").GetDouble());
        }
    }

    /// <summary>The answers by their ids, after a check that there is one to each message, in order.</summary>
    private static Dictionary<long, JsonElement> AnswersTo(string eval)
    {
        using Stream input = RecordedFile.Open($"gradbench/{eval}.jsonl");
        JsonElement[] answers = Tool.AnswersTo(input);
        Assert.Equal(Messages(eval).Select(Id), answers.Select(Id));
        return answers.ToDictionary(Id);
    }

    private static IEnumerable<JsonElement> Messages(string eval) => Parse(RecordedFile.Lines($"gradbench/{eval}.jsonl"));

    private static IEnumerable<JsonElement> Parse(IEnumerable<string> lines) => lines.Where(line => line.Length > 0).Select(line => JsonElement.Parse(line));

    private static long Id(JsonElement message) => message.GetProperty("id").GetInt64();
}
