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
            if (memory.Type is MemoryType { IsJagged: true } jagged)
            {
                Value rows = builder.Define(new MemoryType(jagged.Leaf, MemoryForm.Span), new Alloc(builder.Count(memory)), $"{memory.Name}AtEntry");
                builder.ForEachRow(memory, (body, row, _, start, count) => body.Do(new Copy(row, Part(body, rows, start, count))));
                kept.Add((memory, rows));
                continue;
            }

            Value elements = builder.Elements(memory);
            Value copy = builder.Define(((MemoryType)elements.Type) with { Form = MemoryForm.Span }, new Alloc(builder.Length(elements)), $"{memory.Name}AtEntry");
            builder.Do(new Copy(elements, copy));
            kept.Add((memory, copy));
        }

        return kept;
    }

    public static void PutBack(Builder builder, IEnumerable<(Value Memory, Value Copy)> kept)
    {
        foreach ((Value memory, Value copy) in kept)
        {
            if (memory.Type is MemoryType { IsJagged: true }) builder.ForEachRow(memory, (body, row, _, start, count) => body.Do(new Copy(Part(body, copy, start, count), row)));
            else builder.Do(new Copy(copy, builder.Elements(memory)));
        }
    }

    private static Value Part(Builder builder, Value memory, Value start, Value count) => builder.Define(memory.Type, new Slice(memory, start, count, InRange: true));
}
