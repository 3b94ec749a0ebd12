using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Removes what is written to memory of the function's own that is not read any more, and what is kept on stacks of its own and used nowhere.</summary>
internal sealed class DeadMemory
{
    private readonly MemoryObjects memory;
    private readonly HashSet<Value> own = [];
    private readonly HashSet<Value> used = [];
    private readonly HashSet<Value> usedStacks = [];

    private DeadMemory(Function function)
    {
        memory = MemoryObjects.Of(function);
        usedStacks.UnionWith(function.Parameters.Where(static parameter => parameter.Type is StackType));
        Walk.Uses(function.Body, value => used.Add(value));
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is Alloc) own.Add(let.Target);
            if (let.Operation is Call call) usedStacks.UnionWith(call.Arguments.Where(static argument => argument.Type is StackType));
            if (let.Operation is Pop pop && used.Contains(let.Target)) usedStacks.Add(pop.Tape);
        }
    }

    public static Function Run(Function function)
    {
        var pass = new DeadMemory(function);
        return function with { Body = pass.Visit(function.Body, []) };
    }

    /// <param name="readLater">The objects that are read after the block, or in another iteration of it.</param>
    private Block Visit(Block block, HashSet<Value> readLater)
    {
        HashSet<Value> read = [.. readLater];
        foreach (Value result in block.Results) Read(result, read);
        var kept = new List<Let>();
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            Let let = block.Lets[i];
            if (IsUnseen(let, read)) continue;

            // What a loop reads in one iteration another may have written.
            if (let.Operation is For or While) ReadBy(let, read);
            kept.Add(let with { Operation = Walk.Rewrite(let.Operation, static value => value, nested => Visit(nested, read)) });
            ReadBy(let, read);
        }

        kept.Reverse();
        return block with { Lets = kept.ToEquatableArray() };
    }

    private bool IsUnseen(Let let, HashSet<Value> read) => let.Operation switch
    {
        Store { InRange: true } store => IsUnread(store.Memory, read),
        Fill fill => IsUnread(fill.Memory, read),
        Push push => !usedStacks.Contains(push.Tape),
        Pop pop => !usedStacks.Contains(pop.Tape),
        _ => false,
    };

    private bool IsUnread(Value target, HashSet<Value> read) => memory.Objects(target).All(item => own.Contains(item) && !read.Contains(item));

    private void ReadBy(Let let, HashSet<Value> read)
    {
        switch (let.Operation)
        {
            case Load load:
                Read(load.Memory, read);
                break;
            case Copy copy:
                Read(copy.Source, read);
                break;
            case OpaqueCall or RuleCall or Pullback or Pushforward or Call or Product or Throw:
                foreach (Value operand in Walk.Operands(let.Operation)) Read(operand, read);
                break;
        }

        foreach (Let inner in Walk.Blocks(let.Operation).SelectMany(static block => block.Lets)) ReadBy(inner, read);
    }

    private void Read(Value value, HashSet<Value> read)
    {
        if (value.Type is MemoryType) read.UnionWith(memory.Objects(value));
    }
}
