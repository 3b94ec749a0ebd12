using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>A statement of a random program. A block stands between its head and its tail; a leaf has none.</summary>
internal sealed record Statement(string Head, IReadOnlyList<Statement>? Block = null, string Tail = "")
{
    public IEnumerable<string> Lines()
    {
        yield return Head;
        if (Block is null) yield break;
        yield return "{";
        foreach (string line in Block.SelectMany(statement => statement.Lines())) yield return "    " + line;
        yield return "}" + (Tail.Length > 0 ? " " + Tail : "");
    }

    /// <summary>Each list of statements with one of them left out, or with a block's content in place of the block.</summary>
    public static IEnumerable<IReadOnlyList<Statement>> Smaller(IReadOnlyList<Statement> statements)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            Statement[] before = [.. statements.Take(i)], after = [.. statements.Skip(i + 1)];
            yield return [.. before, .. after];
            if (statements[i].Block is not { } block) continue;
            yield return [.. before, .. block, .. after];
            foreach (IReadOnlyList<Statement> smaller in Smaller(block)) yield return [.. before, statements[i] with { Block = smaller }, .. after];
        }
    }
}
