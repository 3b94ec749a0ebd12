using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Two loops over the same indices become one where the second needs nothing of the first but what the same iteration has left for it. So a sum and its
/// gradient are computed in one pass: the adjoint of a summand does not depend on the others.</summary>
internal sealed class LoopFusion
{
    /// <summary>Loops with more statements than these are no better for being one.</summary>
    private const int LargestBody = 500;

    /// <summary>How many statements, and how many loops, are looked at in front of a loop for one to fuse it with.</summary>
    private const int Distance = 100, Attempts = 4;

    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly KnownElements known;
    private readonly VectorPlanner planner;
    private readonly HashSet<Value> unspecified;
    private readonly Dictionary<Let, Footprint> footprints = new(ByIdentity.Instance);
    private readonly HashSet<Let> fused = new(ByIdentity.Instance);

    private LoopFusion(Function function)
    {
        memory = MemoryObjects.Of(function);
        order = LoopOrder.Of(function);
        known = KnownElements.Of(function);
        planner = VectorPlanner.Of(function);
        unspecified = Unspecified.In(function);
    }

    /// <summary>Pair after pair, until there is none: what is fused may be fused again.</summary>
    public static Function Run(Function function)
    {
        while (true)
        {
            var pass = new LoopFusion(function);
            Block body = pass.Visit(function.Body);
            if (pass.fused.Count == 0) return function;
            function = function with { Body = body };
        }
    }

