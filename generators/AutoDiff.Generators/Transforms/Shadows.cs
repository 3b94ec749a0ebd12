using System;
using System.Collections.Generic;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The memory that holds the adjoints of active memory: of the same shape, a part for a part. The adjoints of what is on a stack
/// are on a stack, too: going backwards, what was popped last is pushed first.</summary>
/// <param name="lanes">As of <see cref="LaneTypes"/>.</param>
internal sealed class Shadows(Activity activity, ScalarType? lanes = null)
{
    private readonly Dictionary<Value, Value> shadows = [];

    /// <summary>Each number is a vector.</summary>
    public bool HasLanes => lanes is not null;

    public bool IsActive(Value memory) => activity.IsActive(memory);

    public void Set(Value memory, Value shadow) => shadows[memory] = shadow;

    public Value Of(Value memory) => shadows.TryGetValue(memory, out Value? shadow) ? shadow : throw new Refusal("memory of an object cannot take part where an adjoint is needed; copy it into an array first");

    /// <summary>A cleared shadow for memory that begins where the builder stands.</summary>
    /// <param name="alloc">Makes memory of the same shape.</param>
    public Value Allocate(Builder builder, Value memory, Alloc alloc)
    {
        Value shadow = builder.Define(TypeFor(memory), alloc, Adjoints.NameOf(memory));
        Clear(builder, shadow);
        return shadow;
    }

    /// <summary>Sets all elements to zero, row by row where there are rows.</summary>
    public static void Clear(Builder builder, Value shadow)
    {
        var type = (MemoryType)shadow.Type;
        if (!type.IsJagged)
        {
            builder.Do(new Fill(shadow, builder.Number(type.Element, 0)));
            return;
        }

        Value index = builder.Numbers.Create(ScalarType.Int32);
        Builder body = builder.Nested();
        Clear(body, body.Define(TypeOf((MemoryType)type.Element), new Row(shadow, index, InRange: true)));
        builder.Do(new For(builder.Int(0), builder.Length(shadow), builder.Int(1), [], body.ToBlock([index], [])));
    }

    /// <summary>At the start of the reverse of a block: the shadows of the memory that the block names, in its order. A part
    /// of memory has the same part of its shadow; memory that is allocated in the block has its shadow allocated here.</summary>
    public void Enter(Block forward, Builder reverse)
    {
        foreach (Let let in forward.Lets)
        {
            if (let.Targets is not [{ Type: MemoryType or StackType } target] || !activity.IsActive(target)) continue;
            Origin? origin = reverse.Origin;
            reverse.Origin = let.Origin is null ? null : let.Origin with { Sweep = Sweep.Reverse };
            Value? shadow = null;
            Refusal.At(let.Origin, () => shadow = let.Operation switch
            {
                Slice slice => reverse.Define(TypeFor(target), new Slice(Of(slice.Memory), slice.Start, slice.Count, InRange: true), Adjoints.NameOf(target)),
                Row row => reverse.Define(TypeFor(target), new Row(Of(row.Memory), row.Index, InRange: true), Adjoints.NameOf(target)),
                Choose choose => reverse.Define(TypeFor(target), new Choose(choose.Condition, Of(choose.First), Of(choose.Second)), Adjoints.NameOf(target)),
                Alloc alloc => Allocate(reverse, target, alloc),
                Stack => reverse.Define(TypeFor(target), new Stack(), Adjoints.NameOf(target)),
                _ => null,
            });
            if (shadow is not null) Set(target, shadow);
            reverse.Origin = origin;
        }
    }

    /// <summary>The type of the shadow of memory or a stack.</summary>
    public IrType TypeFor(Value memory) => LaneTypes.Of(memory.Type is MemoryType type ? TypeOf(type) : memory.Type, lanes);

    /// <summary>The shadow of an array of numbers is whatever span the caller gives, or a part of the workspace.</summary>
    public static MemoryType TypeOf(MemoryType memory) =>
        memory is { Form: MemoryForm.ReadOnlySpan or MemoryForm.Array, Element: ScalarType } ? memory with { Form = MemoryForm.Span } : memory;
}
