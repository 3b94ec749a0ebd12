using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Elements, lengths and slices of spans, arrays and matrices.</summary>
internal sealed class ElementLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public static bool IsElement(IArrayElementReferenceOperation element) => IsMemory(element.ArrayReference);

    public static bool IsElement(IPropertyReferenceOperation property) => property.Property.IsIndexer && IsMemory(property.Instance);

    public static bool IsLength(IPropertyReferenceOperation property) => property.Property.Name is "Length" or "LongLength" or "IsEmpty" or "Rank" && IsMemory(property.Instance);

    /// <summary>An array in an array of arrays. Which it is does not change.</summary>
    public static bool IsRow(IArrayElementReferenceOperation element) => TypeLowering.Memory(element.ArrayReference.Type) is { IsJagged: true } && IsElement(element);

    /// <summary>The length or a bound of one dimension, by a method.</summary>
    public static bool IsExtent(IInvocationOperation call) =>
        call is { TargetMethod.Name: "GetLength" or "GetLongLength" or "GetLowerBound" or "GetUpperBound", Instance: { Type: IArrayTypeSymbol } array } && IsMemory(array);

    /// <summary>Memory of the method's own. What an object or another array holds is not looked into: its elements are constants.</summary>
    private static bool IsMemory(IOperation? expression) => TypeLowering.Memory(expression?.Type) is not null && expression switch
    {
        IFieldReferenceOperation field => field.Instance is { Type.IsTupleType: true },
        IArrayElementReferenceOperation part => IsMemory(part.ArrayReference),
        IPropertyReferenceOperation => false,
        IParameterReferenceOperation { Parameter: var parameter } => !PrimaryParameters.Is(parameter),
        IConversionOperation conversion => IsMemory(conversion.Operand),
        IParenthesizedOperation parenthesized => IsMemory(parenthesized.Operand),
        _ => true,
    };

    public Lowered Load(IOperation element) => Locate(element) is { } place ? place.Read(context) : CopyOfRange((IArrayElementReferenceOperation)element);

    /// <summary>Null where it is no element.</summary>
    public Place? Locate(IOperation element) => element switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } array when IsElement(array) && !IsRange(index.Type) =>
            At(array, context.Expressions.Lower(array.ArrayReference), index),
        IArrayElementReferenceOperation { Indices: [var row, var column] } matrix when IsElement(matrix) =>
            At(matrix, context.Expressions.Lower(matrix.ArrayReference), row, column),
        IPropertyReferenceOperation { Arguments: [var index] } span when IsElement(span) => At(span, context.Expressions.Lower(span.Instance!), index.Value),
        IImplicitIndexerReferenceOperation span when IsMemory(span.Instance) && !IsRange(span.Argument.Type) =>
            At(span, context.Expressions.Lower(span.Instance), span.Argument),
        _ => null,
    };

    /// <summary>An element from the end, or a range; null where it is not of a span or an array.</summary>
    public Lowered? TryImplicit(IImplicitIndexerReferenceOperation reference)
    {
        if (Locate(reference) is { } place) return place.Read(context);
        return IsMemory(reference.Instance) ? Range(context.Expressions.Lower(reference.Instance), reference.Argument, reference.Type!) : null;
    }

    /// <summary>What Slice and AsSpan yield.</summary>
    /// <param name="bounds">Nothing, a start, a start and a count, or a range.</param>
    public Lowered? Part(IOperation operand, IReadOnlyList<IOperation> bounds, ITypeSymbol type)
    {
        if (bounds.Count > 2 || bounds.Any(bound => bound.Type is not { SpecialType: SpecialType.System_Int32 } && !IsRange(bound.Type) && !IsIndex(bound.Type))) return null;
        Lowered memory = context.Expressions.Lower(operand);
        switch (bounds)
        {
            case []:
                return memory;
            case [{ Type: var kind } range] when IsRange(kind):
                return Range(memory, range, type);
            case [var start]:
                return Slice(memory, type, Position(start, Extent(memory)));
            default:
                Value first = context.Expressions.Value(bounds[0]);
                return Slice(memory, type, first, context.Expressions.Value(bounds[1]));
        }
    }

    private Lowered Range(Lowered memory, IOperation expression, ITypeSymbol type)
    {
        if (expression is not IRangeOperation range) return context.Refuse(expression, "A range made elsewhere", "write start..end here");
        Value start = range.LeftOperand is { } left ? Position(left, Extent(memory)) : Builder.Int(0);
        Value end = range.RightOperand is { } right ? Position(right, Extent(memory)) : Length(Extent(memory));
        return Slice(memory, type, start, Builder.Apply(Arithmetic.Subtract, end, start));
    }

    public Lowered Length(IPropertyReferenceOperation property)
    {
        Value memory = Extent(context.Expressions.Lower(property.Instance!));
        if (property.Property.Name == "Rank") return new Scalar(Builder.Int(Dimensions(memory)));
        Value length = IsMatrix(memory) ? Builder.Count(memory) : Length(memory);
        return new Scalar(property.Property.Name switch
        {
            "LongLength" => Builder.Convert(length, ScalarType.Int64),
            "IsEmpty" => Builder.Apply(Arithmetic.Equal, length, Builder.Int(0)),
            _ => length,
        });
    }

    /// <summary>Memory that has the length of the given one: itself, or what one part of its elements stands in.</summary>
    public static Value Extent(Lowered memory) => memory.Leaves.First();

    /// <summary>Pieces of memory that are parts of one have the same length.</summary>
    public Lowered Alike(Lowered memory)
    {
        foreach (Value piece in memory.Leaves.Skip(1).Where(static leaf => leaf.Type is MemoryType)) context.Ranges.Alike(piece, Extent(memory));
        return memory;
    }

    public Value Length(Value memory, int dimension = 0)
    {
        Value length = Builder.Length(memory, dimension);
        context.Ranges.Length(length, memory, dimension);
        return length;
    }

    public Lowered Extent(IInvocationOperation call)
    {
        Value memory = Extent(context.Expressions.Lower(call.Instance!));
        IOperation argument = call.Arguments[0].Value;
        if (argument.ConstantValue is not { HasValue: true, Value: int dimension } || dimension < 0 || dimension >= Dimensions(memory))
        {
            return context.Refuse(argument, "This dimension", "write the number of one that there is");
        }

        return new Scalar(call.TargetMethod.Name switch
        {
            "GetLowerBound" => context.Ranges.Constant(Builder.Int(0), 0),
            "GetUpperBound" => context.Operators.Apply(BinaryOperatorKind.Subtract, false, Length(memory, dimension), context.Ranges.Constant(Builder.Int(1), 1))!,
            "GetLongLength" => Builder.Convert(Length(memory, dimension), ScalarType.Int64),
            _ => Length(memory, dimension),
        });
    }

    /// <param name="count">All that follow, where none is given.</param>
    public Lowered Slice(Lowered memory, ITypeSymbol type, Value start, Value? count = null)
    {
        count ??= Builder.Apply(Arithmetic.Subtract, Length(Extent(memory)), start);
        MemoryForm form = TypeLowering.Memory(type)!.Form is MemoryForm.ReadOnlySpan ? MemoryForm.ReadOnlySpan : MemoryForm.Span;
        return Alike(memory.Map(piece => context.Roots.Part(Builder.Define(((MemoryType)piece.Type) with { Form = form }, new Slice(piece, start, count)), piece)));
    }

    private Place At(IOperation syntax, Lowered memory, IOperation index)
    {
        Value extent = Extent(memory), position = AsIndex(Position(index, extent));
        bool inRange = context.Ranges.IsInRange(extent, position);
        return extent.Type is MemoryType { IsJagged: true } ? new RowPlace(syntax, extent, position, inRange) : new ElementPlace(syntax, memory, position, inRange);
    }

    /// <summary>Both indices are evaluated before either is checked; a row that is not there is empty.</summary>
    private Place At(IOperation syntax, Lowered matrix, IOperation row, IOperation column)
    {
        Value extent = Extent(matrix), first = AsIndex(context.Expressions.Value(row)), second = AsIndex(context.Expressions.Value(column));
        bool inRange = context.Ranges.IsInRange(extent, first, 0) && context.Ranges.IsInRange(extent, second, 1);
        return new ElementPlace(syntax, Row(matrix, first), second, inRange);
    }

    /// <summary>A row of a matrix, or of each of its parts.</summary>
    public Lowered Row(Lowered matrix, Value row) =>
        matrix.Map(piece => Builder.Define(((MemoryType)piece.Type) with { Form = MemoryForm.Span }, new Row(piece, row)));

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

    private static bool IsMatrix(Value memory) => memory.Type is MemoryType { Form: MemoryForm.Matrix };

    private static int Dimensions(Value memory) => IsMatrix(memory) ? 2 : 1;

    /// <summary>A range of an array is a new array.</summary>
    private Lowered CopyOfRange(IArrayElementReferenceOperation element) =>
        context.Allocations.Copy(Range(context.Expressions.Lower(element.ArrayReference), element.Indices[0], element.Type!));

    private static bool IsRange(ITypeSymbol? type) => IsOfSystem(type, "Range");

    private static bool IsIndex(ITypeSymbol? type) => IsOfSystem(type, "Index");

    private static bool IsOfSystem(ITypeSymbol? type, string name) => type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
