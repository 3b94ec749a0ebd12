using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Removes a store that the next store to the same place overwrites before anything could see it.</summary>
internal static class DeadStores
{
    public static Function Run(Function function)
    {
        MemoryObjects memory = MemoryObjects.Of(function);
        return function with { Body = Visit(function.Body, memory) };
    }

    private static Block Visit(Block block, MemoryObjects memory)
    {
        var kept = new List<Let>();
        List<Store> overwriting = [];
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            Let let = block.Lets[i];
            if (let.Operation is Store { InRange: true } store && overwriting.Exists(later => IsSamePlace(store, later))) continue;
            overwriting.RemoveAll(later => MaySee(let.Operation, later, memory));
            if (let.Operation is Store next) overwriting.Add(next);
            kept.Add(let with { Operation = Walk.Rewrite(let.Operation, static value => value, nested => Visit(nested, memory)) });
        }

        kept.Reverse();
        return block with { Lets = kept.ToEquatableArray() };
    }

    private static bool IsSamePlace(Store store, Store later) => store.Memory == later.Memory && store.Index == later.Index && store.Leaf == later.Leaf;

    /// <summary>It reads the place, or ends the function before it is overwritten.</summary>
    private static bool MaySee(Operation operation, Store later, MemoryObjects memory) => operation switch
    {
        Load load => !load.InRange || memory.MayOverlap(load.Memory, later.Memory),
        Store store => !store.InRange,
        _ => !Effect.IsPure(operation),
    };
}
