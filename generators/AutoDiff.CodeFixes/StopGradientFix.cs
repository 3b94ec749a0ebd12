using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace AutoDiff.CodeFixes;

/// <summary>Says that a derivative ends where it would be lost: the numbers that go in are wrapped in Diff.StopGradient.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StopGradientFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.DerivativeLost, DiagnosticIds.ActiveValueStored];

    protected override string Title => "Stop the gradient with Diff.StopGradient";

    protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel semantics, CancellationToken token)
    {
        if (place is ExpressionStatementSyntax { Expression: var expression }) place = expression;
        IEnumerable<SyntaxNode> parts = place switch
        {
            AssignmentExpressionSyntax assignment => [assignment.Right],
            SimpleNameSyntax => [place],
            _ => place.ChildNodes(),
        };
        List<ExpressionSyntax> numbers = [.. parts.SelectMany(part => Numbers(part, semantics, token))];
        return numbers.Count == 0 ? null : root.ReplaceNodes(numbers, static (_, number) => Stopped(number));
    }

    /// <summary>The outermost expressions that are a float or a double and no constant.</summary>
    private static IEnumerable<ExpressionSyntax> Numbers(SyntaxNode node, SemanticModel semantics, CancellationToken token)
    {
        if (node is LambdaExpressionSyntax or TypeSyntax and not SimpleNameSyntax) return [];
        bool isNumber = node is ExpressionSyntax and not AssignmentExpressionSyntax && semantics.GetTypeInfo(node, token).Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
        if (!isNumber) return node.ChildNodes().SelectMany(part => Numbers(part, semantics, token));
        return semantics.GetConstantValue(node, token).HasValue ? [] : [(ExpressionSyntax)node];
    }

    private static ExpressionSyntax Stopped(ExpressionSyntax number)
    {
        ExpressionSyntax argument = number is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : number;
        ExpressionSyntax stop = SyntaxFactory.ParseExpression("global::AutoDiff.Diff.StopGradient").WithAdditionalAnnotations(Simplifier.Annotation);
        return SyntaxFactory.InvocationExpression(stop, SyntaxFactory.ArgumentList([SyntaxFactory.Argument(argument.WithoutTrivia())])).WithTriviaFrom(number);
    }
}
