using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>An operation that reads or writes elements of memory.</summary>
internal sealed record Access(Block Block, Let Let, Value Memory, bool Writes)
{
    /// <summary>The index of the one element that it is at; null where there may be several.</summary>
    public Value? Index => Let.Operation switch
    {
        Load load => load.Index,
        Store store => store.Index,
        _ => null,
    };
}

/// <summary>What the operations of a block, and of those nested in it, do with memory.</summary>
internal static class Accesses
{
    public static IEnumerable<Access> Of(Block block) => block.Lets.SelectMany(let => Of(block, let));

    /// <summary>Those of one let, nested ones included.</summary>
    public static IEnumerable<Access> Of(Block block, Let let)
    {
        if (let.Operation is not (Slice or Row or Choose or Length or Apart or For or While or If or Scope or Alloc))
        {
            HashSet<Value> written = [.. Writes.Of(let.Operation)];
            foreach (Value memory in Walk.Operands(let.Operation).Where(static operand => operand.Type is MemoryType).Distinct()) yield return new(block, let, memory, written.Contains(memory));
        }

        foreach (Access access in Walk.Blocks(let.Operation).SelectMany(Of)) yield return access;
    }
}
