using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Writes what a method is made of in place of a call.</summary>
internal static class Inlining
{
    public static SyntaxNode? Run(CompilationUnitSyntax root, SemanticModel model, Random random)
    {
        MethodDeclarationSyntax? helper = root.DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(static method => method is { Identifier.Text: "Mix", ExpressionBody: not null });
        InvocationExpressionSyntax[] calls = [.. root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(static call => call.Expression.ToString() == "Mix" && !call.DescendantNodes().Any(IsEffect))];
        if (helper is null || calls.Length == 0 || helper.ExpressionBody!.Expression.DescendantNodesAndSelf().Any(IsEffect)) return null;
        InvocationExpressionSyntax chosen = calls[random.Next(calls.Length)];
        string[] parameters = [.. helper.ParameterList.Parameters.Select(static parameter => parameter.Identifier.Text)];
        string scalar = helper.ReturnType.ToString();
        ExpressionSyntax body = helper.ExpressionBody.Expression;
        return root.ReplaceNode(chosen, SyntaxFactory.ParenthesizedExpression(body.ReplaceNodes(
            body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => parameters.Contains(name.Identifier.Text)),
            (name, _) => SyntaxFactory.ParseExpression($"(({scalar})({chosen.ArgumentList.Arguments[Array.IndexOf(parameters, name.Identifier.Text)]}))"))));
    }

    private static bool IsEffect(SyntaxNode node) => node is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or DeclarationPatternSyntax or VarPatternSyntax
        || (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var name } } && (name == "Again" || name.StartsWith("Local", StringComparison.Ordinal)));
}
