using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>What the writes of a function overwrite: for a store, a value that has it already or a load in front of the
/// store; for a copy or a fill, a snapshot.</summary>
internal sealed class OverwrittenElements
{
    private readonly MemoryObjects memory;
    private readonly Scopes scopes;
    private readonly ValueNumbers numbers;
    private readonly Dictionary<Let, (Block Block, int Position)> places = new(ByIdentity.Instance);

    public OverwrittenElements(Function primal, MemoryObjects memory, Scopes scopes, ValueNumbers numbers)
    {
        (this.memory, this.scopes, this.numbers) = (memory, scopes, numbers);
        Visit(primal.Body);
    }

    public Block Home(Let let) => places[let].Block;

    public (Value Value, Let? Ahead) Of(Let let)
    {
        var store = (Store)let.Operation;
        (Block block, int position) = places[let];
        if (Known(store, block, position) is { } known) return (known, null);
        Value value = numbers.Create(store.Element.Type);
        var ahead = new Let([value], new Load(store.Memory, store.Index, store.Leaf, store.InRange), let.Origin);
        scopes.Add(value, block, ahead);
        return (value, ahead);
    }

    public Snapshot SnapshotOf(Let let)
    {
        var ahead = new Builder(numbers) { Origin = let.Origin };
        Value part = let.Operation switch
        {
            Fill fill => fill.Memory,
            Copy copy => First(ahead, copy),
            _ => throw new System.InvalidOperationException($"{let.Operation.GetType().Name} overwrites no stretch of memory."),
        };
        Block block = Home(let);
        foreach (Let own in ahead.Lets) scopes.Add(own.Target, block, own);
        Value kept = numbers.Create(new MemoryType(((MemoryType)part.Type).Element, MemoryForm.Span), part.Name);
        scopes.Add(kept, block, null);
        return new Snapshot(kept, part, ahead.Lets);
    }

    /// <summary>As many elements of the destination as the source has. Where that is too short, the copy will throw.</summary>
    private static Value First(Builder ahead, Copy copy)
    {
        Value count = ahead.Apply(Selection.Min, ahead.Length(copy.Source), ahead.Length(copy.Destination));
        return ahead.Define(new MemoryType(((MemoryType)copy.Destination.Type).Element, MemoryForm.Span), new Slice(copy.Destination, ahead.Int(0), count, InRange: true), copy.Destination.Name);
    }

    /// <summary>A value that the same element was loaded as, or stored from, with nothing written in between.</summary>
    private Value? Known(Store store, Block block, int position)
    {
        for (int i = position - 1; i >= 0; i--)
        {
            switch (block.Lets[i].Operation)
            {
                case Load load when load.Memory == store.Memory && load.Index == store.Index && load.Leaf == store.Leaf:
                    return block.Lets[i].Target;
                case Store other when other.Memory == store.Memory && other.Index == store.Index && other.Leaf == store.Leaf:
                    return other.Element;
                case var operation when Writes.In(operation).Any(written => memory.MayOverlap(written, store.Memory)):
                    return null;
            }
        }

        return null;
    }

    private void Visit(Block block)
    {
        for (int i = 0; i < block.Lets.Count; i++)
        {
            places[block.Lets[i]] = (block, i);
            foreach (Block nested in Walk.Blocks(block.Lets[i].Operation)) Visit(nested);
        }
    }
}
