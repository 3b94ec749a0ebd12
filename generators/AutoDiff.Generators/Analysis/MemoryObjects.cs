using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>Which objects a memory value may be a part of, and which objects a function writes. An object is named by the
/// value that introduces it: a parameter, an allocation, an opaque expression.</summary>
/// <remarks>Parameters that are written overlap no other memory: the checked entry sees to it. What an opaque expression
/// yields may be anything that the caller can reach. An opaque call writes no memory but what it is handed.</remarks>
internal sealed class MemoryObjects
{
    private readonly Dictionary<Value, HashSet<Value>> objects = [];
    private readonly HashSet<Value> written = [];
    private readonly HashSet<Value> foreign = [];
    private bool changed;

    public static MemoryObjects Of(Function function)
    {
        var result = new MemoryObjects();
        foreach (Value parameter in function.Parameters) result.Introduce(parameter);
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

    /// <summary>The two may share an element.</summary>
    public bool MayOverlap(Value memory, Value other) => IsForeign(memory) || IsForeign(other) || Objects(memory).Intersect(Objects(other)).Any();

    /// <summary>Some operation of the function may write what the memory value names.</summary>
    public bool IsWritten(Value memory) => Objects(memory).Any(IsWrittenObject);

    /// <summary>The object comes from an opaque expression.</summary>
    public bool IsForeign(Value memory) => Objects(memory).Any(foreign.Contains);

    private bool IsWrittenObject(Value target) => written.Contains(target) || (foreign.Contains(target) && written.Count > 0);

    private void Introduce(Value memory)
    {
        if (memory.Type is MemoryType) Include(memory, [memory]);
    }

    private void Flow(Value from, Value to)
    {
        if (to.Type is MemoryType) Include(to, Objects(from).ToArray());
    }

    private void Include(Value memory, IEnumerable<Value> found)
    {
        if (!objects.TryGetValue(memory, out HashSet<Value>? set)) objects[memory] = set = [];
        foreach (Value item in found) changed |= set.Add(item);
    }

    private void Write(Value memory)
    {
        foreach (Value target in Objects(memory)) changed |= written.Add(target);
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
                Introduce(let.Target);
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
            case Store store:
                Write(store.Memory);
                break;
            case Copy copy:
                Write(copy.Destination);
                break;
            case Fill fill:
                Write(fill.Memory);
                break;
            case OpaqueCall call:
                VisitOpaque(let, call);
                break;
            case Call call:
                foreach (Value argument in call.Arguments) Write(argument);
                foreach (Value target in let.Targets)
                {
                    foreach (Value argument in call.Arguments) Flow(argument, target);
                }

                break;
        }

        foreach ((Value from, Value to) in ControlFlow.Of(let)) Flow(from, to);
        foreach (Block nested in Walk.Blocks(let.Operation)) Visit(nested);
    }

    private void VisitOpaque(Let let, OpaqueCall call)
    {
        foreach (Value target in let.Targets)
        {
            Introduce(target);
            if (target.Type is MemoryType) foreign.Add(target);
        }

        if (call.Effects != Effects.Any) return;
        foreach (Value argument in call.Arguments)
        {
            if (argument.Type is MemoryType { Form: not MemoryForm.ReadOnlySpan }) Write(argument);
        }
    }
}
