using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Which values cannot share a variable: one is defined while the other, which may differ from it, is still read.
/// Only those count that anybody would have share one; in a long straight method these are few, and the pairs of all values many.</summary>
internal sealed class Interference : Liveness
{
    private readonly Uses uses;
    private readonly Inlining inlining;
    private readonly Dictionary<Value, HashSet<Value>> conflicts = [];
    private readonly HashSet<Value> candidates = [];

    private readonly FunctionExit exit;

    private Interference(Function function, FunctionExit exit, Uses uses, Inlining inlining)
    {
        this.uses = uses;
        this.inlining = inlining;
        this.exit = exit;
        Nominate(function);
        var live = new HashSet<Value>(exit.Read.SelectMany(Reads));
        Moves(exit.Destinations, exit.Sources, live);
        Block(function.Body, live);
        foreach (Value parameter in function.Parameters) live.Add(parameter);
        foreach (Value parameter in function.Parameters) Define(parameter, null, live);
    }

    public static Interference Of(Function function, FunctionExit exit, Uses uses, Inlining inlining) => new(function, exit, uses, inlining);

    public IEnumerable<Value> With(Value value) => conflicts.TryGetValue(value, out HashSet<Value>? others) ? others : [];

    protected override IEnumerable<Value> Reads(Value value) => inlining.Leaves(value);

    protected override IEnumerable<Value> Reads(Let let) => inlining.LeavesOf(let);

    protected override bool IsStatement(Let let) => inlining.IsStatement(let);

    protected override bool IsExpression(Let let) => inlining.IsConditional(let);

    protected override bool IsDefined(Value value) => uses.IsNeeded(value) || exit.Destinations.Contains(value);

    protected override void Define(Value target, Value? source, ICollection<Value> live)
    {
        if (!candidates.Contains(target)) return;
        foreach (Value other in live)
        {
            if (other == target || other == source || other.Type != target.Type || !candidates.Contains(other)) continue;
            Of(target).Add(other);
            Of(other).Add(target);
        }
    }

    /// <summary>What moves, and what bears the name of another.</summary>
    private void Nominate(Function function)
    {
        candidates.UnionWith(function.Parameters.Concat(exit.Destinations).Concat(exit.Sources));
        foreach ((Value from, Value to) in Walk.Lets(function.Body).SelectMany(ControlFlow.Of))
        {
            candidates.Add(from);
            candidates.Add(to);
        }

        Dictionary<string, Value> bearers = [];
        foreach (Value destination in exit.Destinations) Name(destination);
        Walk.Definitions(function.Body, Name);

        void Name(Value value)
        {
            if (value.Name is null) return;
            if (!bearers.TryGetValue(value.Name, out Value? first))
            {
                bearers[value.Name] = value;
                return;
            }

            candidates.Add(first);
            candidates.Add(value);
        }
    }

    private HashSet<Value> Of(Value value)
    {
        if (!conflicts.TryGetValue(value, out HashSet<Value>? others)) conflicts[value] = others = [];
        return others;
    }
}
