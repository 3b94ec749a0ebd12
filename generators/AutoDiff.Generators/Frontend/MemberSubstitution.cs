using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Frontend;

/// <summary>What changes in the text of a member when its type parameters become types, and the object that it is called on a parameter.</summary>
/// <param name="types">For each type parameter a type, and what it is called.</param>
/// <param name="receiver">The name of the parameter; null where the object stays <c>this</c>.</param>
internal sealed class MemberSubstitution(SemanticModel semantics, IReadOnlyDictionary<ISymbol, (ITypeSymbol Type, string Name)> types, string? receiver)
{
    /// <summary>What the interfaces of generic mathematics call the numbers that the types themselves do not name in public.</summary>
    private static readonly Dictionary<string, string> Constants = new()
    {
        ["Zero"] = "0{0}", ["One"] = "1{0}", ["NegativeOne"] = "(-1{0})", ["AdditiveIdentity"] = "0{0}", ["MultiplicativeIdentity"] = "1{0}", ["Radix"] = "2",
    };

    public IEnumerable<TextChange> In(SyntaxNode code) => code.DescendantNodesAndSelf().Select(Change).OfType<TextChange>();

    private TextChange? Change(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name: IdentifierNameSyntax { Identifier.Text: var constant } } access
            when Constants.TryGetValue(constant, out string? number) && TypeOf(name) is { Type: var type } && TypeLowering.Scalar(type) is not null => new TextChange(access.Span, string.Format(number, Suffix(type))),
        IdentifierNameSyntax name when TypeOf(name) is { Name: var text } => new TextChange(name.Span, text),
        ThisExpressionSyntax self when receiver is not null => new TextChange(self.Span, receiver),
        SimpleNameSyntax name when receiver is not null && IsOfThis(name) => new TextChange(new TextSpan(name.SpanStart, 0), $"{receiver}."),
        _ => null,
    };

    private (ITypeSymbol Type, string Name)? TypeOf(IdentifierNameSyntax name) =>
        types.Count > 0 && semantics.GetSymbolInfo(name).Symbol is ITypeParameterSymbol parameter && types.TryGetValue(parameter, out (ITypeSymbol, string) type) ? type : null;

    /// <summary>A member of the object that is not written as one.</summary>
    private bool IsOfThis(SimpleNameSyntax name)
    {
        bool isQualified = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => true,
            QualifiedNameSyntax or AliasQualifiedNameSyntax or MemberBindingExpressionSyntax or NameEqualsSyntax => true,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
            _ => name.FirstAncestorOrSelf<BaseExpressionColonSyntax>() is not null, // a part of what a pattern looks at
        };
        return !isQualified && semantics.GetSymbolInfo(name).Symbol is { IsStatic: false } symbol
            && symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary };
    }

    private static string Suffix(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => "f",
        SpecialType.System_Double => "d",
        _ => "",
    };
}
