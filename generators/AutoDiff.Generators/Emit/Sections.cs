using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Says which sweep statements belong to, and which of the user's statements those of the reverse sweep come from.</summary>
internal sealed class Sections(SourceWriter writer)
{
    private Sweep sweep = Sweep.Primal;

    /// <summary>Begins the sweep that a statement of the function belongs to.</summary>
    public void Enter(Sweep next)
    {
        if (next == sweep) return;
        if (next == Sweep.Reverse && sweep != Sweep.Primal) writer.Line("");
        if (next != Sweep.Primal) writer.Line(next == Sweep.Forward ? "// forward sweep" : "// reverse sweep");
        sweep = next;
    }

    /// <summary>What the reader is told about where a line comes from: the first line of the user's statement.</summary>
    public static string? Told(Origin? origin)
    {
        if (origin is not { Sweep: Sweep.Reverse }) return null;
        string text = origin.Text.Trim();
        int end = text.IndexOfAny(['\r', '\n']);
        return text.Length == 0 ? null : end < 0 ? text : text.Substring(0, end).TrimEnd() + " …";
    }
}
