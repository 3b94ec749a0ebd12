using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Tests.Architecture;

/// <summary>What a source file says about where it stands and whom it knows.</summary>
/// <param name="Namespaces">The namespaces that it declares.</param>
/// <param name="Names">Every dotted name in it: of <c>using</c> lines, and where a type is spelled out. Comments do not count.</param>
internal sealed record SourceReferences(IReadOnlyList<string> Namespaces, IReadOnlyList<string> Names)
{
    public static SourceReferences Of(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None)).GetRoot();
        BaseNamespaceDeclarationSyntax[] namespaces = [.. root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()];
        IEnumerable<SyntaxNode> dotted = root.DescendantNodes(node => !IsDotted(node)).Where(IsDotted).Except(namespaces.Select(declared => declared.Name));
        return new SourceReferences([.. namespaces.Select(declared => declared.Name.ToString())], [.. dotted.Select(Text)]);
    }

    private static bool IsDotted(SyntaxNode node) => node is QualifiedNameSyntax || (node is MemberAccessExpressionSyntax access && IsName(access));

    // x.Y.Z, but not f(x).Y
    private static bool IsName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => IsName(access.Expression),
        _ => expression is IdentifierNameSyntax or AliasQualifiedNameSyntax,
    };

    private static string Text(SyntaxNode name) => name.WithoutTrivia().ToString().Replace("global::", "", System.StringComparison.Ordinal);
}
