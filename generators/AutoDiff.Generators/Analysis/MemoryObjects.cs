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

    private void Flow(EquatableArray<Value> from, EquatableArray<Value> to, int skipFrom = 0, int skipTo = 0)
    {
        for (int i = 0; i + skipFrom < from.Count && i + skipTo < to.Count; i++) Flow(from[i + skipFrom], to[i + skipTo]);
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
            case For loop:
                Flow(loop.Initial, loop.Body.Arguments, 0, 1);
                Flow(loop.Body.Results, loop.Body.Arguments, loop.MayExit ? 1 : 0, 1);
                Flow(loop.Initial, let.Targets, 0, loop.MayExit ? 1 : 0);
                Flow(loop.Body.Results, let.Targets, loop.MayExit ? 1 : 0, loop.MayExit ? 1 : 0);
                Visit(loop.Body);
                break;
            case While loop:
                Flow(loop.Initial, loop.Condition.Arguments);
                Flow(loop.Body.Results, loop.Condition.Arguments);
                Flow(loop.Condition.Results, loop.Body.Arguments, 1);
                Flow(loop.Condition.Results, let.Targets, 1);
                Visit(loop.Condition);
                Visit(loop.Body);
                break;
            case If branch:
                Flow(branch.Then.Results, let.Targets);
                Flow(branch.Else.Results, let.Targets);
                Visit(branch.Then);
                Visit(branch.Else);
                break;
            case Scope scope:
                Flow(scope.Body.Results, let.Targets);
                Visit(scope.Body);
                break;
        }
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
