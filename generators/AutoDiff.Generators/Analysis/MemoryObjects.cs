using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Which objects a memory value may be a part of, and which objects a function writes. An object is named by the
/// value that introduces it: a parameter, an allocation, a stack, an opaque expression.</summary>
/// <remarks>Parameters that are written overlap no other memory, unless the function says that they may: the checked entry sees
/// to it. What an opaque expression yields may be anything that the caller can reach.</remarks>
internal sealed class MemoryObjects
{
    private readonly Dictionary<Value, HashSet<Value>> objects = [];
    private readonly HashSet<Value> written = [];
    private readonly HashSet<Value> foreign = [];
    private readonly HashSet<Value> allocated = [];
    private readonly HashSet<Value> overlapping = [];
    private bool changed;

    public static MemoryObjects Of(Function function) => Analyses<MemoryObjects>.Of(function, Create);

    private static MemoryObjects Create(Function function)
    {
        var result = new MemoryObjects();
        foreach (Value parameter in function.Parameters.Where(static parameter => parameter.Type is MemoryType))
        {
            result.Include(parameter, [parameter]);
            if (function.MayOverlap) result.overlapping.Add(parameter);
        }

        do
        {
            result.changed = false;
            result.Visit(function.Body);
        }
        while (result.changed);
        return result;
    }

    /// <summary>The objects that a memory value may be a part of.</summary>
    public IEnumerable<Value> Objects(Value memory) => objects.TryGetValue(memory, out HashSet<Value>? set) ? set : [];

    /// <summary>The one object that a memory value is a part of; null where it depends on the path taken.</summary>
    public Value? Object(Value memory) => objects.TryGetValue(memory, out HashSet<Value>? set) && set.Count == 1 ? set.First() : null;

    /// <summary>Some operation of the function may write what the memory value names.</summary>
    public bool IsWritten(Value memory) => Objects(memory).Any(item => written.Any(other => IsSame(item, other)));

    /// <summary>The two may share an element.</summary>
    public bool MayOverlap(Value memory, Value other) => Objects(memory).Any(item => Objects(other).Any(theirs => IsSame(item, theirs)));

    /// <summary>The object comes from an opaque expression.</summary>
    public bool IsForeign(Value memory) => Objects(memory).Any(foreign.Contains);

    private bool IsSame(Value item, Value other) =>
        item == other
        || (overlapping.Contains(item) && overlapping.Contains(other) && HaveSameElements(item, other))
        || ((foreign.Contains(item) || foreign.Contains(other)) && !allocated.Contains(item) && !allocated.Contains(other));

    /// <summary>Memory of one element type cannot be made to pass for another.</summary>
    private static bool HaveSameElements(Value item, Value other) => ((MemoryType)item.Type).Leaf == ((MemoryType)other.Type).Leaf;

    private void Introduce(Value memory, HashSet<Value> kind)
    {
        if (memory.Type is not MemoryType) return;
        Include(memory, [memory]);
        kind.Add(memory);
    }

    /// <summary>What is written on a stack is read from it: it is one object, which nobody else can reach.</summary>
    private void IncludeRoom(Value room, Value tape)
    {
        Include(room, [tape]);
        allocated.Add(tape);
    }

    private void Flow(Value from, Value to)
    {
        if (to.Type is MemoryType) Include(to, Objects(from).ToArray());
    }

    private void MayReturn(EquatableArray<Value> arguments, EquatableArray<Value> targets)
    {
        foreach (Value target in targets)
        {
            foreach (Value argument in arguments) Flow(argument, target);
        }
    }

    private void Include(Value memory, IEnumerable<Value> found)
    {
        if (!objects.TryGetValue(memory, out HashSet<Value>? set)) objects[memory] = set = [];
        foreach (Value item in found) changed |= set.Add(item);
    }

    private void Visit(Block block)
    {
        foreach (Let let in block.Lets) Visit(let);
    }

    private void Visit(Let let)
    {
        switch (let.Operation)
        {
            case Alloc:
                Introduce(let.Target, allocated);
                break;
            case Reserve reserve:
                IncludeRoom(let.Target, reserve.Tape);
                break;
            case Release release:
                IncludeRoom(let.Target, release.Tape);
                break;
            case Slice slice:
                Flow(slice.Memory, let.Target);
                break;
            case Choose choose:
                Flow(choose.First, let.Target);
                Flow(choose.Second, let.Target);
                break;
            case Row row:
                Flow(row.Memory, let.Target);
                break;
            case OpaqueCall call:
                foreach (Value target in let.Targets) Introduce(target, foreign);
                MayReturn(call.Arguments, let.Targets);
                break;
            case Call call:
                MayReturn(call.Arguments, let.Targets);
                break;
        }

        foreach ((Value from, Value to) in ControlFlow.Of(let)) Flow(from, to);
        foreach (Value memory in Writes.Of(let.Operation))
        {
            foreach (Value target in Objects(memory)) changed |= written.Add(target);
        }

        foreach (Block block in Walk.Blocks(let.Operation)) Visit(block);
    }
}
