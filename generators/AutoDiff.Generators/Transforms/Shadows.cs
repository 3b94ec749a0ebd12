using System;
using System.Collections.Generic;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The memory that holds the adjoints of active memory: of the same shape, a part for a part.</summary>
internal sealed class Shadows(Activity activity)
{
    private readonly Dictionary<Value, Value> shadows = [];

    public bool IsActive(Value memory) => activity.IsActive(memory);

    public void Set(Value memory, Value shadow) => shadows[memory] = shadow;

    public Value Of(Value memory) => shadows.TryGetValue(memory, out Value? shadow) ? shadow : throw new NotSupportedException("memory of an object cannot take part where an adjoint is needed; copy it into an array first");

    /// <summary>A cleared shadow for memory that begins where the builder stands.</summary>
    public static Value Allocate(Builder builder, Value memory, Value length)
    {
        var element = (ScalarType)((MemoryType)memory.Type).Element;
        Value shadow = builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(length), Adjoints.NameOf(memory));
        builder.Do(new Fill(shadow, builder.Number(element, 0)));
        return shadow;
    }

    /// <summary>At the start of the reverse of a block: the shadows of the memory that the block names, in its order. A part
    /// of memory has the same part of its shadow; memory that is allocated in the block has its shadow allocated here.</summary>
    public void Enter(Block forward, Builder reverse)
    {
        foreach (Let let in forward.Lets)
        {
            if (let.Targets is not [{ Type: MemoryType } target] || !activity.IsActive(target)) continue;
            Origin? origin = reverse.Origin;
            reverse.Origin = let.Origin is null ? null : let.Origin with { Sweep = Sweep.Reverse };
            Value? shadow = let.Operation switch
            {
                Slice slice => reverse.Define(OfForm(target.Type), new Slice(Of(slice.Memory), slice.Start, slice.Count, InRange: true), Adjoints.NameOf(target)),
                Row row => reverse.Define(OfForm(target.Type), new Row(Of(row.Memory), row.Index, InRange: true), Adjoints.NameOf(target)),
                Choose choose => reverse.Define(OfForm(target.Type), new Choose(choose.Condition, Of(choose.First), Of(choose.Second)), Adjoints.NameOf(target)),
                Alloc alloc => Allocate(reverse, target, alloc.Length),
                _ => null,
            };
            if (shadow is not null) Set(target, shadow);
            reverse.Origin = origin;
        }
    }

    /// <summary>The shadow of an array of numbers is whatever span the caller gives, or a part of the workspace.</summary>
    private static IrType OfForm(IrType type) => type is MemoryType { Form: MemoryForm.ReadOnlySpan or MemoryForm.Array, Element: ScalarType } memory ? memory with { Form = MemoryForm.Span } : type;
}
