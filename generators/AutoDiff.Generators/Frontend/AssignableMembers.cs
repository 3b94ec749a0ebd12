using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Frontend;

/// <summary>Changes that let a copy of a constructor, which is none itself, assign what only constructors may: nothing is readonly,
/// <c>init</c> is <c>set</c>, and a property that can only be got is a field. No place moves.</summary>
internal static class AssignableMembers
{
    public static IEnumerable<TextChange> Of(SyntaxNode constructor) =>
        constructor.Parent is TypeDeclarationSyntax type ? Readonly(type.Modifiers).Concat(type.Members.SelectMany(Of)) : [];

    private static IEnumerable<TextChange> Of(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.StaticKeyword) => Readonly(field.Modifiers),
        PropertyDeclarationSyntax { AccessorList: { } accessors } property when accessors.Accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null) && !property.Modifiers.Any(SyntaxKind.StaticKeyword) =>
            accessors.Accessors.Count == 1 ? [Field(property, accessors)] : accessors.Accessors.Where(static accessor => accessor.Keyword.IsKind(SyntaxKind.InitKeyword)).Select(static accessor => new TextChange(accessor.Keyword.Span, "set ")),
        _ => [],
    };

    private static IEnumerable<TextChange> Readonly(SyntaxTokenList modifiers) =>
        modifiers.Where(static modifier => modifier.IsKind(SyntaxKind.ReadOnlyKeyword)).Select(static modifier => Replace(modifier.Span, ""));

    private static TextChange Field(PropertyDeclarationSyntax property, AccessorListSyntax accessors) => Replace(accessors.Span, property.Initializer is null ? ";" : "");

    private static TextChange Replace(TextSpan span, string text) => new(span, text.PadRight(span.Length));
}
