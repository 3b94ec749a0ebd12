using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
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
        if (TypeLowering.Memory(expression.Type) is { IsJagged: true }) return expression is IArrayCreationOperation or ICollectionExpressionOperation ? context.Refuse(expression, "A new array of arrays", "use T[,], or one array with row after row", DiagnosticIds.ArrayShapeNotSupported) : null;
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
    public Lowered Copy(Lowered memory) => context.Elements.Alike(memory.Map(Copy));

    private Value Copy(Value memory)
    {
        var type = (MemoryType)memory.Type;
        Value copy = type.Form == MemoryForm.Matrix
            ? Builder.Define(type, new Alloc(context.Elements.Length(memory), context.Elements.Length(memory, 1)))
            : Define(type with { Form = MemoryForm.Span }, context.Elements.Length(memory));
        Builder.Do(new Copy(Builder.Elements(memory), Builder.Elements(copy)));
        return copy;
    }

    /// <param name="element">What it is made of.</param>
    /// <param name="size">As many as there are elements, where it is not given.</param>
    /// <param name="elements">None where all are zero.</param>
    private Lowered Allocate(ITypeSymbol element, IOperation? size, IReadOnlyList<IOperation> elements)
    {
        Value length = size is not null && elements.Count == 0 ? context.Expressions.Value(size) : Builder.Int(elements.Count);
        List<Lowered> values = [.. elements.Select(context.Expressions.Lower)];
        Lowered memory = Define(element, context.Elements.AsIndex(length));
        if (values.Count == 0) Clear(memory);
        for (int k = 0; k < values.Count; k++) Store(memory, Builder.Int(k), values[k]);
        return memory;
    }

    /// <summary>Makes all elements zero.</summary>
    public void Clear(Lowered memory)
    {
        foreach (Value piece in memory.Leaves) Builder.Do(new Fill(Builder.Elements(piece), context.Placeholder(((MemoryType)piece.Type).Element)));
    }

    private void Store(Lowered memory, Value index, Lowered element)
    {
        foreach ((Value piece, Value leaf) in memory.Leaves.Zip(element.Leaves, static (piece, leaf) => (piece, leaf))) Builder.Store(piece, index, leaf, inRange: true);
    }

    /// <summary>A matrix, whose initializer lists rows.</summary>
    private Lowered Allocate(ITypeSymbol element, IOperation rows, IOperation columns, IArrayInitializerOperation? initializer)
    {
        Value height = context.Elements.AsIndex(context.Expressions.Value(rows)), width = context.Elements.AsIndex(context.Expressions.Value(columns));
        IArrayInitializerOperation[] lines = [.. initializer?.ElementValues.Cast<IArrayInitializerOperation>() ?? []];
        Lowered[][] values = [.. lines.Select(line => line.ElementValues.Select(context.Expressions.Lower).ToArray())];
        Lowered matrix = context.Elements.Alike(TypeLowering.BuildMemory(element, MemoryForm.Matrix, type => Builder.Define(type, new Alloc(height, width))));
        if (values.Length == 0) Clear(matrix);
        for (int i = 0; i < values.Length; i++)
        {
            Lowered line = context.Elements.Row(matrix, Builder.Int(i));
            for (int j = 0; j < values[i].Length; j++) Store(line, Builder.Int(j), values[i][j]);
        }

        return matrix;
    }

    /// <summary>A collection expression with spreads: what is evaluated first, then memory for all of it, then each in its place.</summary>
    private Lowered Collect(ITypeSymbol type, IReadOnlyList<IOperation> elements)
    {
        List<(Lowered Value, Value? Count)> parts = [];
        Value length = Builder.Int(0);
        foreach (IOperation element in elements)
        {
            Lowered value = context.Expressions.Lower(element is ISpreadOperation spread ? spread.Operand : element);
            Value? count = element is ISpreadOperation ? context.Elements.Length(ElementLowering.Extent(value)) : null;
            parts.Add((value, count));
            length = Builder.Apply(Arithmetic.Add, length, count ?? Builder.Int(1));
        }

        Lowered memory = Define(type, length);
        Value start = Builder.Int(0);
        foreach ((Lowered value, Value? count) in parts)
        {
            if (count is not null) CopyInto(memory, start, count, value);
            else Store(memory, start, value);
            start = Builder.Apply(Arithmetic.Add, start, count ?? Builder.Int(1));
        }

        return memory;
    }

    private void CopyInto(Lowered memory, Value start, Value count, Lowered source)
    {
        foreach ((Value piece, Value from) in memory.Leaves.Zip(source.Leaves, static (piece, from) => (piece, from)))
        {
            Builder.Do(new Copy(from, Builder.Define(piece.Type, new Slice(piece, start, count, InRange: true))));
        }
    }

    private Lowered View(IObjectCreationOperation view, IOperation array)
    {
        Lowered memory = context.Expressions.Lower(array);
        List<Value> bounds = [.. view.Arguments.Skip(1).Select(argument => context.Expressions.Value(argument.Value))];
        return bounds is [var start, var count] ? context.Elements.Slice(memory, view.Type!, start, count) : memory;
    }

    private Lowered Define(ITypeSymbol element, Value length) => context.Elements.Alike(TypeLowering.BuildMemory(element, MemoryForm.Span, type => Define((MemoryType)type, length)));

    private Value Define(MemoryType type, Value length) => context.Roots.Object(Builder.Define(type, new Alloc(length)));

    /// <summary>The elements of <c>stackalloc[] { … }</c>, of which the length is a child too.</summary>
    private static List<IOperation> Elements(IOperation stackAlloc)
    {
        int count = ((ImplicitStackAllocArrayCreationExpressionSyntax)stackAlloc.Syntax).Initializer.Expressions.Count;
        return [.. stackAlloc.ChildOperations.Skip(stackAlloc.ChildOperations.Count - count)];
    }

    /// <summary>The elements of what is made. Before it is converted to a span, what stackalloc yields is a pointer.</summary>
    private static ITypeSymbol? Made(ITypeSymbol? type) => type is IPointerTypeSymbol { PointedAtType: var element } && (TypeLowering.Scalar(element) is not null || SplitTypes.IsMadeOfScalars(element))
        ? element
        : TypeLowering.MemoryElement(type);
}
