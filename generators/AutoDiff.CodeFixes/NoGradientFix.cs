using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace AutoDiff.CodeFixes;

/// <summary>Marks a parameter [NoGradient].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NoGradientFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ParameterTypeNotSupported];

    protected override string Title => "Mark the parameter [NoGradient]";

    protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel semantics, CancellationToken token)
    {
        if (place.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter) return null;
        AttributeSyntax attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::AutoDiff.NoGradient")).WithAdditionalAnnotations(Simplifier.Annotation);
        AttributeListSyntax list = SyntaxFactory.AttributeList([attribute]).WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        ParameterSyntax marked = parameter.WithLeadingTrivia();
        return root.ReplaceNode(parameter, marked.WithAttributeLists(marked.AttributeLists.Insert(0, list)));
    }
}
