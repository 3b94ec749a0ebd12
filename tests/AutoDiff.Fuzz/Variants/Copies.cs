using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Computes with a copy of a parameter that is only read.</summary>
internal static class Copies
{
    public static SyntaxNode? Introduce(SyntaxNode root, Random random)
    {
        MethodDeclarationSyntax method = root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(static method => method.Identifier.Text == "F");
        ParameterSyntax[] parameters = [.. method.ParameterList.Parameters.Where(static parameter => parameter.Type!.ToString().StartsWith("ReadOnlySpan", StringComparison.Ordinal))];
        if (parameters.Length == 0) return null;
        ParameterSyntax chosen = parameters[random.Next(parameters.Length)];
        string name = chosen.Identifier.Text;
        BlockSyntax body = method.Body!;
        BlockSyntax renamed = body.ReplaceTokens(
            body.DescendantTokens().Where(token => token.ValueText == name && token.Parent is IdentifierNameSyntax),
            static (token, _) => SyntaxFactory.Identifier($"{token.ValueText}Copy").WithTriviaFrom(token));
        StatementSyntax copy = SyntaxFactory.ParseStatement($"{chosen.Type} {name}Copy = {name}.ToArray();");
        return root.ReplaceNode(body, renamed.WithStatements(renamed.Statements.Insert(0, copy)));
    }
}
