using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Shrinking;

/// <summary>Every way to take one thing out of a program, those that take the most first. Not all of them compile.</summary>
internal static class Reductions
{
    private static readonly string[] Constants = ["0.5", "0.5f", "1"];

    public static IEnumerable<SyntaxNode> Of(SyntaxNode root, SemanticModel model)
    {
        IEnumerable<(int Size, Func<SyntaxNode> Make)> all = Members(root).Concat(Parameters(root)).Concat(Statements(root)).Concat(Modes(root)).Concat(Expressions(root, model));
        return all.OrderByDescending(one => one.Size).Select(one => one.Make());
    }

    private static IEnumerable<(int, Func<SyntaxNode>)> Members(SyntaxNode root) => root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        .Where(static member => member.Parent is TypeDeclarationSyntax && member is not MethodDeclarationSyntax { Identifier.Text: "F" })
        .Select(member => (Size(member), Without(root, member)));

    private static IEnumerable<(int, Func<SyntaxNode>)> Parameters(SyntaxNode root) => root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        .Where(static method => method.Identifier.Text == "F")
        .SelectMany(static method => method.ParameterList.Parameters)
        .Select(parameter => (Size(parameter), Without(root, parameter)));

    /// <summary>Fewer derivatives: a single one, if that is enough.</summary>
    private static IEnumerable<(int, Func<SyntaxNode>)> Modes(SyntaxNode root) => root.DescendantNodes().OfType<AttributeArgumentSyntax>()
        .Select(static argument => argument.Expression)
        .OfType<BinaryExpressionSyntax>()
        .SelectMany(modes => new[] { modes.Left, modes.Right }.Select<ExpressionSyntax, (int, Func<SyntaxNode>)>(fewer => (Size(modes), () => root.ReplaceNode(modes, fewer))));

    private static IEnumerable<(int, Func<SyntaxNode>)> Statements(SyntaxNode root)
    {
        foreach (StatementSyntax statement in root.DescendantNodes().OfType<StatementSyntax>().Where(static statement => !EndsRecursion(statement)))
        {
            if (statement.Parent is BlockSyntax or SwitchSectionSyntax) yield return (Size(statement), Without(root, statement));
            if (statement.Parent is ElseClauseSyntax) yield return (Size(statement), Without(root, statement.Parent));
            StatementSyntax?[] inner = statement switch
            {
                IfStatementSyntax branch => [branch.Statement, branch.Else?.Statement],
                ForStatementSyntax loop => [loop.Statement],
                ForEachStatementSyntax loop => [loop.Statement],
                WhileStatementSyntax loop => [loop.Statement],
                DoStatementSyntax loop => [loop.Statement],
                SwitchStatementSyntax { Sections: [{ Statements: [var first, ..] }, ..] } => [first],
                BlockSyntax { Parent: BlockSyntax, Statements: [var only] } => [only],
                _ => [],
            };
            foreach (StatementSyntax part in inner.OfType<StatementSyntax>()) yield return (Size(statement) - Size(part), () => root.ReplaceNode(statement, part));
        }

        foreach (SwitchSectionSyntax section in root.DescendantNodes().OfType<SwitchSectionSyntax>()) yield return (Size(section), Without(root, section));
    }

    private static IEnumerable<(int, Func<SyntaxNode>)> Expressions(SyntaxNode root, SemanticModel model)
    {
        foreach (ExpressionSyntax expression in root.DescendantNodes().OfType<ExpressionSyntax>().Where(static expression => expression.Ancestors().Any(static node => node is BlockSyntax or ArrowExpressionClauseSyntax)))
        {
            if (expression is LiteralExpressionSyntax or TypeSyntax and not IdentifierNameSyntax || IsNameOfPart(expression) || MakesProgress(expression) || model.GetTypeInfo(expression).Type is not { } type) continue;
            foreach (ExpressionSyntax part in expression.DescendantNodes().OfType<ExpressionSyntax>().Where(part => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(part).Type, type)).Take(4))
                yield return (Size(expression) - Size(part), () => root.ReplaceNode(expression, part));
            if (type.SpecialType is not (SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Int32)) continue;
            string constant = Constants[type.SpecialType == SpecialType.System_Double ? 0 : type.SpecialType == SpecialType.System_Single ? 1 : 2];
            yield return (Size(expression) - constant.Length, () => root.ReplaceNode(expression, SyntaxFactory.ParseExpression(constant)));
        }
    }

    /// <summary>A name must stand there, and nothing else may.</summary>
    private static bool IsNameOfPart(ExpressionSyntax expression) => expression.Parent is NameColonSyntax or NameEqualsSyntax || (expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression);

    /// <summary>Without it a method might call itself for ever, which nothing survives.</summary>
    private static bool EndsRecursion(SyntaxNode node) => node is IfStatementSyntax { Condition: var condition } && condition.ToString().Contains(RandomProgram.EndOfRecursion, StringComparison.Ordinal);

    /// <summary>Something ends because of it.</summary>
    private static bool MakesProgress(ExpressionSyntax expression) => expression.ToString() == RandomProgram.NextDepth || expression.AncestorsAndSelf().Any(static node => EndsRecursion(node.Parent!) || node.Parent switch
    {
        ForStatementSyntax loop => node != loop.Statement,
        WhileStatementSyntax loop => node != loop.Statement,
        DoStatementSyntax loop => node != loop.Statement,
        _ => false,
    });

    private static Func<SyntaxNode> Without(SyntaxNode root, SyntaxNode node) => () => root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia)!;

    private static int Size(SyntaxNode node) => node.Span.Length;
}
