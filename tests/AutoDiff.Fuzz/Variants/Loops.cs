using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Takes iterations out of a loop, or makes two loops of it.</summary>
internal static class Loops
{
    /// <summary>The first iteration stands before the loop.</summary>
    public static SyntaxNode? Unroll(SyntaxNode root, Random random)
    {
        StatementSyntax[] loops = [.. root.DescendantNodes().OfType<StatementSyntax>().Where(static loop => loop is ForStatementSyntax { Declaration: not null } or WhileStatementSyntax && !Leaves(loop, withContinue: true))];
        if (loops.Length == 0) return null;
        StatementSyntax chosen = loops[random.Next(loops.Length)];
        string text = chosen switch
        {
            ForStatementSyntax loop => $"{{ {loop.Declaration}; if ({loop.Condition}) {{ {loop.Statement} {loop.Incrementors}; for (; {loop.Condition}; {loop.Incrementors}) {loop.Statement} }} }}",
            WhileStatementSyntax loop => $"if ({loop.Condition}) {{ {loop.Statement} {loop} }}",
            _ => throw new InvalidOperationException(),
        };
        return root.ReplaceNode(chosen, SyntaxFactory.ParseStatement(text));
    }

    /// <summary>The first two iterations are a loop of their own.</summary>
    public static SyntaxNode? Split(SyntaxNode root, Random random)
    {
        ForStatementSyntax[] loops = [.. root.DescendantNodes().OfType<ForStatementSyntax>().Where(static loop => loop.Declaration is not null && !Leaves(loop, withContinue: false))];
        if (loops.Length == 0) return null;
        ForStatementSyntax chosen = loops[random.Next(loops.Length)];
        return root.ReplaceNode(chosen, SyntaxFactory.ParseStatement($$"""
            {
                {{chosen.Declaration}};
                for (int half = 0; half < 2 && ({{chosen.Condition}}); {{chosen.Incrementors}}, half++) {{chosen.Statement}}
                for (; {{chosen.Condition}}; {{chosen.Incrementors}}) {{chosen.Statement}}
            }
            """));
    }

    /// <summary>Something in the body jumps to its end, or behind it. (What is in a loop or switch inside may jump there; nothing is known of it.)</summary>
    private static bool Leaves(SyntaxNode loop, bool withContinue) => loop.DescendantNodes().Any(node => node is BreakStatementSyntax || (withContinue && node is ContinueStatementSyntax));
}
