using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Emit;

/// <summary>Collects indented lines, each with the user's statement that it comes from.</summary>
internal sealed class SourceWriter
{
    private List<SourceLine> lines = [];
    private int depth;
    private string? origin;

    public void Line(string text) => lines.Add(text.Length == 0 ? new SourceLine(0, "", null) : new SourceLine(depth, text, origin));

    /// <summary>Several lines, usually a raw string.</summary>
    public void Lines(string text) => Lines(text.Replace("\r\n", "\n").Split('\n'));

    public void Lines(IEnumerable<string> texts)
    {
        foreach (string line in texts) Line(line);
    }

    /// <summary>What was captured before.</summary>
    public void Lines(IEnumerable<SourceLine> captured) => lines.AddRange(captured.Select(line => line with { Depth = line.Depth + depth }));

    /// <summary>A header, where there is one, and an opening brace; disposing closes it.</summary>
    public IDisposable OpenBlock(string? header)
    {
        if (header is not null) Line(header);
        Line("{");
        depth++;
        return new OpenedBlock(this);
    }

    /// <summary>What an action writes comes from the statement, or from nowhere in particular.</summary>
    public void From(string? statement, Action write)
    {
        string? outer = origin;
        origin = statement;
        write();
        origin = outer;
    }

    /// <summary>What an action writes, without indentation, instead of writing it here.</summary>
    public List<SourceLine> Capture(Action write)
    {
        (List<SourceLine> outer, int outerDepth) = (lines, depth);
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

    public override string ToString() => string.Concat(OriginComments.Added(lines).Select(static line => line + "\n"));

    private sealed class OpenedBlock(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }
}
