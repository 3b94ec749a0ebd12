using System;
using System.Collections.Generic;
using System.Linq;
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
            if (((MemoryType)memory.Type).IsJagged) throw new NotSupportedException("arrays of arrays that are written cannot be put back for the next column; use T[,]");
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

    /// <summary>A function, with those that it calls, without what may be done once only.</summary>
    public static Module Repeatable(Module module) => new(module.Root with { Body = Repeatable(module.Root.Body) }, module.Helpers.Select(RequireRepeatable).ToEquatableArray());

    private static Block Repeatable(Block block) => block with
    {
        Lets = block.Lets.Where(static let => !(IsOnce(let) && let.Targets.Count == 0)).Select(static let => IsOnce(let) ? throw Once(let) : let with
        {
            Operation = Walk.Rewrite(let.Operation, static value => value, Repeatable),
        }).ToEquatableArray(),
    };

    private static Function RequireRepeatable(Function helper) => Walk.Lets(helper.Body).FirstOrDefault(IsOnce) is { } once ? throw Once(once) : helper;

    private static bool IsOnce(Let let) => let.Operation is OpaqueCall { Effects: Effects.Any };

    private static NotSupportedException Once(Let let) =>
        new($"'{((OpaqueCall)let.Operation).Template}' may be run once only, but a Jacobian or Hessian runs the method for every column; read it before, and pass the value");
}
