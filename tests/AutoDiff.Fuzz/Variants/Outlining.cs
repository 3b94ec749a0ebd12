using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Makes a method of an expression.</summary>
internal static class Outlining
{
    public static SyntaxNode? Run(CompilationUnitSyntax root, SemanticModel model, Random random)
    {
        ExpressionSyntax[] expressions = [.. root.DescendantNodes().OfType<ExpressionSyntax>().Where(expression => IsOutlined(expression, model))];
        if (expressions.Length == 0) return null;
        ExpressionSyntax chosen = expressions[random.Next(expressions.Length)];
        ISymbol[] used = [.. chosen.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .Where(static symbol => symbol is ILocalSymbol or IParameterSymbol)
            .OfType<ISymbol>()
            .Distinct<ISymbol>(SymbolEqualityComparer.Default)];
        string Text(ITypeSymbol type) => type.ToMinimalDisplayString(model, chosen.SpanStart, SymbolDisplayFormat.MinimallyQualifiedFormat);
        string parameters = string.Join(", ", used.Select(symbol => $"{Text(symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type)} {symbol.Name}"));
        string method = $"private static {Text(model.GetTypeInfo(chosen).Type!)} Outlined({parameters}) => {chosen};";
        TypeDeclarationSyntax type = chosen.Ancestors().OfType<ClassDeclarationSyntax>().First();
        TypeDeclarationSyntax changed = type.ReplaceNode(chosen, SyntaxFactory.ParseExpression($"Outlined({string.Join(", ", used.Select(symbol => symbol.Name))})"));
        return root.ReplaceNode(type, changed.AddMembers(SyntaxFactory.ParseMemberDeclaration(method)!));
    }

    /// <summary>A number that is computed from the variables of a method, none of which is changed on the way.</summary>
    private static bool IsOutlined(ExpressionSyntax expression, SemanticModel model) =>
        expression is BinaryExpressionSyntax or InvocationExpressionSyntax or ConditionalExpressionSyntax
        && model.GetTypeInfo(expression).Type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
        && expression.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { Identifier.Text: "F" or "Again" }
        && !expression.Ancestors().Any(static node => node is LocalFunctionStatementSyntax)
        && !expression.DescendantNodesAndSelf().Any(node => node is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or DeclarationPatternSyntax or RefExpressionSyntax or VarPatternSyntax
            || (node is IdentifierNameSyntax name && (name.Identifier.Text.StartsWith("Local", StringComparison.Ordinal) || model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && expression.Span.Contains(declared.Span)))
            || (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Again" } }));
}
