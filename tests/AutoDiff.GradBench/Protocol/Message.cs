using System;
using System.Text.Json;

namespace AutoDiff.GradBench;

/// <summary>A message of an eval. The input is what the line holds, not yet read.</summary>
internal sealed record Message
{
    public long Id { get; private init; }

    public string Kind { get; private init; } = "";

    public string Module { get; private init; } = "";

    public string Function { get; private init; } = "";

    public ReadOnlyMemory<byte> Input { get; private init; }

    public static Message Parse(ReadOnlyMemory<byte> line)
    {
        var message = new Message();
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "id":
                    message = message with { Id = reader.GetInt64() };
                    break;
                case "kind":
                    message = message with { Kind = reader.GetString()! };
                    break;
                case "module":
                    message = message with { Module = reader.GetString()! };
                    break;
                case "function":
                    message = message with { Function = reader.GetString()! };
                    break;
                case "input":
                    int start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    message = message with { Input = line[start..(int)reader.BytesConsumed] };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return message;
    }
}
