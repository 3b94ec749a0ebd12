using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Says which sweep statements belong to, and which of the user's statements those of the reverse sweep come from.</summary>
internal sealed class Sections(SourceWriter writer)
{
    private Sweep sweep = Sweep.Primal;

    /// <summary>Begins the sweep that a statement of the function belongs to.</summary>
    public void Enter(Sweep next)
    {
        if (next == sweep || (sweep == Sweep.Both && next == Sweep.Forward)) return;
        string? title = next switch
        {
            Sweep.Forward => "// forward sweep",
            Sweep.Reverse => "// reverse sweep",
            Sweep.Both => "// both sweeps in one pass",
            _ => null,
        };
        if (title is not null && sweep != Sweep.Primal) writer.Line("");
        if (title is not null) writer.Line(title);
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
