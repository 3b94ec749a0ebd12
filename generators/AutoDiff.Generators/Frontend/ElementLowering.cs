using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Elements, lengths and slices of spans and arrays.</summary>
internal sealed class ElementLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public static bool IsElement(IArrayElementReferenceOperation element) => IsMemory(element.ArrayReference);

    public static bool IsElement(IPropertyReferenceOperation property) => property.Property.IsIndexer && IsMemory(property.Instance);

    public static bool IsLength(IPropertyReferenceOperation property) => property.Property.Name is "Length" or "LongLength" or "IsEmpty" && IsMemory(property.Instance);

    /// <summary>Memory of the method's own. What an object or another array holds is not looked into: its elements are constants.</summary>
    private static bool IsMemory(IOperation? expression) => TypeLowering.Memory(expression?.Type) is not null && expression switch
    {
        IFieldReferenceOperation field => field.Instance is { Type.IsTupleType: true },
        IArrayElementReferenceOperation { Indices: [var index] } range => IsRange(index.Type) && IsMemory(range.ArrayReference),
        IPropertyReferenceOperation or IArrayElementReferenceOperation => false,
        IConversionOperation conversion => IsMemory(conversion.Operand),
        IParenthesizedOperation parenthesized => IsMemory(parenthesized.Operand),
        _ => true,
    };

    public Lowered Load(IOperation element) => Locate(element) is { } place ? place.Read(context) : RefuseRange(element);

    /// <summary>Null where it is no element.</summary>
    public ElementPlace? Locate(IOperation element) => element switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } array when IsElement(array) && !IsRange(index.Type) =>
            At(array, context.Expressions.Value(array.ArrayReference), index),
        IPropertyReferenceOperation { Arguments: [var index] } span when IsElement(span) => At(span, context.Expressions.Value(span.Instance!), index.Value),
        IImplicitIndexerReferenceOperation span when IsMemory(span.Instance) && !IsRange(span.Argument.Type) =>
            At(span, context.Expressions.Value(span.Instance), span.Argument),
        _ => null,
    };

    /// <summary>An element from the end, or a range; null where it is not of a span or an array.</summary>
    public Lowered? TryImplicit(IImplicitIndexerReferenceOperation reference)
    {
        if (Locate(reference) is { } place) return place.Read(context);
        if (!IsMemory(reference.Instance)) return null;
        if (reference.Argument is not IRangeOperation range) return context.Refuse(reference.Argument, "A range made elsewhere", "write start..end here");

        Value memory = context.Expressions.Value(reference.Instance);
        Value start = range.LeftOperand is { } left ? Position(left, memory) : Builder.Int(0);
        Value end = range.RightOperand is { } right ? Position(right, memory) : Length(memory);
        return Slice(memory, reference.Type!, start, Builder.Apply(Arithmetic.Subtract, end, start));
    }

    public Lowered Length(IPropertyReferenceOperation property)
    {
        Value length = Length(context.Expressions.Value(property.Instance!));
        return new Scalar(property.Property.Name switch
        {
            "LongLength" => Builder.Convert(length, ScalarType.Int64),
            "IsEmpty" => Builder.Apply(Arithmetic.Equal, length, Builder.Int(0)),
            _ => length,
        });
    }

    public Value Length(Value memory)
    {
        Value length = Builder.Length(memory);
        context.Ranges.Length(length, memory);
        return length;
    }

    /// <param name="count">All that follow, where none is given.</param>
    public Lowered Slice(Value memory, ITypeSymbol type, Value start, Value? count = null)
    {
        count ??= Builder.Apply(Arithmetic.Subtract, Length(memory), start);
        return new Memory(context.Roots.Part(Builder.Define(TypeLowering.Memory(type)!, new Slice(memory, start, count)), memory));
    }

    private ElementPlace At(IOperation syntax, Value memory, IOperation index) => new(syntax, memory, AsIndex(Position(index, memory)));

    /// <summary>A place in memory: an integer, or counted from the end.</summary>
    private Value Position(IOperation index, Value memory)
    {
        switch (index)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                Value length = Length(memory);
                return context.Operators.Apply(BinaryOperatorKind.Subtract, false, length, context.Expressions.Value(fromEnd.Operand))!;
            case IConversionOperation { Type.Name: "Index", Operand: var operand }:
                return context.Expressions.Value(operand);
            case { Type: { } type } when TypeLowering.Scalar(type) is not null:
                return context.Expressions.Value(index);
            default:
                context.Refuse(index, "An index made elsewhere", "write it as an integer or ^integer here");
                return Builder.Int(0);
        }
    }

    /// <summary>Elements are numbered by int or long.</summary>
    public Value AsIndex(Value index) => index.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 }
        ? index
        : Builder.Define(ScalarType.Int64, new Apply(index.Type is ScalarType { Kind: ScalarKind.UInt64 or ScalarKind.UIntPtr } ? Arithmetic.ConvertChecked : Arithmetic.Convert, [index]));

    private Lowered RefuseRange(IOperation element) => context.Refuse(element, "A range of an array, which copies,", "take the range of AsSpan()");

    private static bool IsRange(ITypeSymbol? type) => type is { Name: "Range", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
