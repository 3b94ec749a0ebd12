using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using AutoDiff.GradBench;
using Xunit;

namespace AutoDiff.Tests.GradBench;

public sealed class ProtocolTests
{
    [Fact]
    public void A_start_is_answered_with_the_tools_name() =>
        AssertAnswer("""{"id":0,"tool":"AutoDiff"}""", """{"id": 0, "kind": "start", "eval": "hello", "config": {"n": [1]}}""");

    [Theory]
    [InlineData("analysis")]
    [InlineData("something else")]
    public void A_message_that_asks_for_nothing_is_acknowledged(string kind) =>
        AssertAnswer("""{"id":7}""", $$$"""{"id": 7, "kind": "{{{kind}}}", "of": 6, "valid": false, "error": {"kind": "evaluate"}}""");

    [Fact]
    public void The_fields_of_a_message_stand_in_any_order() =>
        Assert.Equal(9, Assert.Single(Tool.AnswersTo("""{"input": 3, "function": "square", "module": "hello", "kind": "evaluate", "id": 2}""")).GetProperty("output").GetDouble());

    [Fact]
    public void An_eval_that_is_unknown_fails_at_its_definition() =>
        AssertAnswer("""{"id":1,"success":false,"error":"cobra is not supported."}""", """{"id": 1, "kind": "define", "module": "cobra"}""");

    [Theory]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "hello", "function": "triple", "input": 1}""")]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "cobra", "function": "square", "input": 1}""")]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "hello", "function": "square", "input": "one"}""")]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "hello", "function": "square"}""")]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "det", "function": "primal", "input": {"A": [1], "ell": 2, "min_runs": 1, "min_seconds": 0}}""")]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [], "min_runs": 1, "min_seconds": 0}}""")]
    [InlineData("""{"id": 3, "kind": "evaluate", "module": "kmeans", "function": "cost", "input": {"points": [[1, 2], [3]], "centroids": [[0, 0]], "min_runs": 1, "min_seconds": 0}}""")]
    public void What_cannot_be_evaluated_is_answered_with_an_error_and_the_session_goes_on(string message)
    {
        JsonElement[] answers = Tool.AnswersTo(message + "\n" + """{"id": 4, "kind": "start"}""");
        Assert.Equal(3, answers[0].GetProperty("id").GetInt64());
        Assert.False(answers[0].GetProperty("success").GetBoolean());
        Assert.NotEmpty(answers[0].GetProperty("error").GetString()!);
        Assert.Equal(4, answers[1].GetProperty("id").GetInt64());
    }

    [Fact]
    public void Numbers_read_back_as_they_were() =>
        Assert.Equal(0.1 * 0.1, Assert.Single(Tool.AnswersTo("""{"id": 1, "kind": "evaluate", "module": "hello", "function": "square", "input": 0.1}""")).GetProperty("output").GetDouble());

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(200_000)]
    public void Lines_may_be_of_any_length(int count)
    {
        string message = $$$"""{"id": 5, "kind": "evaluate", "module": "lse", "function": "gradient", "input": {"x": [{{{string.Join(", ", Enumerable.Repeat("0.5", count))}}}], "min_runs": 1, "min_seconds": 0}}""";
        JsonElement[] answers = Tool.AnswersTo($"\r\n{message}\r\n\n{message}");
        Assert.Equal(2, answers.Length);
        Assert.All(answers, answer => Assert.Equal(count, answer.GetProperty("output").GetArrayLength()));
    }

    [Fact]
    public void Every_answer_is_sent_before_the_next_message_is_read()
    {
        var output = new MemoryStream();
        using var input = new Turns(["""{"id": 0, "kind": "start"}""", """{"id": 1, "kind": "analysis"}"""], () => output.ToArray().Count(value => value == '\n'));
        Session.Run(input, output);
        Assert.Equal([0, 1, 2], input.AnswersAtEachRead);
    }

    private static void AssertAnswer(string expected, string message)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(message));
        using var output = new MemoryStream();
        Session.Run(input, output);
        Assert.Equal(expected + "\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <summary>Gives a line at each read, and notes how many answers there were then.</summary>
    private sealed class Turns(string[] lines, Func<int> answers) : MemoryStream
    {
        private int _next;

        public List<int> AnswersAtEachRead { get; } = [];

        public override int Read(Span<byte> buffer)
        {
            AnswersAtEachRead.Add(answers());
            return _next == lines.Length ? 0 : Encoding.UTF8.GetBytes(lines[_next++] + "\n", buffer);
        }
    }
}
