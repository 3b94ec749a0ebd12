using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Which values of a block the forward sweep keeps and which the reverse sweep computes again, so that all that
/// are needed are there at the least cost: an exact minimum cut.</summary>
/// <remarks>Two nodes a value: "it is available" (A) and "it is computed again" (R). A needed value has A at the source.
/// A without R costs what keeping costs; R costs one computation and puts A of every operand at the source, too.</remarks>
internal sealed record KeepOrRecompute(HashSet<Value> Kept, HashSet<Value> Recomputed)
{
    /// <summary>A store, later a load, and the memory between them, in additions.</summary>
    private const int TapeCost = 8;

    /// <summary>A variable that lives on from the forward to the reverse sweep.</summary>
    private const int LiftCost = 3;

    private const int LoadCost = 2;

    private const int OpaqueCost = 40;

    /// <param name="needed">Values that the reverse of the block uses.</param>
    /// <param name="definition">The let that defines a value of the block; null for an argument.</param>
    /// <param name="isOwn">The value is one of the block's: all others are taken to be at hand.</param>
    public static KeepOrRecompute Of(IEnumerable<Value> needed, Func<Value, Let?> definition, Func<Value, bool> isOwn, MemoryVersions versions, bool inLoop)
    {
        var cut = new MinimumCut();
        Dictionary<Value, (int Available, int Recomputed)> nodes = [];
        var pending = new Stack<Value>();
        foreach (Value value in needed) cut.AddEdge(MinimumCut.Source, Node(value).Available, MinimumCut.Infinite);
        while (pending.Count > 0)
        {
            Value value = pending.Pop();
            (int available, int recomputed) = Node(value);
            cut.AddEdge(available, recomputed, KeepCost(value, inLoop));
            if (definition(value) is not { } let || RecomputeCost(let, versions) is not { } cost)
            {
                cut.AddEdge(recomputed, MinimumCut.Sink, MinimumCut.Infinite);
                continue;
            }

            cut.AddEdge(recomputed, MinimumCut.Sink, cost);
            cut.AddEdge(recomputed, available, MinimumCut.Infinite);
            foreach (Value operand in Walk.Operands(let.Operation).Where(isOwn)) cut.AddEdge(recomputed, Node(operand).Available, MinimumCut.Infinite);
        }

        bool[] atSource = cut.SourceSide();
        HashSet<Value> kept = [], again = [];
        foreach (KeyValuePair<Value, (int Available, int Recomputed)> entry in nodes)
        {
            if (atSource[entry.Value.Recomputed]) again.Add(entry.Key);
            else if (atSource[entry.Value.Available]) kept.Add(entry.Key);
        }

        return new KeepOrRecompute(kept, again);

        (int Available, int Recomputed) Node(Value value)
        {
            if (nodes.TryGetValue(value, out (int, int) known)) return known;
            pending.Push(value);
            return nodes[value] = (cut.AddNode(), cut.AddNode());
        }
    }

    private static long KeepCost(Value value, bool inLoop) => value.Type switch
    {
        ScalarType => inLoop ? TapeCost : LiftCost,
        OpaqueType when !inLoop => LiftCost,
        _ => MinimumCut.Infinite / 2,
    };

    /// <summary>Null where computing it again might not yield the same.</summary>
    private static long? RecomputeCost(Let let, MemoryVersions versions)
    {
        return let.Operation switch
        {
            Constant => 0,
            Length or Slice or Row or Choose => Walk.Operands(let.Operation).Where(IsMemory).All(versions.IsLasting) ? 0 : null,
            Apply apply => apply.Primitive.Cost,
            Load load => IsThere(load.Memory) ? LoadCost : null,
            OpaqueCall call when Effect.IsRepeatable(call) => call.Arguments.Where(IsMemory).All(IsThere) ? OpaqueCost : null,
            _ => null,
        };

        static bool IsMemory(Value value) => value.Type is MemoryType;
        bool IsThere(Value read) => versions.IsLasting(read) && versions.IsFinal(let, read);
    }
}
