using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AutoDiff.GradBench;

/// <summary>Answers the messages of GradBench's evals, one after the other, until there are no more.</summary>
internal static class Session
{
    public static void Run(Stream input, Stream output)
    {
        var lines = new LineReader(input);
        using var answers = new AnswerWriter(output);
        while (lines.TryRead(out ReadOnlyMemory<byte> line))
        {
            Respond(Message.Parse(line), answers);
        }
    }

    private static void Respond(Message message, AnswerWriter answers)
    {
        switch (message.Kind)
        {
            case "start":
                answers.Tool(message.Id, "AutoDiff");
                break;
            case "define" when Registry.Find(message.Module).Any():
                answers.Success(message.Id);
                break;
            case "define":
                answers.Failure(message.Id, $"{message.Module} is not supported.");
                break;
            case "evaluate":
                Evaluate(message, answers);
                break;
            default:
                answers.Acknowledgement(message.Id);
                break;
        }
    }

    private static void Evaluate(Message message, AnswerWriter answers)
    {
        if (Registry.Find(message.Module).FirstOrDefault(function => function.Name == message.Function) is not { } found)
        {
            answers.Failure(message.Id, $"{message.Module} {message.Function} is not supported.");
            return;
        }

        try
        {
            Evaluation evaluation = found.Evaluate(message.Input.Span);
            answers.Success(message.Id, evaluation);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            answers.Failure(message.Id, exception.Message);
        }
    }
}
