using System;
using System.Collections.Generic;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>What stood in the memory that a function writes, so that it can be run again from there.</summary>
internal static class EntryContents
{
    /// <summary>Copies it.</summary>
    public static List<(Value Memory, Value Copy)> Keep(Builder builder, IEnumerable<Value> written)
    {
        List<(Value, Value)> kept = [];
        foreach (Value memory in written)
        {
            if (((MemoryType)memory.Type).IsJagged) throw new Refusal("arrays of arrays that are written cannot be put back for the next column; use T[,]");
            Value elements = builder.Elements(memory);
            Value copy = builder.Define(((MemoryType)elements.Type) with { Form = MemoryForm.Span }, new Alloc(builder.Length(elements)), $"{memory.Name}AtEntry");
            builder.Do(new Copy(elements, copy));
            kept.Add((memory, copy));
        }

        return kept;
    }

    public static void PutBack(Builder builder, IEnumerable<(Value Memory, Value Copy)> kept)
    {
        foreach ((Value memory, Value copy) in kept) builder.Do(new Copy(copy, builder.Elements(memory)));
    }
}
