using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.CodeFixes;

/// <summary>Makes every type that a method stands in partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ContainerNotPartial];

    protected override string Title => "Make the containing types partial";

    protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel semantics, CancellationToken token) =>
        root.ReplaceNodes(place.Ancestors().OfType<TypeDeclarationSyntax>().Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)), static (_, type) => Partial(type));

    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0) return (TypeDeclarationSyntax)type.AddModifiers(partial);
        SyntaxToken moved = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return ((TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia())).AddModifiers(moved) as TypeDeclarationSyntax ?? type;
    }
}
