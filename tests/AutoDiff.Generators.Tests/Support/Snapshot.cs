using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Compares text with <c>Class.Method.verified.cs</c> beside the test. What differs is written to
/// <c>Class.Method.received.cs</c>, to be reviewed and renamed: the conventions of Verify.</summary>
internal static class Snapshot
{
    private const int LinesOfContext = 2;

    /// <param name="received">What the test produced.</param>
    /// <param name="variant">Tells several snapshots of one test apart.</param>
    /// <param name="testFile">Supplied by the compiler; its name is the class's.</param>
    /// <param name="test">Supplied by the compiler.</param>
    public static void Match(string received, string? variant = null, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        string prefix = Path.ChangeExtension(SourceFiles.Find(testFile), null) + $".{test}" + (variant is null ? "" : $"_{variant}");
        string verifiedFile = $"{prefix}.verified.cs", receivedFile = $"{prefix}.received.cs";
        string actual = Normalize(received);
        string? expected = File.Exists(verifiedFile) ? Normalize(File.ReadAllText(verifiedFile)) : null;
        if (actual == expected)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, actual);
        string name = Path.GetFileName(verifiedFile);
        throw new XunitException(expected is null ? $"There is no {name} yet. Received:\n\n{actual}" : $"{name} differs:\n\n{Difference(expected, actual)}");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n");

    private static string Difference(string expected, string actual)
    {
        List<DiffPiece> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual).Lines;
        int[] changed = [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].Type != ChangeType.Unchanged)];
        if (changed.Length == 0) return "(only in the end of the last line)";
        IEnumerable<int> near = changed.SelectMany(i => Enumerable.Range(i - LinesOfContext, (2 * LinesOfContext) + 1));
        IEnumerable<int> shown = near.Where(i => i >= 0 && i < lines.Count).Distinct().Order();
        return string.Join('\n', shown.Select(i => $"{i + 1,4} {Mark(lines[i].Type)} {lines[i].Text}"));
    }

    private static char Mark(ChangeType type) => type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };
}
