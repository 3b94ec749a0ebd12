using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>The text of a statement on one line: blanks normalised, comments and the bodies of compound statements left out.</summary>
internal static class StatementText
{
    private const int MaxLength = 120;

    public static string Of(SyntaxNode statement)
    {
        StringBuilder text = new();
        bool blank = false;
        foreach (SyntaxToken token in Tokens(statement))
        {
            if (text.Length > 0 && (blank || token.HasLeadingTrivia)) text.Append(' ');
            if (text.Length > MaxLength) return Cut(text);
            text.Append(token.Text);
            blank = token.HasTrailingTrivia;
        }

        return text.Length > MaxLength ? Cut(text) : OneLine(text.ToString());
    }

    private static string Cut(StringBuilder text) => OneLine(text.ToString(0, MaxLength - 1).TrimEnd()) + "…";

    /// <summary>A raw or verbatim string may span lines itself.</summary>
    private static string OneLine(string text) => text.Replace("\r", "").Replace("\n", " ");

    private static IEnumerable<SyntaxToken> Tokens(SyntaxNode statement) => statement switch
    {
        DoStatementSyntax loop => [loop.DoKeyword, .. Between(statement, loop.WhileKeyword, loop.SemicolonToken)],
        _ => Body(statement) is { } body ? statement.DescendantTokens().TakeWhile(token => token.SpanStart < body) : statement.DescendantTokens(),
    };

    private static IEnumerable<SyntaxToken> Between(SyntaxNode node, SyntaxToken first, SyntaxToken last) =>
        node.DescendantTokens().Where(token => token.SpanStart >= first.SpanStart && token.SpanStart <= last.SpanStart);

    /// <summary>Where the body of a compound statement begins.</summary>
    private static int? Body(SyntaxNode statement) => statement switch
    {
        IfStatementSyntax branch => branch.Statement.SpanStart,
        ForStatementSyntax loop => loop.Statement.SpanStart,
        CommonForEachStatementSyntax loop => loop.Statement.SpanStart,
        WhileStatementSyntax loop => loop.Statement.SpanStart,
        SwitchStatementSyntax choice => choice.OpenBraceToken.SpanStart,
        _ => null,
    };
}
