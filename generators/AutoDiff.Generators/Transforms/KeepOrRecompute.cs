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

    /// <param name="needed">Values that the reverse of the block uses.</param>
    /// <param name="repetition">How a value of the block can be computed again; null where it cannot.</param>
    /// <param name="isOwn">The value is one of the block's: all others are taken to be at hand.</param>
    /// <param name="isSnapshot">The value is memory that can be kept.</param>
    public static KeepOrRecompute Of(IEnumerable<Value> needed, Func<Value, Repetition?> repetition, Func<Value, bool> isOwn, Func<Value, bool> isSnapshot, bool inLoop)
    {
        var cut = new MinimumCut();
        Dictionary<Value, (int Available, int Recomputed)> nodes = [];
        var pending = new Stack<Value>();
        foreach (Value value in needed) cut.AddEdge(MinimumCut.Source, Node(value).Available, MinimumCut.Infinite);
        while (pending.Count > 0)
        {
            Value value = pending.Pop();
            (int available, int recomputed) = Node(value);
            cut.AddEdge(available, recomputed, KeepCost(value));
            if (repetition(value) is not { } again)
            {
                cut.AddEdge(recomputed, MinimumCut.Sink, MinimumCut.Infinite);
                continue;
            }

            cut.AddEdge(recomputed, MinimumCut.Sink, again.Cost);
            cut.AddEdge(recomputed, available, MinimumCut.Infinite);
            foreach (Value operand in Walk.Operands(again.Let.Operation).Where(isOwn)) cut.AddEdge(recomputed, Node(operand).Available, MinimumCut.Infinite);
        }

        bool[] atSource = cut.SourceSide();
        HashSet<Value> kept = [], repeated = [];
        foreach (KeyValuePair<Value, (int Available, int Recomputed)> entry in nodes)
        {
            if (atSource[entry.Value.Recomputed]) repeated.Add(entry.Key);
            else if (atSource[entry.Value.Available]) kept.Add(entry.Key);
        }

        return new KeepOrRecompute(kept, repeated);

        long KeepCost(Value value) => value.Type switch
        {
            ScalarType => inLoop ? TapeCost : LiftCost,
            OpaqueType when !inLoop => LiftCost,
            MemoryType when isSnapshot(value) => TapeCost,
            _ => MinimumCut.Infinite / 2,
        };

        (int Available, int Recomputed) Node(Value value)
        {
            if (nodes.TryGetValue(value, out (int, int) known)) return known;
            pending.Push(value);
            return nodes[value] = (cut.AddNode(), cut.AddNode());
        }
    }
}
