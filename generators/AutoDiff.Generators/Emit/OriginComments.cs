using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Emit;

/// <summary>Says which of the user's statements lines come from: beside a single line, above several, and once for
/// all of them however deep they are nested.</summary>
internal static class OriginComments
{
    private const string Indent = "    ";
    private const int CommentColumn = 56;
    private const int LongestLine = 128;

    /// <summary>The lines as text, with the comments.</summary>
    public static IEnumerable<string> Added(IReadOnlyList<SourceLine> lines)
    {
        // The statements that the reader has been told of, by the depth at which that was, and whether their loop has been seen.
        var told = new Stack<(int Depth, string Origin, bool HasLoop)>();
        for (int i = 0; i < lines.Count; i++)
        {
            (int depth, string text, string? origin) = lines[i];
            while (told.Count > 0 && (told.Peek().Depth > depth || text.Length == 0)) told.Pop();
            string indent = string.Concat(Enumerable.Repeat(Indent, depth)), code = indent + text;
            bool isLoop = text.StartsWith("for (", StringComparison.Ordinal) || text.StartsWith("while (", StringComparison.Ordinal);
            bool isTold = origin is null || (told.Count > 0 && told.Peek().Origin == origin && !(isLoop && told.Peek().HasLoop));
            if (origin is not null && (isLoop || !isTold))
            {
                if (told.Count > 0 && told.Peek().Depth == depth) told.Pop();
                told.Push((depth, origin, isLoop));
            }

            if (isTold)
            {
                yield return code;
                continue;
            }

            bool isBeside = IsAlone(lines, i) && Math.Max(code.Length, CommentColumn) + origin!.Length + 4 <= LongestLine;
            if (!isBeside) yield return $"{indent}// {origin}";
            yield return isBeside ? $"{code.PadRight(CommentColumn)} // {origin}" : code;
        }
    }

    /// <summary>The next line does not belong to it.</summary>
    private static bool IsAlone(IReadOnlyList<SourceLine> lines, int i) =>
        i + 1 == lines.Count || lines[i + 1].Depth < lines[i].Depth || (lines[i + 1].Text != "{" && lines[i + 1].Origin != lines[i].Origin);
}
