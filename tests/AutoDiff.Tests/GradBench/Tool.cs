using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using AutoDiff.GradBench;

namespace AutoDiff.Tests.GradBench;

/// <summary>A run of the tool in this process.</summary>
internal static class Tool
{
    public static JsonElement[] AnswersTo(string messages)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(messages));
        return AnswersTo(input);
    }

    public static JsonElement[] AnswersTo(Stream messages)
    {
        using var output = new MemoryStream();
        Session.Run(messages, output);
        string text = Encoding.UTF8.GetString(output.ToArray());
        return [.. text.Split('\n')[..^1].Select(line => JsonElement.Parse(line))];
    }
}
