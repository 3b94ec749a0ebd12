using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The framework's methods of spans and arrays.</summary>
internal sealed class MemoryCalls(LoweringContext context)
{
    private Builder Builder => context.Builder;

    /// <summary>A part, a copy or an extent of memory; null where the call yields none.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        if (ElementLowering.IsExtent(call)) return context.Elements.Extent(call);
        List<IOperation> operands = Operands(call);
        if (!IsFramework(call.TargetMethod) || operands is not [var first, ..] || !IsMemory(first)) return null;
        return call.TargetMethod.Name switch
        {
            "ToArray" or "Clone" => context.Allocations.Copy(context.Expressions.Lower(first)),
            "Slice" or "AsSpan" when TypeLowering.Memory(call.Type) is not null => context.Elements.Part(first, operands.GetRange(1, operands.Count - 1), call.Type!),
            _ => null,
        };
    }

    /// <summary>A call that writes memory. True where it was one.</summary>
    public bool TryEffect(IInvocationOperation call)
    {
        if (!IsFramework(call.TargetMethod) || call.Arguments.Any(static argument => argument.Parameter!.RefKind != RefKind.None)) return false;
        List<IOperation> operands = Operands(call);
        if (Writer(call.TargetMethod.Name, operands) is not { } write) return false;
        List<Value[]> values = [.. operands.Select(operand => context.Expressions.Lower(operand).Leaves.ToArray())];
        context.At(call, () =>
        {
            // Of memory that is split, each part in turn; what is no part of an element is the same for all.
            for (int part = 0; part < values[0].Length; part++) write([.. values.Select(leaves => leaves[part < leaves.Length ? part : 0])]);
        });
        return true;
    }

    private Action<Value[]>? Writer(string method, List<IOperation> operands) => (method, operands) switch
    {
        ("CopyTo", [var source, var destination]) when AreAlike(source, destination) => values => Builder.Do(new Copy(values[0], values[1])),
        ("CopyTo", [var source, var destination, var start]) when AreAlike(source, destination) && IsCount(start) =>
            values => CopyRange(values[0], Builder.Int(0), values[1], values[2], Builder.Length(values[0])),
        ("Copy", [var source, var destination, var count]) when AreAlike(source, destination) && IsCount(count) =>
            values => CopyRange(values[0], Builder.Int(0), values[1], Builder.Int(0), values[2]),
        ("Copy", [var source, var from, var destination, var to, var count]) when AreAlike(source, destination) && IsCount(from) && IsCount(to) && IsCount(count) =>
            values => CopyRange(values[0], values[1], values[2], values[3], values[4]),
        ("Fill", [var memory, _]) when IsMemory(memory) => values => Builder.Do(new Fill(values[0], values[1])),
        ("Fill", [var memory, _, var start, var count]) when IsMemory(memory) && IsCount(start) && IsCount(count) =>
            values => Builder.Do(new Fill(Part(values[0], values[2], values[3]), values[1])),
        ("Clear", [var memory]) when IsMemory(memory) => values => Clear(values[0]),
        ("Clear", [var memory, var start, var count]) when IsMemory(memory) && IsCount(start) && IsCount(count) => values => ClearRange(values[0], values[1], values[2]),
        ("Reverse", [var memory]) when IsMemory(memory) => values => Reverse(values[0]),
        _ => null,
    };

    /// <summary>Array.Copy throws ArgumentOutOfRangeException for what is negative, and then ArgumentException for what is too long.</summary>
    private void CopyRange(Value source, Value start, Value destination, Value destinationStart, Value count)
    {
        Value from = Builder.Elements(source), to = Builder.Elements(destination), zero = Builder.Int(0);
        Value isRange = new[] { start, destinationStart, count }.Select(number => Builder.Apply(Arithmetic.GreaterOrEqual, number, zero)).Aggregate(And);
        ThrowIf(And(isRange, Builder.Apply(Arithmetic.Or, IsBeyond(from, start, count), IsBeyond(to, destinationStart, count))), "global::System.ArgumentException");
        Builder.Do(new Copy(Part(from, start, count), Part(to, destinationStart, count)));
    }

    private void ClearRange(Value memory, Value start, Value count)
    {
        Value elements = Builder.Elements(memory), zero = Builder.Int(0);
        Value isNegative = Builder.Apply(Arithmetic.Or, Builder.Apply(Arithmetic.Less, start, zero), Builder.Apply(Arithmetic.Less, count, zero));
        ThrowIf(Builder.Apply(Arithmetic.Or, isNegative, IsBeyond(elements, start, count)), "global::System.IndexOutOfRangeException");
        Clear(Part(elements, start, count));
    }

    private void Clear(Value memory) => context.Allocations.Clear(new Memory(memory));

    /// <summary>Elements change places from the ends inwards.</summary>
    private void Reverse(Value memory)
    {
        Value length = Builder.Length(memory), index = Builder.Numbers.Create(ScalarType.Int32);
        Builder body = Builder.Nested();
        Value opposite = body.Apply(Arithmetic.Subtract, body.Apply(Arithmetic.Subtract, length, body.Int(1)), index);
        Value first = body.Load(memory, index, inRange: true), last = body.Load(memory, opposite, inRange: true);
        body.Store(memory, index, last, inRange: true);
        body.Store(memory, opposite, first, inRange: true);
        Builder.Do(new For(Builder.Int(0), Builder.Apply(Arithmetic.Divide, length, Builder.Int(2)), Builder.Int(1), [], body.ToBlock([index], [])));
    }

    private void ThrowIf(Value condition, string exception)
    {
        Builder then = Builder.Nested();
        then.Do(new Throw($"new {exception}()", []));
        Builder.Do(new If(condition, then.ToBlock([], []), Block.Empty));
    }

    /// <summary>Of numbers that are not negative: do so many elements from there on reach beyond the end?</summary>
    private Value IsBeyond(Value memory, Value start, Value count) =>
        Builder.Apply(Arithmetic.Greater, start, Builder.Apply(Arithmetic.Subtract, Builder.Length(memory), count));

    private Value And(Value one, Value other) => Builder.Apply(Arithmetic.And, one, other);

    private Value Part(Value memory, Value start, Value count) =>
        Builder.Define(new MemoryType(((MemoryType)memory.Type).Element, ((MemoryType)memory.Type).Form == MemoryForm.ReadOnlySpan ? MemoryForm.ReadOnlySpan : MemoryForm.Span), new Slice(memory, start, count));

    /// <summary>The object, if any, and the arguments, arrays as they were before they became a System.Array.</summary>
    private static List<IOperation> Operands(IInvocationOperation call)
    {
        IEnumerable<IOperation> arguments = call.Arguments.Select(static argument => argument.Value);
        return [.. (call.Instance is { } instance ? arguments.Prepend(instance) : arguments).Select(Unconverted)];
    }

    private static IOperation Unconverted(IOperation operand) =>
        operand is IConversionOperation { Type.SpecialType: SpecialType.System_Array, Operand: var array } && IsMemory(array) ? array : operand;

    private static bool IsMemory(IOperation operand) => TypeLowering.IsPlainMemory(operand.Type);

    private static bool IsCount(IOperation operand) => operand.Type is { SpecialType: SpecialType.System_Int32 };

    /// <summary>Memory of the same elements.</summary>
    private static bool AreAlike(IOperation source, IOperation destination) =>
        TypeLowering.Memory(source.Type) is { IsJagged: false } one && TypeLowering.Memory(destination.Type) is { } other && one.Element == other.Element;

    private static bool IsFramework(IMethodSymbol method) => TypeLowering.IsSpan(method.ContainingType)
        || method.ContainingType is { Name: "Array" or "MemoryExtensions", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
