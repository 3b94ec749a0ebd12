using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The snapshot from which a load can be repeated.</summary>
/// <param name="Nest">The outermost loop around the load that does not write the memory: the snapshot stands in front of it.</param>
/// <param name="IsNew">No other load uses the snapshot yet.</param>
internal sealed record SnapshotRegion(Let Nest, Snapshot Snapshot, Reread Reread, bool IsNew);

/// <summary>Finds, for loads in nests of loops that do not write what they read, the part of memory that is worth a snapshot:
/// the window that one loop's index runs through, else all of it.</summary>
internal sealed class SnapshotRegions(MemoryObjects memory, Scopes scopes, ValueNumbers numbers, int leastDepth)
{
    private readonly Dictionary<(Value Nest, Value Memory, Value? Lower, Value? Upper, Value? Offset, bool Subtracts), (Snapshot Snapshot, Value? First)> known = [];
    private readonly Dictionary<Let, Value> marks = new(ByIdentity.Instance);

    /// <summary>An index of a loop from Lower to Upper by one, plus or minus a value from in front of the nest.</summary>
    private sealed record Window(Value Lower, Value Upper, Value? Offset, bool Subtracts);

    public SnapshotRegion? Of(Let let)
    {
        var load = (Load)let.Operation;
        if (load.Memory.Type is not MemoryType { Element: ScalarType, Form: not MemoryForm.Matrix } || Nest(let, load) is not { } nest) return null;
        HashSet<Block> inside = new(ByIdentity.Instance);
        AddBlocks(nest, inside);
        Window? window = WindowOf(load.Index, inside);
        if (window is not null && IsWhole(window, load.Memory)) window = null;
        else if (window is null && IsMoving(load, inside)) return null;

        if (!marks.TryGetValue(nest, out Value? mark)) marks[nest] = mark = numbers.Create(ScalarType.Bool);
        var key = (mark, load.Memory, window?.Lower, window?.Upper, window?.Offset, window is { Subtracts: true });
        bool isNew = !known.TryGetValue(key, out (Snapshot Snapshot, Value? First) region);
        if (isNew) known[key] = region = Create(load.Memory, window, scopes.Parent(Walk.Blocks(nest.Operation).First())!.Value.Parent, nest.Origin);
        return new SnapshotRegion(nest, region.Snapshot, Repeat(let, load, region.Snapshot, region.First), isNew);
    }

    private (Snapshot, Value? First) Create(Value whole, Window? window, Block block, Origin? origin)
    {
        var ahead = new Builder(numbers) { Origin = origin };
        Value part = whole;
        Value? first = null;
        if (window is not null)
        {
            // The loop may not run, or not so far: what does not fit is left out.
            Value length = ahead.Length(whole);
            first = ahead.Apply(Selection.Min, ahead.Apply(Selection.Max, Shifted(ahead, window.Lower, window), ahead.Int(0)), length);
            Value end = ahead.Apply(Selection.Min, ahead.Apply(Selection.Max, Shifted(ahead, window.Upper, window), first), length);
            part = ahead.Define(new MemoryType(((MemoryType)whole.Type).Element, MemoryForm.Span), new Slice(whole, first, ahead.Apply(Arithmetic.Subtract, end, first), InRange: true), whole.Name);
        }

        foreach (Let own in ahead.Lets) scopes.Add(own.Target, block, own);
        Value copy = numbers.Create(new MemoryType(((MemoryType)whole.Type).Element, MemoryForm.Span), whole.Name);
        scopes.Add(copy, block, null);
        return (new Snapshot(copy, part, ahead.Lets, window is null ? null : (window.Lower, window.Upper)), first);
    }

    private Reread Repeat(Let let, Load load, Snapshot snapshot, Value? first)
    {
        if (first is null) return new Reread([], let with { Operation = load with { Memory = snapshot.Copy } });
        Block block = scopes.Home(let.Target)!;
        var shift = new Let([numbers.Create(load.Index.Type)], new Apply(Arithmetic.Subtract, [load.Index, first]), let.Origin);
        scopes.Add(shift.Target, block, shift);
        return new Reread([shift], let with { Operation = load with { Memory = snapshot.Copy, Index = shift.Target } });
    }

