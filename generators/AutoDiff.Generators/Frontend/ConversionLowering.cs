using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Conversions, implicit and explicit.</summary>
internal sealed class ConversionLowering(LoweringContext context)
{
    /// <summary>Null where a side of it is not looked into.</summary>
    public Lowered? TryLower(IConversionOperation conversion)
    {
        if (conversion.Type is null or IErrorTypeSymbol || conversion.Operand is IInvalidOperation) context.Fence.Invalid();
        if (conversion.OperatorMethod is { } convert && !IsView(conversion)) return context.UserOperators.TryRun(conversion, convert, conversion.Operand);
        if (IsClone(conversion)) return context.Expressions.Lower(conversion.Operand);
        if (!IsTransparent(conversion)) return null;
        Lowered operand = context.Expressions.Lower(conversion.Operand);
        bool isChecked = conversion.IsChecked && !conversion.GetConversion().IsImplicit;
        return Convert(operand, conversion.Type!, isChecked);
    }

    /// <summary>Between scalars, between tuples of them, and from memory to a view of it.</summary>
    public Lowered Convert(Lowered operand, ITypeSymbol type, bool isChecked = false) => (operand, type) switch
    {
        (Scalar { Value: var value }, _) when TypeLowering.Scalar(type) is { } scalar => new Scalar(Convert(value, scalar, isChecked)),
        (Aggregate { Parts: var parts }, INamedTypeSymbol { IsTupleType: true } tuple) =>
            new Aggregate(parts.Zip(tuple.TupleElements, (part, element) => Convert(part, element.Type, isChecked)).ToEquatableArray()),
        _ => operand,
    };

    private Value Convert(Value value, ScalarType type, bool isChecked) => isChecked && type.IsInteger && value.Type != type
        ? context.Builder.Define(type, new Apply(Arithmetic.ConvertChecked, [value]))
        : context.Builder.Convert(value, type);

    /// <summary>What an array clones itself to is an object until it is cast back.</summary>
    private static bool IsClone(IConversionOperation conversion) =>
        conversion.Operand is IInvocationOperation { TargetMethod.Name: "Clone", Instance.Type: { } array }
        && TypeLowering.IsPlainMemory(array)
        && SymbolEqualityComparer.Default.Equals(array, conversion.Type);

    /// <summary>From an array to a span, and between spans: an operator of theirs before C# 14, and one of the language since.</summary>
    private static bool IsView(IConversionOperation conversion) =>
        conversion is { Operand.Type: { } from, Type: { } to } && TypeLowering.Memory(from) is not null && TypeLowering.Memory(to) is not null;

    /// <summary>Both sides are looked into. All others are C# that is carried along.</summary>
    private static bool IsTransparent(IConversionOperation conversion) => (conversion.Operand.Type, conversion.Type) switch
    {
        (null, _) or (_, null) => false,
        ({ IsTupleType: true }, { IsTupleType: true }) => true,
        var (from, to) when SplitTypes.IsSplit(from) && SymbolEqualityComparer.Default.Equals(from, to) => true,
        (IPointerTypeSymbol, var view) when TypeLowering.IsSpan(view) => true,
        _ when IsView(conversion) => true,
        var (from, to) => TypeLowering.Scalar(from) is not null && TypeLowering.Scalar(to) is not null && !conversion.GetConversion().IsUserDefined,
    };
}
