using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Frontend;

/// <summary>The text of a copy of a member that is put into its file, some pieces of which are changed. Every place of the file
/// stands for one of the original.</summary>
/// <param name="at">Where it is put.</param>
/// <param name="around">Changes of the rest, none of which moves anything.</param>
internal sealed class MemberCopy(SyntaxTree original, int at, IEnumerable<TextChange> around)
{
    private readonly SourceText source = original.GetText();
    private readonly StringBuilder text = new();

    /// <summary>Where each begins in the text, and what it stands for.</summary>
    private readonly List<(int Start, TextSpan Origin, bool IsCopied)> pieces = [];

    public SyntaxTree Original => original;

    /// <summary>Where the copy begins, after a blank.</summary>
    public int Start => at + 1;

    /// <summary>Something that the original does not have at this place.</summary>
    public MemberCopy Put(string added, TextSpan origin)
    {
        pieces.Add((text.Length, origin, false));
        text.Append(added);
        return this;
    }

    /// <summary>A piece of the original, in which others stand for some.</summary>
    public MemberCopy Copy(TextSpan span, IEnumerable<TextChange> changes)
    {
        int position = span.Start;
        foreach (TextChange change in changes.Where(change => span.Contains(change.Span)).OrderBy(static change => change.Span.Start))
        {
            if (change.Span.Start < position) continue;
            CopyAsIs(TextSpan.FromBounds(position, change.Span.Start));
            Put(change.NewText!, change.Span);
            position = change.Span.End;
        }

        CopyAsIs(TextSpan.FromBounds(position, span.End));
        return this;
    }

    public SyntaxTree ToTree() => CSharpSyntaxTree.ParseText(source.WithChanges([.. around.Append(new TextChange(new TextSpan(at, 0), text.ToString())).OrderBy(static change => change.Span.Start)]), (CSharpParseOptions)original.Options, original.FilePath);

    public TextSpan OriginOf(TextSpan span)
    {
        int start = StartOf(span.Start);
        return TextSpan.FromBounds(start, System.Math.Max(start, EndOf(span.End)));
    }

    private void CopyAsIs(TextSpan span)
    {
        if (span.IsEmpty) return;
        pieces.Add((text.Length, span, true));
        text.Append(source.ToString(span));
    }

    private int StartOf(int position)
    {
        if (position < at) return position;
        if (position >= at + text.Length) return position - text.Length;
        (int start, TextSpan origin, bool isCopied) = Piece(position - at);
        return isCopied ? origin.Start + position - at - start : origin.Start;
    }

    private int EndOf(int position)
    {
        if (position <= at) return position;
        if (position > at + text.Length) return position - text.Length;
        (int start, TextSpan origin, bool isCopied) = Piece(position - at - 1);
        return isCopied ? origin.Start + position - at - start : origin.End;
    }

    private (int Start, TextSpan Origin, bool IsCopied) Piece(int position) => pieces.Last(piece => piece.Start <= position);
}
