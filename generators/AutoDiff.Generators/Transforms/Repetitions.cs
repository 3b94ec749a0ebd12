using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>What computes a value once more in the reverse sweep, and what that costs in additions.</summary>
internal sealed record Repetition(Let Let, long Cost);

/// <summary>How values can be computed once more, from their definition or from the memory that they were stored to.</summary>
internal sealed class Repetitions
{
    private const int LoadCost = 2;

    private const int OpaqueCost = 40;

    private readonly Scopes scopes;
    private readonly MemoryPlan plan;
    private readonly Dictionary<Value, List<Let>> stores = [];

    public Repetitions(Function primal, Scopes scopes, MemoryPlan plan)
    {
        (this.scopes, this.plan) = (scopes, plan);
        FindStores(primal.Body);
    }

    /// <summary>Null where it might not yield the same.</summary>
    public Repetition? Of(Value value)
    {
        Repetition? computed = scopes.Definition(value) is { } definition ? Computed(definition) : null;
        return computed is { Cost: <= LoadCost } ? computed : Stored(value) ?? computed;
    }

    private Repetition? Computed(Let let)
    {
        if (plan.RereadOf(let) is { } reread) return new Repetition(reread.Load, LoadCost);
        long? cost = let.Operation switch
        {
            Constant => 0,
            Length or Slice or Row or Choose => Walk.Operands(let.Operation).Where(IsMemory).All(plan.IsLasting) ? 0 : null,
            Apply apply => apply.Primitive.Cost,
            Load load => plan.IsThere(let, load.Memory) ? LoadCost : null,
            OpaqueCall call when Effect.IsRepeatable(call) => call.Arguments.Where(IsMemory).All(read => plan.IsThere(let, read)) ? OpaqueCost : null,
            _ => null,
        };
        return cost is null ? null : new Repetition(let, cost.Value);

        static bool IsMemory(Value value) => value.Type is MemoryType;
    }

    private Repetition? Stored(Value value)
    {
        if (!stores.TryGetValue(value, out List<Let>? places)) return null;
        Let? let = places.FirstOrDefault(place => plan.IsThere(place, ((Store)place.Operation).Memory));
        return let?.Operation is Store store ? new Repetition(new Let([value], new Load(store.Memory, store.Index, store.Leaf), let.Origin), LoadCost) : null;
    }

    /// <summary>Only stores in the block that a value is defined in: they run whenever it is.</summary>
    private void FindStores(Block block)
    {
        foreach (Let let in block.Lets)
        {
            foreach (Block nested in Walk.Blocks(let.Operation)) FindStores(nested);
            if (let.Operation is not Store store || !ReferenceEquals(scopes.Home(store.Element), block)) continue;
            if (!stores.TryGetValue(store.Element, out List<Let>? places)) stores[store.Element] = places = [];
            places.Add(let);
        }
    }
}
