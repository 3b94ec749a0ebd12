using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>The operands and nested blocks of operations, in one place: whoever only needs to see them all walks here.</summary>
internal static class Walk
{
    /// <summary>The values that the operation itself reads, not those its blocks read.</summary>
    public static IEnumerable<Value> Operands(Operation operation) => operation switch
    {
        Constant or LaneCount or Ramp or Stack or Scope => [],
        Apply apply => apply.Operands,
        Splat splat => [splat.Scalar],
        Reduce reduce => [reduce.Vector],
        Alloc alloc => alloc.Columns is null ? [alloc.Length] : [alloc.Length, alloc.Columns],
        Length length => [length.Memory],
        Apart apart => [apart.Memory, apart.Start, apart.Other, apart.OtherStart, apart.Count],
        Slice slice => [slice.Memory, slice.Start, slice.Count],
        Row row => [row.Memory, row.Index],
        Choose choose => [choose.Condition, choose.First, choose.Second],
        Load load => [load.Memory, load.Index],
        Store store => [store.Memory, store.Index, store.Element],
        Scatter scatter => [scatter.Memory, scatter.Index, scatter.Stride, scatter.Vector, scatter.Count],
        Gather gather => gather.Mask is null ? [gather.Memory, gather.Indices] : [gather.Memory, gather.Indices, gather.Mask],
        AddEach added => added.Mask is null ? [added.Memory, added.Indices, added.Vector] : [added.Memory, added.Indices, added.Vector, added.Mask],
        Copy copy => [copy.Source, copy.Destination],
        Fill fill => [fill.Memory, fill.Element],
        Product product => [.. product.A.Values, .. product.B.Values, .. product.C.Values, product.Rows, product.Columns, product.Depth],
        For loop => [loop.Lower, loop.Upper, loop.Step, .. loop.Initial],
        While loop => loop.Initial,
        If branch => [branch.Condition],
        Push push => [push.Tape, push.Element],
        Pop pop => [pop.Tape],
        Reserve reserve => [reserve.Tape, reserve.Count],
        Release release => [release.Tape, release.Count],
        Call call => call.Arguments,
        OpaqueCall call => call.Arguments,
        RuleCall call => call.Arguments,
        Pullback pullback => [.. pullback.Arguments, .. pullback.Adjoints],
        Pushforward pushforward => [.. pushforward.Arguments, .. pushforward.Tangents],
        Throw thrown => thrown.Arguments,
        _ => throw Unknown(operation),
    };

    public static IEnumerable<Block> Blocks(Operation operation) => operation switch
    {
        For loop => [loop.Body],
        While loop => [loop.Condition, loop.Body],
        If branch => [branch.Then, branch.Else],
        Scope scope => [scope.Body],
        _ => [],
    };

