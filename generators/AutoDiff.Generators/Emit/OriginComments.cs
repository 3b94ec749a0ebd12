using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Says which sweep statements belong to and, in the reverse sweep, which of the user's statements they come from.</summary>
internal sealed class OriginComments(SourceWriter writer)
{
    private const int CommentColumn = 48;
    private const int LongestLine = 120;

    private Sweep sweep = Sweep.Primal;

    /// <summary>Writes statements in runs of one origin each.</summary>
    public void Write(IReadOnlyList<Let> statements, bool isTopLevel, Action<int> write)
    {
        for (int i = 0; i < statements.Count;)
        {
            Origin? origin = statements[i].Origin;
            int end = i + 1;
            while (end < statements.Count && statements[end].Origin == origin) end++;
            if (isTopLevel && origin is not null) Section(origin.Sweep);
            (int start, int count) = (i, end - i);
            List<string> lines = writer.Capture(() => Enumerable.Range(start, count).ToList().ForEach(write));
            writer.Lines(origin is { Sweep: Sweep.Reverse } ? Commented(lines, origin.Text) : lines);
            i = end;
        }
    }

    /// <summary>One statement that is not a let: a move, of what the origin's statement computes.</summary>
    public void Line(string line, Origin? origin) => writer.Lines(origin is { Sweep: Sweep.Reverse } ? Commented([line], origin.Text) : [line]);

    private void Section(Sweep next)
    {
        if (next == sweep) return;
        if (next == Sweep.Reverse) writer.Line("");
        if (next != Sweep.Primal) writer.Line(next == Sweep.Forward ? "// forward sweep" : "// reverse sweep");
        sweep = next;
    }

    private static IEnumerable<string> Commented(List<string> lines, string statement)
    {
        string text = FirstLine(statement);
        if (lines.Count == 0 || text.Length == 0) return lines;
        bool isShort = lines.Count == 1 && Math.Max(lines[0].Length, CommentColumn) + text.Length + 4 <= LongestLine;
        return isShort ? [$"{lines[0].PadRight(CommentColumn)} // {text}"] : ["// " + text, .. lines];
    }

    private static string FirstLine(string statement)
    {
        string text = statement.Trim();
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end).TrimEnd() + " …";
    }
}
