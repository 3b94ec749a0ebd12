using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>The statements of a loop that add to an element of memory, and the loop with some of its stores only.</summary>
internal static class Updates
{
    /// <summary>The loads and stores that belong together.</summary>
    public static IEnumerable<(Let Load, Let Store)> In(Block block, LoopOrder order)
    {
        foreach (Let let in block.Lets)
        {
            if (let.Operation is Load && order.Update(block, let) is { } store) yield return (let, store);
            foreach ((Let, Let) update in Walk.Blocks(let.Operation).SelectMany(nested => In(nested, order))) yield return update;
        }
    }

    /// <summary>The block without the stores that are not to be kept. What they stored is left for dead-code removal.</summary>
    public static Block Filtered(Block block, Func<Let, bool> keeps) => block with
    {
        Lets = block.Lets.Where(let => let.Operation is not Store || keeps(let))
            .Select(let => let with { Operation = Walk.Rewrite(let.Operation, static value => value, nested => Filtered(nested, keeps)) }).ToEquatableArray(),
    };
}
