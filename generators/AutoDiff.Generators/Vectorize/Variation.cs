using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A multiple of the loop's index, and what is added to it from outside.</summary>
internal sealed record Stride(int Factor, EquatableArray<(bool IsSubtracted, Value Term)> Terms)
{
    /// <summary>Elements that are further apart are in cache lines of their own.</summary>
    public const int Widest = 8;
}

/// <summary>How values differ between the iterations of a loop: not at all, as its index does, or in any way.</summary>
internal sealed class Variation
{
    private readonly HashSet<Value> inside = [];
    private readonly HashSet<Value> uniform = [];
    private readonly Dictionary<Value, EquatableArray<(bool IsSubtracted, Value Term)>> offsets = [];

    private readonly Dictionary<Value, Stride> strides = [];

    /// <summary>Whole numbers that are read from memory, element after element, or chosen, and those that are computed with such.</summary>
    private readonly HashSet<Value> read = [], computed = [];

    /// <summary>The index, and what is a constant away from it: they do not wrap around.</summary>
    private readonly HashSet<Value> near = [];

    private Variation(For loop, MemoryObjects memory, Func<Value, long?> constantOf)
    {
        Value[] written = [.. Accesses.Of(loop.Body).Where(static access => access.Writes).Select(static access => access.Memory)];
        Walk.Definitions(loop.Body, value => inside.Add(value));
        offsets[loop.Body.Arguments[0]] = [];
        near.Add(loop.Body.Arguments[0]);
        foreach (Let let in Walk.Lets(loop.Body).Where(static let => let.Targets.Count == 1))
        {
            if (IsUniform(let.Operation, written, memory)) uniform.Add(let.Target);
            else if (let.Operation is Apply apply && OffsetOf(apply) is { } offset)
            {
                offsets[let.Target] = offset;
                if (WrappedLanes.IsNear(apply, loop.Body.Arguments[0], constantOf) && constantOf(loop.Lower) is >= 0) near.Add(let.Target);
            }
            else if (let.Operation is Apply other && StrideOf(other, constantOf) is { } stride) strides[let.Target] = stride;
        }

        AddWholes([.. Walk.Lets(loop.Body)], load => !written.Any(item => memory.MayOverlap(item, load.Memory)));
    }

    /// <summary>Finds the whole numbers of the lanes; what a branch yields is known when what it chooses from is.</summary>
    private void AddWholes(Let[] lets, Func<Load, bool> isUnwritten)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (Let let in lets)
            {
                for (int i = 0; i < let.Targets.Count; i++)
                {
                    Value target = let.Targets[i];
                    if (target.Type != ScalarType.Int32 || IsUniform(target) || IsOfIndex(target) || IsWhole(target)) continue;
                    Value[] sources = let.Operation is If branch ? [branch.Then.Results[i], branch.Else.Results[i]] : let.Operation is Apply { Primitive.Name: "Add" or "Subtract" or "Multiply" or "Negate" } apply ? [.. apply.Operands] : [];
                    if (let.Operation is Load { Leaf.Length: 0 } load && IsOutside(load.Memory) && OffsetOf(load.Index) is not null && isUnwritten(load)) changed |= read.Add(target);
                    else if (let.Operation is If && sources.All(source => IsUniform(source) || OffsetOf(source) is not null || IsReadWhole(source))) changed |= read.Add(target);
                    else if (sources.Length > 0 && sources.All(source => IsUniform(source) || IsOfIndex(source) || IsWhole(source))) changed |= computed.Add(target);
                }
            }
        }
        while (changed);
    }

    public static Variation Of(For loop, MemoryObjects memory, Func<Value, long?> constantOf) => new(loop, memory, constantOf);

    /// <summary>Is it there before the loop begins?</summary>
    public bool IsOutside(Value value) => !inside.Contains(value);

    /// <summary>Is it the same in all iterations?</summary>
    public bool IsUniform(Value value) => IsOutside(value) || uniform.Contains(value);

    /// <summary>By what the value differs from the loop's index, in terms from outside; null where it does not follow the index.</summary>
    public EquatableArray<(bool IsSubtracted, Value Term)>? OffsetOf(Value value) => offsets.TryGetValue(value, out var offset) ? offset : null;

    /// <summary>Of a value that follows the loop's index: may it wrap around while that does not?</summary>
    public bool MayWrap(Value value) => !near.Contains(value);

    /// <summary>How the value follows a multiple of the loop's index; null where it does not.</summary>
    public Stride? StrideOf(Value value) => strides.TryGetValue(value, out Stride? stride) ? stride : null;

    /// <summary>Is it a whole number that each lane has for itself? In lanes of 64 bits, only the lower 32 of them count.</summary>
    public bool IsWhole(Value value) => read.Contains(value) || computed.Contains(value);

    /// <summary>Is it a whole number in memory, or chosen, which the lanes hold as it is?</summary>
    public bool IsReadWhole(Value value) => read.Contains(value);

    /// <summary>Does it follow from the index, in whole numbers?</summary>
    public bool IsOfIndex(Value value) => offsets.ContainsKey(value) || strides.ContainsKey(value);

    private Stride? StrideOf(Apply apply, Func<Value, long?> constantOf)
    {
        if (apply.Operands is not [var x, var y] || x.Type != ScalarType.Int32) return null;
        if (apply.Primitive == Arithmetic.Multiply && (OffsetOf(x) is { Count: 0 } ? constantOf(y) : OffsetOf(y) is { Count: 0 } ? constantOf(x) : null) is > 1 and <= Stride.Widest and var factor) return new((int)factor, []);
        if (apply.Primitive == Arithmetic.Add && IsOutside(x) && StrideOf(y) is { } second) return second with { Terms = [.. second.Terms, (false, x)] };
        return IsOutside(y) && StrideOf(x) is { } first && (apply.Primitive == Arithmetic.Add || apply.Primitive == Arithmetic.Subtract) ? first with { Terms = [.. first.Terms, (apply.Primitive == Arithmetic.Subtract, y)] } : null;
    }

    private bool IsUniform(Operation operation, Value[] written, MemoryObjects memory) => operation switch
    {
        Constant or Length or Apply => Walk.Operands(operation).All(IsUniform),
        Load load => IsUniform(load.Index) && IsOutside(load.Memory) && !written.Any(other => memory.MayOverlap(other, load.Memory)),
        _ => false,
    };

    private EquatableArray<(bool IsSubtracted, Value Term)>? OffsetOf(Apply apply)
    {
        if (apply.Operands is not [var x, var y]) return null;
        if (apply.Primitive == Arithmetic.Add && IsOutside(x) && OffsetOf(y) is { } second) return [.. second, (false, x)];
        return IsOutside(y) && OffsetOf(x) is { } first && (apply.Primitive == Arithmetic.Add || apply.Primitive == Arithmetic.Subtract) ? [.. first, (apply.Primitive == Arithmetic.Subtract, y)] : null;
    }
}
