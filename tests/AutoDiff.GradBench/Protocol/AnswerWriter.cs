using System;
using System.Buffers;
using System.IO;
using System.Text.Json;

namespace AutoDiff.GradBench;

/// <summary>Writes answers, each a line that is sent at once.</summary>
internal sealed class AnswerWriter(Stream stream) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null);

    public void Dispose() => _json.Dispose();

    public void Acknowledgement(long id) => Send(id, static _ => { });

    public void Tool(long id, string name) => Send(id, json => json.WriteString("tool", name));

    public void Success(long id) => Send(id, static json => json.WriteBoolean("success", true));

    public void Success(long id, Evaluation evaluation) => Send(id, json =>
    {
        json.WriteBoolean("success", true);
        json.WritePropertyName("output");
        json.WriteRawValue(evaluation.Output, skipInputValidation: true);
        json.WriteStartArray("timings");
        foreach (long run in evaluation.Runs)
        {
            json.WriteStartObject();
            json.WriteString("name", "evaluate");
            json.WriteNumber("nanoseconds", run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public void Failure(long id, string error) => Send(id, json =>
    {
        json.WriteBoolean("success", false);
        json.WriteString("error", error);
    });

    private void Send(long id, Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
        _json.WriteStartObject();
        _json.WriteNumber("id", id);
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        stream.Write(_line.WrittenSpan);
        stream.Flush();
    }
}
