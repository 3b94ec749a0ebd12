using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A loop that adds to several neighbours in one memory becomes a loop for each of them: a vector that is read where another one has just been written in part waits until that has
/// reached the memory, which takes longer than to compute the summands once more.</summary>
internal sealed class Fission
{
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly VectorPlanner planner;
    private readonly HashSet<Value> unspecified;

    private Fission(Function function)
    {
        (numbers, memory, order, planner) = (ValueNumbers.After(function), MemoryObjects.Of(function), LoopOrder.Of(function), VectorPlanner.Of(function));
        unspecified = Unspecified.In(function);
    }

    public static Function Run(Function function) => function with { Body = new Fission(function).Visit(function.Body) };

    private Block Visit(Block block) => block with { Lets = block.Lets.SelectMany(let => Visit(let)).ToEquatableArray() };

    private IEnumerable<Let> Visit(Let let)
    {
        if (let.Operation is For loop && planner.PlanOf(loop).Plan is { } plan && Groups(loop, plan.Variation) is { } groups) return Split(let, loop, groups);
        return [let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) }];
    }

    /// <summary>The stores of each loop but the first; null where one is enough, or where the others would not find what they need.</summary>
    private List<HashSet<Let>>? Groups(For loop, Variation variation)
    {
        List<(Let Load, Let Store)> updates = [.. Updates.In(loop.Body, order)];
        List<HashSet<Let>> groups = [];
        foreach (IGrouping<Value, (Let Load, Let Store)> neighbours in updates.GroupBy(static update => ((Store)update.Store.Operation).Memory))
        {
            if (!memory.Objects(neighbours.Key).All(unspecified.Contains)) continue;
            List<EquatableArray<(bool, Value)>> offsets = [];
            foreach ((_, Let store) in neighbours)
            {
                if (variation.OffsetOf(((Store)store.Operation).Index) is not { } offset) continue;
                if (!offsets.Contains(offset)) offsets.Add(offset);
                int group = offsets.IndexOf(offset) - 1;
                if (group < 0) continue;
                while (groups.Count <= group) groups.Add(new(ByIdentity.Instance));
                groups[group].Add(store);
            }
        }

        HashSet<Let> own = new(updates.Select(static update => update.Load), ByIdentity.Instance);
        Value[] written = [.. Accesses.Of(loop.Body).Where(static access => access.Writes).Select(static access => access.Memory)];
        bool readsWritten = Walk.Lets(loop.Body).Any(let => let.Operation is Load load && !own.Contains(let) && written.Any(other => memory.MayOverlap(other, load.Memory)));
        return groups.Count > 0 && !readsWritten ? groups : null;
    }

    /// <summary>The loop without the stores of the groups, and a copy for each group that has no others.</summary>
    private IEnumerable<Let> Split(Let let, For loop, List<HashSet<Let>> groups)
    {
        yield return let with { Operation = loop with { Body = Updates.Filtered(loop.Body, store => !groups.Exists(group => group.Contains(store))) } };
        foreach (HashSet<Let> group in groups)
        {
            Block body = Updates.Filtered(loop.Body, group.Contains);
            yield return FunctionCopy.Of(let with { Operation = loop with { Body = body } }, numbers);
        }
    }
}
