using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Keeps what is assigned or returned in a variable of its own first.</summary>
internal static class Temporaries
{
    public static SyntaxNode? Introduce(SyntaxNode root, Random random)
    {
        StatementSyntax[] statements = [.. root.DescendantNodes().OfType<StatementSyntax>().Where(static statement => ValueOf(statement) is not null && statement.Parent is BlockSyntax or IfStatementSyntax or ElseClauseSyntax)];
        return statements.Length == 0 ? null : root.ReplaceNodes(statements.Where(_ => random.Next(2) == 0).DefaultIfEmpty(statements[0]), static (statement, _) =>
        {
            ExpressionSyntax value = ValueOf(statement)!;
            return SyntaxFactory.ParseStatement($"{{ var temporary = {value}; {statement.ReplaceNode(value, SyntaxFactory.IdentifierName("temporary"))} }}");
        });
    }

    /// <summary>A literal or a tuple may have a type of its own only beside what it is assigned to.</summary>
    private static ExpressionSyntax? ValueOf(StatementSyntax statement) =>
        (statement switch
        {
            ReturnStatementSyntax { Expression: { } value } => value,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: not TupleExpressionSyntax, Right: var value } } => value,
            _ => null,
        })
        is InvocationExpressionSyntax or BinaryExpressionSyntax { Right: InvocationExpressionSyntax } ? Value(statement) : null;

    private static ExpressionSyntax? Value(StatementSyntax statement) => statement is ReturnStatementSyntax { Expression: { } value } ? value : ((AssignmentExpressionSyntax)((ExpressionStatementSyntax)statement).Expression).Right;
}
