using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Emit;

/// <summary>Collects indented lines.</summary>
internal sealed class SourceWriter
{
    private const string Indent = "    ";

    private List<string> lines = [];
    private int depth;

    public void Line(string text) => lines.Add(text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(Indent, depth)) + text);

    /// <summary>Several lines, usually a raw string.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r\n", "\n").Split('\n')) Line(line);
    }

    public void Lines(IEnumerable<string> texts)
    {
        foreach (string text in texts) Line(text);
    }

    /// <summary>A header, where there is one, and an opening brace; disposing closes it.</summary>
    public IDisposable OpenBlock(string? header)
    {
        if (header is not null) Line(header);
        Line("{");
        depth++;
        return new OpenedBlock(this);
    }

    /// <summary>What an action writes, without indentation, instead of writing it here.</summary>
    public List<string> Capture(Action write)
    {
        (List<string> outer, int outerDepth) = (lines, depth);
        (lines, depth) = ([], 0);
        try
        {
            write();
            return lines;
        }
        finally
        {
            (lines, depth) = (outer, outerDepth);
        }
    }

    public override string ToString() => string.Concat(lines.Select(static line => line + "\n"));

    private sealed class OpenedBlock(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }
}
