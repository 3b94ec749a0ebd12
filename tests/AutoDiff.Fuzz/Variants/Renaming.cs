using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Gives every parameter and local variable another name, one that generated code might want for itself.</summary>
internal static class Renaming
{
    public static SyntaxNode Run(SyntaxNode root)
    {
        HashSet<string> names = [.. root.DescendantNodes().Where(node => node.Ancestors().OfType<BaseMethodDeclarationSyntax>().Any() && !node.Ancestors().OfType<StructDeclarationSyntax>().Any()).Select(NameOf).OfType<string>()];

        // A rule is told from the method by the names of its parameters.
        names.ExceptWith(root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(static method => method.Identifier.Text.StartsWith("Ruled", System.StringComparison.Ordinal)).SelectMany(static method => method.ParameterList.Parameters).Select(static parameter => parameter.Identifier.Text));
        return root.ReplaceTokens(root.DescendantTokens().Where(token => names.Contains(token.ValueText) && IsVariable(token)), (token, _) => SyntaxFactory.Identifier($"{token.ValueText}_tape").WithTriviaFrom(token));
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter => parameter.Identifier.Text,
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        SingleVariableDesignationSyntax variable => variable.Identifier.Text,
        ForEachStatementSyntax loop => loop.Identifier.Text,
        _ => null,
    };

    private static bool IsVariable(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken)
        && token.Parent is ParameterSyntax or VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or IdentifierNameSyntax
        && token.Parent is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Name: var member } } || (token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name && access.Expression == name);
}
