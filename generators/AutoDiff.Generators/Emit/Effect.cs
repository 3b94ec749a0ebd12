using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>What an operation does besides yielding a value, and what it depends on besides its operands.</summary>
[Flags]
internal enum Effect
{
    None = 0,
    ReadsMemory = 1,

    /// <summary>Throws IndexOutOfRangeException and nothing else: two such operations may change places.</summary>
    MayBeOutOfRange = 2,

    Throws = 4,
    WritesMemory = 8,

    /// <summary>Runs exactly once, in its place.</summary>
    Anything = 16,
}

/// <summary>The effects of operations, nested blocks included, and which of them may change places.</summary>
internal sealed class EffectAnalysis
{
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly HashSet<Value> parameters = [];
    private readonly HashSet<Value> added = [];

    public EffectAnalysis(Function function)
    {
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (!function.MayOverlap) parameters.Add(function.Parameters[i]);
            if (function.Roles[i] is ParameterRole.Adjoint or ParameterRole.Tangent) added.Add(function.Parameters[i]);
        }

        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is Alloc or Slice or Row) definitions[let.Target] = let.Operation;
        }
    }

    public static Effect Of(Operation operation)
    {
        Effect effect = operation switch
        {
            Apply apply => apply.Primitive.MayThrow(apply.Operands) ? Effect.Throws : Effect.None,
            Load load => Effect.ReadsMemory | (load.InRange ? Effect.None : Effect.MayBeOutOfRange),
            Store store => Effect.WritesMemory | (store.InRange ? Effect.None : Effect.MayBeOutOfRange),
            Gather => Effect.ReadsMemory | Effect.MayBeOutOfRange,
            AddEach => Effect.ReadsMemory | Effect.WritesMemory | Effect.MayBeOutOfRange,
            Fill or Scatter => Effect.WritesMemory,
            Product => Effect.ReadsMemory | Effect.WritesMemory,
            Copy => Effect.ReadsMemory | Effect.WritesMemory | Effect.Throws,
            Slice { InRange: true } or Row { MayThrow: false } => Effect.None,
            Slice or Row => Effect.Throws,
            Push or Pop or Reserve or Release or Call or RuleCall or Pullback or Pushforward => Effect.Anything,
            Throw => Effect.Throws,
            While => Effect.Anything,
            OpaqueCall call => call.Effects switch
            {
                Effects.None => Effect.None,
                Effects.Throws => Effect.Throws,
                _ => Effect.Anything,
            },
            _ => Effect.None,
        };
        foreach (Block block in Walk.Blocks(operation))
        {
            foreach (Let let in block.Lets) effect |= Of(let.Operation);
        }

        return effect;
    }

    /// <summary>Can nobody tell in which order the two run?</summary>
    public bool Commute(Operation x, Operation y)
    {
        (Effect first, Effect second) = (Of(x), Of(y));
        if (first == Effect.None || second == Effect.None) return true;
        if (((first | second) & Effect.Anything) != 0) return false;
        if ((first & Effect.Throws) != 0 || (second & Effect.Throws) != 0) return (first | second) == Effect.ReadsMemory;
        if (((first | second) & Effect.WritesMemory) == 0) return true;
        return (x, y) switch
        {
            (Load load, Store store) => IsUnobserved(load, store),
            (Store store, Load load) => IsUnobserved(load, store),
            _ => false,
        };
    }

    /// <summary>The store does not change what the load yields, and where the load throws, nobody sees whether the store was done.</summary>
    private bool IsUnobserved(Load load, Store store)
    {
        (Value read, Value written) = (Root(load.Memory), Root(store.Memory));
        bool differ = read != written && IsKnown(read) && IsKnown(written);
        bool isPrivate = definitions.ContainsKey(written) || added.Contains(written);
        return differ && (load.InRange || isPrivate);
    }

    private bool IsKnown(Value memory) => definitions.ContainsKey(memory) || parameters.Contains(memory);

    private Value Root(Value memory)
    {
        while (definitions.TryGetValue(memory, out Operation? operation) && operation is Slice or Row) memory = Walk.Operands(operation).First();
        return memory;
    }
}
