using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generators.Frontend;

/// <summary>What a documentation comment calls a method: <c>Loss(ReadOnlySpan{double}, double)</c>.</summary>
internal static class DocumentationName
{
    public static string Of(IMethodSymbol method, bool isQualified) =>
        $"{Escaped(method.Name)}{TypeParameters(method)}({string.Join(", ", method.Parameters.Select(parameter => Text(parameter.Type, isQualified)))})";

    private static string TypeParameters(IMethodSymbol method) =>
        method.IsGenericMethod ? $"{{{string.Join(", ", method.TypeParameters.Select(static parameter => parameter.Name))}}}" : "";

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Text(ITypeSymbol type, bool isQualified) => type switch
    {
        IArrayTypeSymbol array => $"{Text(array.ElementType, isQualified)}[{new string(',', array.Rank - 1)}]",
        INamedTypeSymbol named when TypeLowering.IsSpan(named) && !isQualified => $"{named.Name}{{{Text(named.TypeArguments[0], isQualified)}}}",
        INamedTypeSymbol { IsTupleType: true } tuple => $"global::System.ValueTuple{{{string.Join(", ", tuple.TupleElements.Select(element => Text(element.Type, isQualified)))}}}",
        _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace('<', '{').Replace('>', '}'),
    };
}