    /// <summary>The operation with other operands and other nested blocks.</summary>
    public static Operation Rewrite(Operation operation, Func<Value, Value> value, Func<Block, Block> block) => operation switch
    {
        Constant or LaneCount or Ramp or Stack => operation,
        Splat splat => new Splat(value(splat.Scalar)),
        Reduce reduce => reduce with { Vector = value(reduce.Vector) },
        Apply apply => apply with { Operands = All(apply.Operands, value) },
        Alloc alloc => new Alloc(value(alloc.Length), alloc.Columns is null ? null : value(alloc.Columns)),
        Length length => length with { Memory = value(length.Memory) },
        Apart apart => new Apart(value(apart.Memory), value(apart.Start), value(apart.Other), value(apart.OtherStart), value(apart.Count)),
        Slice slice => slice with { Memory = value(slice.Memory), Start = value(slice.Start), Count = value(slice.Count) },
        Row row => row with { Memory = value(row.Memory), Index = value(row.Index) },
        Choose choose => new Choose(value(choose.Condition), value(choose.First), value(choose.Second)),
        Load load => load with { Memory = value(load.Memory), Index = value(load.Index) },
        Store store => store with { Memory = value(store.Memory), Index = value(store.Index), Element = value(store.Element) },
        Scatter scatter => new Scatter(value(scatter.Memory), value(scatter.Index), value(scatter.Stride), value(scatter.Vector), value(scatter.Count)),
        Gather gather => new Gather(value(gather.Memory), value(gather.Indices), gather.Mask is null ? null : value(gather.Mask)),
        AddEach added => new AddEach(value(added.Memory), value(added.Indices), value(added.Vector), added.Mask is null ? null : value(added.Mask)),
        Copy copy => new Copy(value(copy.Source), value(copy.Destination)),
        Fill fill => new Fill(value(fill.Memory), value(fill.Element)),
        Product product => new Product(product.A.Select(value), product.B.Select(value), product.C.Select(value), value(product.Rows), value(product.Columns), value(product.Depth)),
        For loop => loop with
        {
            Lower = value(loop.Lower), Upper = value(loop.Upper), Step = value(loop.Step), Initial = All(loop.Initial, value), Body = block(loop.Body),
        },
        While loop => new While(All(loop.Initial, value), block(loop.Condition), block(loop.Body)),
        If branch => new If(value(branch.Condition), block(branch.Then), block(branch.Else)),
        Scope scope => new Scope(block(scope.Body)),
        Push push => new Push(value(push.Tape), value(push.Element)),
        Pop pop => new Pop(value(pop.Tape)),
        Reserve reserve => new Reserve(value(reserve.Tape), value(reserve.Count)),
        Release release => new Release(value(release.Tape), value(release.Count)),
        Call call => call with { Arguments = All(call.Arguments, value) },
        OpaqueCall call => call with { Arguments = All(call.Arguments, value) },
        RuleCall call => call with { Arguments = All(call.Arguments, value) },
        Pullback pullback => pullback with { Arguments = All(pullback.Arguments, value), Adjoints = All(pullback.Adjoints, value) },
        Pushforward pushforward => pushforward with { Arguments = All(pushforward.Arguments, value), Tangents = All(pushforward.Tangents, value) },
        Throw thrown => thrown with { Arguments = All(thrown.Arguments, value) },
        _ => throw Unknown(operation),
    };

    /// <summary>Every let of a block and of the blocks nested in it, outer before inner.</summary>
    public static IEnumerable<Let> Lets(Block block)
    {
        foreach (Let let in block.Lets)
        {
            yield return let;
            foreach (Block nested in Blocks(let.Operation))
            {
                foreach (Let inner in Lets(nested)) yield return inner;
            }
        }
    }

    /// <summary>The block with every let in it and in the blocks nested there replaced, inner ones first.</summary>
    public static Block Replace(Block block, Func<Let, Let> replace) => block with
    {
        Lets = block.Lets.Select(let => replace(let with { Operation = Rewrite(let.Operation, static value => value, nested => Replace(nested, replace)) })).ToEquatableArray(),
    };

    /// <summary>Every value that a block or a block nested in it defines, arguments included.</summary>
    public static void Definitions(Block block, Action<Value> visit)
    {
        foreach (Value argument in block.Arguments) visit(argument);
        foreach (Let let in block.Lets)
        {
            foreach (Value target in let.Targets) visit(target);
            foreach (Block nested in Blocks(let.Operation)) Definitions(nested, visit);
        }
    }

    /// <summary>Every read of a value in a block or a block nested in it, results included.</summary>
    public static void Uses(Block block, Action<Value> visit)
    {
        foreach (Let let in block.Lets) Uses(let.Operation, visit);
        foreach (Value result in block.Results) visit(result);
    }

    /// <summary>Every read of a value by an operation or in its blocks.</summary>
    public static void Uses(Operation operation, Action<Value> visit)
    {
        foreach (Value operand in Operands(operation)) visit(operand);
        foreach (Block nested in Blocks(operation)) Uses(nested, visit);
    }

    /// <summary>What a block uses that is defined outside, in the order of the first uses.</summary>
    public static EquatableArray<Value> FreeValues(Block block)
    {
        HashSet<Value> seen = [];
        List<Value> free = [];
        Definitions(block, value => seen.Add(value));
        Uses(block, value =>
        {
            if (seen.Add(value)) free.Add(value);
        });
        return free.ToEquatableArray();
    }

    private static EquatableArray<Value> All(EquatableArray<Value> values, Func<Value, Value> map)
    {
        var mapped = new Value[values.Count];
        for (int i = 0; i < mapped.Length; i++) mapped[i] = map(values[i]);
        return new(mapped);
    }

    private static InvalidOperationException Unknown(Operation operation) => new($"No operands are known for {operation.GetType().Name}.");
}
