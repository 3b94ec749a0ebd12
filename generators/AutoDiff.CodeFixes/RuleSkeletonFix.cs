using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AutoDiff.CodeFixes;

/// <summary>Declares the rule that a method names and its type does not have, with the signature that the diagnostic carries.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RuleSkeletonFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.RuleNotFound];

    protected override string Title => "Declare the rule";

    protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel semantics, CancellationToken token)
    {
        if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return null;
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Signature, out string? signature)) return null;
        if (SyntaxFactory.ParseMemberDeclaration($"private {signature} => throw new System.NotImplementedException();") is not { } rule) return null;
        SyntaxTriviaList above = SyntaxFactory.TriviaList(SyntaxFactory.ElasticCarriageReturnLineFeed);
        return root.InsertNodesAfter(method, [rule.WithLeadingTrivia(above).WithAdditionalAnnotations(Formatter.Annotation)]);
    }
}