    private static Value Shifted(Builder builder, Value bound, Window window) =>
        window.Offset is null ? bound : builder.Apply(window.Subtracts ? Arithmetic.Subtract : Arithmetic.Add, bound, window.Offset);

    private Let? Nest(Let let, Load load)
    {
        Let? nest = null;
        int depth = 0;
        Block block = scopes.Home(let.Target)!;
        while (scopes.Parent(block) is var (outer, parent) && !ReferenceEquals(scopes.Home(load.Memory), block))
        {
            if (Writes.In(outer.Operation).Any(written => memory.MayOverlap(written, load.Memory))) break;
            if (outer.Operation is For or While)
            {
                nest = outer;
                depth++;
            }

            block = parent;
        }

        return depth < leastDepth ? null : nest;
    }

    private Window? WindowOf(Value index, HashSet<Block> inside)
    {
        if (RunsBy(index, inside) is { } bounds) return new Window(bounds.Lower, bounds.Upper, null, false);
        if (scopes.Definition(index)?.Operation is not Apply { Primitive: var primitive, Operands: [var left, var right] }) return null;
        if (primitive == Arithmetic.Add && RunsBy(left, inside) is { } first && IsOutside(right, inside)) return new Window(first.Lower, first.Upper, right, false);
        if (primitive == Arithmetic.Add && RunsBy(right, inside) is { } second && IsOutside(left, inside)) return new Window(second.Lower, second.Upper, left, false);
        if (primitive == Arithmetic.Subtract && RunsBy(left, inside) is { } third && IsOutside(right, inside)) return new Window(third.Lower, third.Upper, right, true);
        return null;
    }

    /// <summary>The bounds of the loop in the nest that has the value as its index, where they are known in front of the nest.</summary>
    private (Value Lower, Value Upper)? RunsBy(Value index, HashSet<Block> inside)
    {
        if (index.Type != ScalarType.Int32 || scopes.Definition(index) is not null || scopes.Home(index) is not { } body || !inside.Contains(body)) return null;
        if (scopes.Parent(body) is not ({ Operation: For loop }, _) || loop.Body.Arguments[0] != index) return null;
        bool byOne = scopes.Definition(loop.Step)?.Operation is Constant { Bits: 1 };
        return byOne && IsOutside(loop.Lower, inside) && IsOutside(loop.Upper, inside) ? (loop.Lower, loop.Upper) : null;
    }

    private bool IsOutside(Value value, HashSet<Block> inside) => !inside.Contains(scopes.Home(value)!);

    private bool IsWhole(Window window, Value memory)
    {
        if (window.Offset is not null || scopes.Definition(window.Lower)?.Operation is not Constant { Bits: 0 }) return false;
        if (scopes.Definition(window.Upper)?.Operation is Length length && length.Memory == memory) return true;
        return scopes.Definition(memory)?.Operation switch
        {
            Alloc alloc => alloc.Length == window.Upper,
            Slice slice => slice.Count == window.Upper,
            _ => false,
        };
    }

    /// <summary>The index depends on what changes between one run of the nest and the next while the memory stays the same:
    /// the nest may read but a small part of it.</summary>
    private bool IsMoving(Load load, HashSet<Block> inside)
    {
        int depth = Depth(scopes.Home(load.Memory)!);
        HashSet<Value> seen = [];
        return Moves(load.Index);

        bool Moves(Value value)
        {
            if (!seen.Add(value)) return false;
            Block home = scopes.Home(value)!;
            if (!inside.Contains(home)) return Depth(home) > depth && scopes.Definition(value)?.Operation is not Constant;
            return scopes.Definition(value) is { } let && Walk.Operands(let.Operation).Where(static operand => operand.Type is not MemoryType).Any(Moves);
        }
    }

    private int Depth(Block block) => scopes.Parent(block) is var (_, parent) ? Depth(parent) + 1 : 0;

    private static void AddBlocks(Let let, HashSet<Block> inside)
    {
        foreach (Block block in Walk.Blocks(let.Operation))
        {
            inside.Add(block);
            foreach (Let nested in block.Lets) AddBlocks(nested, inside);
        }
    }
}
