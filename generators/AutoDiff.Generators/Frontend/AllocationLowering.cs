using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Memory that the method makes for itself: new arrays, stackalloc, collection expressions, copies.</summary>
internal sealed class AllocationLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    /// <summary>Null where it is not memory of scalars.</summary>
    public Lowered? TryLower(IOperation expression)
    {
        if (Made(expression.Type) is not { } type) return null;
        if (type.IsJagged) return expression is IArrayCreationOperation or ICollectionExpressionOperation ? context.Refuse(expression, "A new array of arrays", "use T[,], or one array with row after row") : null;
        return expression switch
        {
            IArrayCreationOperation { DimensionSizes: [var rows, var columns], Initializer: var initializer } => Allocate(type, rows, columns, initializer),
            IArrayCreationOperation { DimensionSizes: [var size], Initializer: var initializer } => Allocate(type, size, initializer?.ElementValues ?? []),
            ICollectionExpressionOperation { Elements: var elements } when elements.OfType<ISpreadOperation>().All(static spread => TypeLowering.IsPlainMemory(spread.Operand.Type)) =>
                elements.Any(static element => element is ISpreadOperation) ? Collect(type, elements) : Allocate(type, null, elements),
            IObjectCreationOperation { Arguments: [{ Value: var array }, ..] } view when TypeLowering.IsPlainMemory(array.Type) => View(view, array),
            { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: null } } => Allocate(type, expression.ChildOperations.First(), []),
            { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax } => Allocate(type, null, [.. expression.ChildOperations.Skip(1)]),
            { Kind: OperationKind.None, Syntax: ImplicitStackAllocArrayCreationExpressionSyntax } => Allocate(type, null, Elements(expression)),
            IDefaultValueOperation when TypeLowering.IsSpan(expression.Type) => context.Placeholder(expression.Type),
            _ => null,
        };
    }

    /// <summary>A copy that stands for itself.</summary>
    public Lowered Copy(Value memory)
    {
        var type = (MemoryType)memory.Type;
        Value copy = type.Form == MemoryForm.Matrix
            ? Builder.Define(type, new Alloc(context.Elements.Length(memory), context.Elements.Length(memory, 1)))
            : Define(type.Element, context.Elements.Length(memory));
        Builder.Do(new Copy(Builder.Elements(memory), Builder.Elements(copy)));
        return new Memory(copy);
    }

    /// <param name="type">What it is made of.</param>
    /// <param name="size">As many as there are elements, where it is not given.</param>
    /// <param name="elements">None where all are zero.</param>
    private Lowered Allocate(MemoryType type, IOperation? size, IReadOnlyList<IOperation> elements)
    {
        Value length = size is not null && elements.Count == 0 ? context.Expressions.Value(size) : Builder.Int(elements.Count);
        List<Value> values = [.. elements.Select(context.Expressions.Value)];
        Value memory = Define(type.Element, context.Elements.AsIndex(length));
        if (values.Count == 0) Builder.Do(new Fill(memory, Builder.Number(type.Element, 0)));
        for (int k = 0; k < values.Count; k++) Builder.Store(memory, Builder.Int(k), values[k], inRange: true);
        return new Memory(memory);
    }

    /// <summary>A matrix, whose initializer lists rows.</summary>
    private Lowered Allocate(MemoryType type, IOperation rows, IOperation columns, IArrayInitializerOperation? initializer)
    {
        Value height = context.Elements.AsIndex(context.Expressions.Value(rows)), width = context.Elements.AsIndex(context.Expressions.Value(columns));
        IArrayInitializerOperation[] lines = [.. initializer?.ElementValues.Cast<IArrayInitializerOperation>() ?? []];
        Value[][] values = [.. lines.Select(line => line.ElementValues.Select(context.Expressions.Value).ToArray())];
        Value matrix = Builder.Define(type, new Alloc(height, width));
        if (values.Length == 0) Builder.Do(new Fill(Builder.Elements(matrix), Builder.Number(type.Element, 0)));
        for (int i = 0; i < values.Length; i++)
        {
            Value line = Builder.Define(type with { Form = MemoryForm.Span }, new Row(matrix, Builder.Int(i)));
            for (int j = 0; j < values[i].Length; j++) Builder.Store(line, Builder.Int(j), values[i][j], inRange: true);
        }

        return new Memory(matrix);
    }

    /// <summary>A collection expression with spreads: what is evaluated first, then memory for all of it, then each in its place.</summary>
    private Lowered Collect(MemoryType type, IReadOnlyList<IOperation> elements)
    {
        List<(Value Value, Value Count)> parts = [];
        Value length = Builder.Int(0);
        foreach (IOperation element in elements)
        {
            Value value = context.Expressions.Value(element is ISpreadOperation spread ? spread.Operand : element);
            Value count = value.Type is MemoryType ? context.Elements.Length(value) : Builder.Int(1);
            parts.Add((value, count));
            length = Builder.Apply(Arithmetic.Add, length, count);
        }

        Value memory = Define(type.Element, length), start = Builder.Int(0);
        foreach ((Value value, Value count) in parts)
        {
            if (value.Type is MemoryType) Builder.Do(new Copy(value, Builder.Define(memory.Type, new Slice(memory, start, count, InRange: true))));
            else Builder.Store(memory, start, value, inRange: true);
            start = Builder.Apply(Arithmetic.Add, start, count);
        }

        return new Memory(memory);
    }

    private Lowered View(IObjectCreationOperation view, IOperation array)
    {
        Value memory = context.Expressions.Value(array);
        List<Value> bounds = [.. view.Arguments.Skip(1).Select(argument => context.Expressions.Value(argument.Value))];
        return bounds is [var start, var count] ? context.Elements.Slice(memory, view.Type!, start, count) : new Memory(memory);
    }

    private Value Define(IrType element, Value length) => context.Roots.Object(Builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(length)));

    /// <summary>The elements of <c>stackalloc[] { … }</c>, of which the length is a child too.</summary>
    private static List<IOperation> Elements(IOperation stackAlloc)
    {
        int count = ((ImplicitStackAllocArrayCreationExpressionSyntax)stackAlloc.Syntax).Initializer.Expressions.Count;
        return [.. stackAlloc.ChildOperations.Skip(stackAlloc.ChildOperations.Count - count)];
    }

    /// <summary>Before it is converted to a span, what stackalloc yields is a pointer.</summary>
    private static MemoryType? Made(ITypeSymbol? type) => type is IPointerTypeSymbol { PointedAtType: var element } && TypeLowering.Scalar(element) is { } scalar
        ? new MemoryType(scalar, MemoryForm.Span)
        : TypeLowering.Memory(type);
}