    private Block Visit(Block block)
    {
        List<Let> lets = [.. block.Lets];
        for (int second = 1; second < lets.Count; second++)
        {
            if (lets[second].Operation is not For) continue;
            int attempts = 0;
            for (int first = second - 1; first >= 0 && second - first <= Distance && attempts < Attempts; first--)
            {
                if (!AreAlike(lets[first], lets[second])) continue;
                attempts++;
                if (TryFuse(lets, first, second)) break;
            }
        }

        // What is nested in what has just been fused waits for the next round.
        return block with { Lets = lets.Select(let => fused.Contains(let) ? let : let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) }).ToEquatableArray() };
    }

    /// <summary>The second loop moves up to the first, and what it needs in front of both.</summary>
    private bool TryFuse(List<Let> lets, int first, int second)
    {
        (Let before, Let after) = (lets[first], lets[second]);
        if ((MayBeFirstToThrow(after) && HasEffects(before)) || !IsIndependent(before, after)) return false;
        List<Let> between = lets.GetRange(first + 1, second - first - 1);
        if (Ahead(between, before, after) is not { } ahead) return false;
        Sweep sweep = before.Origin?.Sweep == after.Origin?.Sweep ? before.Origin?.Sweep ?? Sweep.Primal : Sweep.Both;
        Let loop = In(sweep, Fused(before, after));
        fused.Add(loop);
        lets.RemoveRange(first, second - first + 1);
        lets.InsertRange(first, [.. ahead.Select(let => In(sweep, let)), loop, .. between.Where(let => !ahead.Contains(let))]);
        return true;
    }

    private bool AreAlike(Let before, Let after) =>
        before.Operation is For one && after.Operation is For two
        && one.Lower == two.Lower && one.Upper == two.Upper && one.Step == two.Step && one.Reversed == two.Reversed
        && !one.MayExit && !two.MayExit && !one.Body.EndsInThrow && !two.Body.EndsInThrow && !fused.Contains(before)
        && Of(before).Size + Of(after).Size <= LargestBody
        && (HasLoops(one) || HasLoops(two) || planner.PlanOf(one).Plan is null == planner.PlanOf(two).Plan is null); // together with what needs an order, no loop runs over vectors

    private static bool HasLoops(For loop) => Walk.Lets(loop.Body).Any(static let => let.Operation is For or While);

    private static Let In(Sweep sweep, Let let) => let.Origin is null ? let : let with { Origin = let.Origin with { Sweep = sweep } };

    /// <summary>The reverse sweep repeats what has not thrown.</summary>
    private bool MayBeFirstToThrow(Let loop) => loop.Origin?.Sweep != Sweep.Reverse && Of(loop).MayThrow;

    /// <summary>Whoever catches what the second loop throws may see how far the first has come.</summary>
    private bool HasEffects(Let loop) => Of(loop) is var footprint && (footprint.MayThrow || footprint.Accesses.Any(access => access.Writes && !memory.Objects(access.Memory).All(unspecified.Contains)));

    private static Let Fused(Let before, Let after)
    {
        (var one, var two) = ((For)before.Operation, (For)after.Operation);
        var substitution = new Substitution();
        substitution.Add(two.Body.Arguments[0], one.Body.Arguments[0]);
        Block body = substitution.Of(two.Body);
        return before with
        {
            Targets = [.. before.Targets, .. after.Targets],
            Operation = one with
            {
                Initial = [.. one.Initial, .. two.Initial],
                Body = new([.. one.Body.Arguments, .. two.Body.Arguments.Skip(1)], [.. one.Body.Lets, .. body.Lets], [.. one.Body.Results, .. body.Results]),
            },
        };
    }

    /// <summary>May every iteration of the second loop run before the next ones of the first?</summary>
    private bool IsIndependent(Let before, Let after)
    {
        (Footprint first, Footprint second) = (Of(before), Of(after));
        if (first.HasHidden || !second.IsSilent || before.Targets.Any(second.Uses.Contains)) return false;

        // Where the first loop throws, the second would not have run: nobody may see what it has written.
        if (second.Accesses.Any(access => access.Writes && !memory.Objects(access.Memory).All(unspecified.Contains))) return false;
        return Shared(first, second).All(shared =>
            order.RowOf(shared.First, ((For)before.Operation).Body.Arguments[0]) is { } row && order.RowOf(shared.Second, ((For)after.Operation).Body.Arguments[0]) == row && order.HaveOneBase([.. shared.First, .. shared.Second]));
    }

    /// <summary>What both do with memory that one of them writes and both touch, object by object, where not both only add to it.</summary>
    private IEnumerable<(Access[] First, Access[] Second)> Shared(Footprint first, Footprint second)
    {
        foreach (Value item in first.Accesses.Concat(second.Accesses).Where(static access => access.Writes).SelectMany(access => memory.Objects(access.Memory)).Distinct())
        {
            Access[] firsts = [.. first.Accesses.Where(access => memory.MayOverlap(access.Memory, item))], seconds = [.. second.Accesses.Where(access => memory.MayOverlap(access.Memory, item))];
            if (firsts.Length > 0 && seconds.Length > 0 && !order.AreSums([.. firsts, .. seconds])) yield return (firsts, seconds);
        }
    }

    /// <summary>Of what stands between the loops, what the second one needs in front of it; null where that needs the first.</summary>
    private HashSet<Let>? Ahead(List<Let> between, Let before, Let after)
    {
        List<Let> ahead = [];
        for (int i = between.Count - 1; i >= 0; i--)
        {
            Let let = between[i];
            if (!MustPrecede(let, after) && !ahead.Exists(later => MustPrecede(let, later))) continue;
            if (MustPrecede(before, let) || !MayMove(let.Operation)) return null;
            ahead.Add(let);
        }

        ahead.Reverse();
        HashSet<Let> moved = new(ahead, ByIdentity.Instance);
        bool isSafe = ahead.TrueForAll(let => IsThere(let) || between.TakeWhile(earlier => earlier != let).Where(earlier => !moved.Contains(earlier)).Prepend(before).All(passed => !MayBeFirstToThrow(passed)));
        return isSafe ? moved : null;
    }

    /// <summary>Whether it runs in front of the first loop or behind it, nobody can tell.</summary>
    private static bool MayMove(Operation operation) => operation switch
    {
        Alloc or Fill or Length or Load { InRange: true } or Store { InRange: true } => true,
        For or If or Scope => Walk.Blocks(operation).SelectMany(Walk.Lets).All(static let => MayMove(let.Operation)),
        _ => Effect.IsPure(operation),
    };

    /// <summary>What it reads and writes is there, even where it would not have come so far because something throws.</summary>
    private bool IsThere(Let let) => (let.Operation switch
    {
        Load load => known.IsThere(load.Memory, load.Index),
        Store store => known.IsThere(store.Memory, store.Index),
        _ => true,
    }) && Walk.Blocks(let.Operation).SelectMany(static block => block.Lets).All(IsThere);

    private bool MustPrecede(Let earlier, Let later)
    {
        (Footprint first, Footprint second) = (Of(earlier), Of(later));
        return earlier.Targets.Any(second.Uses.Contains) || Shared(first, second).Any();
    }

    private Footprint Of(Let let)
    {
        if (!footprints.TryGetValue(let, out Footprint? footprint)) footprints[let] = footprint = Footprint.Of(let);
        return footprint;
    }
}
