using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Title">What stands behind the language; readers do not see it.</param>
internal sealed record CodeBlock(string Language, string Title, string Text);

/// <summary>A page of this solution.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<CodeBlock> Blocks(string page) => [.. Fence().Matches(Read(page)).Select(ToBlock)];

    /// <summary>Writes the page with other texts in its blocks beside it, to be reviewed and renamed.</summary>
    /// <returns>The name of the file.</returns>
    public static string Receive(string page, Func<CodeBlock, string> text)
    {
        string received = Path.ChangeExtension(PathOf(page), ".received.md");
        File.WriteAllText(received, Fence().Replace(Read(page), match => $"```{match.Groups["info"].Value}\n{text(ToBlock(match))}```\n"));
        return Path.GetFileName(received);
    }

    private static CodeBlock ToBlock(Match match)
    {
        string[] info = match.Groups["info"].Value.Split(' ', 2);
        return new CodeBlock(info[0], info.Length > 1 ? info[1] : "", match.Groups["text"].Value);
    }

    private static string Read(string page) => File.ReadAllText(PathOf(page)).ReplaceLineEndings("\n");

    private static string PathOf(string page) => Path.Combine(SourceFiles.Root, page);

    [GeneratedRegex(@"^```(?<info>\w[^\n]*)\n(?<text>.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
