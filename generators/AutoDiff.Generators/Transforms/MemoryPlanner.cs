using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>What speaks for a plan.</summary>
internal enum PlanPolicy
{
    /// <summary>That it keeps less.</summary>
    ByCount,

    /// <summary>Nothing but that it is possible: every load that can be is repeated from a snapshot. For tests.</summary>
    Snapshots,

    /// <summary>Nothing but that it is possible: every store that can be is undone. For tests.</summary>
    Restoring,
}

/// <summary>Chooses by count between taping what loads read, a snapshot of the memory, and putting back what stores
/// overwrite. A count is a number of nested loops: n² loads from memory of n elements call for a snapshot.</summary>
internal sealed class MemoryPlanner
{
    /// <summary>In a single loop a snapshot saves nothing: there are as many loads as elements.</summary>
    private const int LeastDepth = 2;

    private readonly Function primal;
    private readonly MemoryObjects memory;
    private readonly Scopes scopes;
    private readonly SnapshotRegions regions;
    private readonly OverwrittenElements elements;
    private readonly MemoryPlan plan;
    private readonly HashSet<Let> taped;
    private readonly PlanPolicy policy;

    private MemoryPlanner(Function primal, ValueNumbers numbers, MemoryObjects memory, Scopes scopes, MemoryPlan plan, HashSet<Let> taped, PlanPolicy policy)
    {
        (this.primal, this.memory, this.scopes, this.plan, this.taped, this.policy) = (primal, memory, scopes, plan, taped, policy);
        regions = new SnapshotRegions(memory, scopes, numbers, leastDepth: policy == PlanPolicy.Snapshots ? 1 : LeastDepth);
        elements = new OverwrittenElements(primal, memory, scopes, numbers);
    }

    /// <param name="taped">The loads that are taped, or that others are taped for, without a plan.</param>
    public static void Fill(MemoryPlan plan, Function primal, ValueNumbers numbers, MemoryObjects memory, Scopes scopes, HashSet<Let> taped, PlanPolicy policy)
    {
        var planner = new MemoryPlanner(primal, numbers, memory, scopes, plan, taped, policy);
        Let[] remaining = taped.Where(load => policy == PlanPolicy.Restoring || !planner.TakeSnapshot(load)).ToArray();
        HashSet<Value> seen = [];
        foreach (Let load in remaining)
        {
            HashSet<Value> group = planner.WrittenTogether(memory.Objects(((Load)load.Operation).Memory));
            if (group.Any(seen.Contains)) continue;
            seen.UnionWith(group);
            planner.ConsiderRestoring(group, remaining);
        }
    }

    private bool TakeSnapshot(Let let)
    {
        if (regions.Of(let) is not { } region) return false;
        if (region.IsNew) plan.Take(region.Snapshot, region.Nest);
        plan.Repeat(let, region.Reread);
        return true;
    }

    /// <summary>The objects that some write cannot tell apart.</summary>
    private HashSet<Value> WrittenTogether(IEnumerable<Value> objects)
    {
        HashSet<Value> group = [.. objects];
        Value[][] targets = Walk.Lets(primal.Body).SelectMany(static let => Writes.Of(let.Operation)).Select(written => memory.Objects(written).ToArray()).ToArray();
        int before;
        do
        {
            before = group.Count;
            foreach (Value[] target in targets)
            {
                if (target.Any(group.Contains)) group.UnionWith(target);
            }
        }
        while (group.Count > before);
        return group;
    }

    private void ConsiderRestoring(HashSet<Value> group, IEnumerable<Let> loads)
    {
        Let[] writes = Walk.Lets(primal.Body).Where(let => Writes.Of(let.Operation).Any(written => memory.Objects(written).Any(group.Contains))).ToArray();
        if (writes.Length == 0 || !group.All(IsRestorable) || !writes.All(IsReversible)) return;
        Let[] read = loads.Where(let => memory.Objects(((Load)let.Operation).Memory).All(group.Contains) && plan.IsThere(let, ((Load)let.Operation).Memory, group)).ToArray();
        var count = new Dictionary<int, int>();
        foreach (Let let in read) Add(Depth(scopes.Home(let.Target)!), 1);
        foreach (Value item in group.Where(MustBeWhole)) Add(1, -2);
        List<(Let Let, Value Value, Let? Ahead)> saved = [];
        List<(Let Let, Snapshot Snapshot)> copies = [];
        ILookup<bool, Let> byFirst = writes.ToLookup(let => IsFirst(let, group));
        foreach (Let let in byFirst[false])
        {
            Block home = elements.Home(let);
            if (let.Operation is Store)
            {
                (Value value, Let? ahead) = elements.Of(let);
                saved.Add((let, value, ahead));
                if (ahead is not null || scopes.Definition(value) is not { } known || !taped.Contains(known)) Add(Depth(home), -1);
            }
            else
            {
                copies.Add((let, elements.SnapshotOf(let)));
                Add(Depth(home) + 1, -1);
            }
        }

        bool keepsLess = count.Where(static item => item.Value != 0).OrderBy(static item => item.Key).LastOrDefault().Value > 0;
        if (!keepsLess && policy != PlanPolicy.Restoring) return;
        plan.Restore(group);
        foreach (Let let in byFirst[true]) plan.Keep(let);
        foreach ((Let let, Value value, Let? ahead) in saved) plan.Save(let, value, ahead);
        foreach ((Let let, Snapshot snapshot) in copies) plan.Save(let, snapshot);

        void Add(int depth, int number) => count[depth] = (count.TryGetValue(depth, out int known) ? known : 0) + number;
    }

    /// <summary>Nothing that the reverse sweep may read again was read before this write.</summary>
    private bool IsFirst(Let write, HashSet<Value> group)
    {
        foreach (Let let in primal.Body.Lets)
        {
            Let[] all = [let, .. Walk.Blocks(let.Operation).SelectMany(Walk.Lets)];
            if (all.Any(inner => Reads(inner, group))) return false;
            if (all.Any(inner => ReferenceEquals(inner, write))) return true;
        }

        return false;
    }

    private bool Reads(Let let, HashSet<Value> group) =>
        let.Operation is Load or Call or OpaqueCall or RuleCall && Walk.Operands(let.Operation).Any(operand => memory.Objects(operand).Any(group.Contains));

    private bool IsRestorable(Value item) =>
        item.Type is MemoryType { Element: ScalarType } && !memory.IsForeign(item) && plan.IsLasting(item);

    private bool IsReversible(Let let) =>
        let.Operation is Store { Leaf: "" } or Copy or IR.Fill && Writes.Of(let.Operation).All(written => written.Type is MemoryType { Element: ScalarType, Form: not MemoryForm.Matrix } && plan.IsLasting(written));

    /// <summary>The user sees it afterwards.</summary>
    private bool MustBeWhole(Value item)
    {
        for (int i = 0; i < primal.Parameters.Count; i++)
        {
            if (primal.Parameters[i] == item) return primal.Roles[i] != ParameterRole.Scratch;
        }

        return false;
    }

    private int Depth(Block block)
    {
        int depth = 0;
        while (scopes.Parent(block) is var (let, parent))
        {
            if (let.Operation is For or While) depth++;
            block = parent;
        }

        return depth;
    }
}
