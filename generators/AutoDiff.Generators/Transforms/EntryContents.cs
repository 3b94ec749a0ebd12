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

    /// <summary>A function, with those that it calls, that may run again: without statements that may run once only.</summary>
    public static Module Repeatable(Module module)
    {
        bool reads = module.Functions.SelectMany(static function => Walk.Lets(function.Body)).Any(static let => let.Operation is OpaqueCall { Effects: Effects.Reads });
        Let? once = Walk.Lets(module.Root.Body).FirstOrDefault(let => IsOnce(let) && (let.Targets.Count > 0 || reads || Writes.Of(let.Operation).Any()))
            ?? module.Helpers.SelectMany(static helper => Walk.Lets(helper.Body)).FirstOrDefault(IsOnce);
        if (once is not null) throw new NotSupportedException($"'{((OpaqueCall)once.Operation).Template}' may run once only, but a Jacobian or Hessian runs the method for every column; call it before, and pass what it yields");
        return module with { Root = module.Root with { Body = WithoutStatements(module.Root.Body) } };
    }

    private static Block WithoutStatements(Block block) => block with
    {
        Lets = block.Lets.Where(static let => !IsOnce(let)).Select(static let => let with { Operation = Walk.Rewrite(let.Operation, static value => value, WithoutStatements) }).ToEquatableArray(),
    };

    /// <summary>Guards of the framework may run again.</summary>
    private static bool IsOnce(Let let) => let.Operation is OpaqueCall { Effects: Effects.Any } call
        && !(let.Targets.Count == 0 && call.Template.StartsWith("global::System.", StringComparison.Ordinal) && !Writes.Of(call).Any());
}
