using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Names, operators and constants as C# spells them.</summary>
internal static class CSharpText
{
    public static string Identifier(ISymbol symbol) => SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;

    /// <summary>A constant string, enum or null; numbers have values of their own.</summary>
    public static Carried? Literal(IOperation expression) => (expression.ConstantValue.Value, expression.Type) switch
    {
        (null, _) => Carried.Text("null"),
        (string text, _) => Carried.Text(SymbolDisplay.FormatLiteral(text, quote: true)),
        (var value, { TypeKind: TypeKind.Enum } type) => Carried.Text(EnumText(type, value)),
        _ => null,
    };

    private static string EnumText(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value)) is { } member
            ? $"{TypeLowering.Text(type)}.{Identifier(member)}"
            : $"(({TypeLowering.Text(type)})({System.FormattableString.Invariant($"{value}")}))";

    /// <summary>Null where it has no infix spelling.</summary>
    public static string? Operator(IBinaryOperation binary) => binary.OperatorKind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };
}
