using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Two loops over the same indices become one where the second needs nothing of the first but what the same iteration has left for it. So a sum and its
/// gradient are computed in one pass: the adjoint of a summand does not depend on the others.</summary>
internal sealed class LoopFusion
{
    private readonly MemoryObjects memory;
    private readonly LoopOrder order;
    private readonly HashSet<Value> unspecified;

    private LoopFusion(Function function)
    {
        memory = MemoryObjects.Of(function);
        order = LoopOrder.Of(function);
        unspecified = [.. function.Parameters.Where((_, i) => i < function.Roles.Count && function.Roles[i] is ParameterRole.Adjoint or ParameterRole.Tangent)];
        unspecified.UnionWith(Walk.Lets(function.Body).Where(static let => let.Operation is Alloc).Select(static let => let.Target));
    }

    /// <summary>One pair after the other, since what is fused may be fused again.</summary>
    public static Function Run(Function function)
    {
        while (new LoopFusion(function).Visit(function.Body) is { } body) function = function with { Body = body };
        return function;
    }

    /// <summary>The block with one pair of loops fused; null where there is none.</summary>
    private Block? Visit(Block block)
    {
        for (int second = 0; second < block.Lets.Count; second++)
        {
            if (block.Lets[second].Operation is not For) continue;
            for (int first = second - 1; first >= 0; first--)
            {
                if (TryFuse(block, first, second) is { } fused) return fused;
            }
        }

        for (int i = 0; i < block.Lets.Count; i++)
        {
            Let let = block.Lets[i];
            Block? changed = null;
            Operation operation = Walk.Rewrite(let.Operation, static value => value, nested => changed is null && Visit(nested) is { } visited ? changed = visited : nested);
            if (changed is not null) return block with { Lets = [.. block.Lets.Take(i), let with { Operation = operation }, .. block.Lets.Skip(i + 1)] };
        }

        return null;
    }

    private Block? TryFuse(Block block, int first, int second)
    {
        (Let before, Let after) = (block.Lets[first], block.Lets[second]);
        if (before.Operation is not For one || after.Operation is not For two || !AreAlike(one, two) || (MayBeFirstToThrow(after) && HasEffects(one)) || !IsIndependent(one, before, two)) return null;
        if (Ahead(block.Lets.Skip(first + 1).Take(second - first - 1).ToArray(), before, after) is not { } ahead) return null;
        IEnumerable<Let> behind = block.Lets.Skip(first + 1).Take(second - first - 1).Where(let => !ahead.Contains(let));
        Sweep sweep = before.Origin?.Sweep == after.Origin?.Sweep ? before.Origin?.Sweep ?? Sweep.Primal : Sweep.Both;
        return block with { Lets = [.. block.Lets.Take(first), .. ahead.Select(let => In(sweep, let)), In(sweep, Fused(before, one, after, two)), .. behind, .. block.Lets.Skip(second + 1)] };
    }

    private static bool AreAlike(For one, For two) =>
        one.Lower == two.Lower && one.Upper == two.Upper && one.Step == two.Step && one.Reversed == two.Reversed
        && !one.MayExit && !two.MayExit && !one.Body.EndsInThrow && !two.Body.EndsInThrow;

    private static Let In(Sweep sweep, Let let) => let.Origin is null ? let : let with { Origin = let.Origin with { Sweep = sweep } };

    /// <summary>The reverse sweep repeats what has not thrown.</summary>
    private static bool MayBeFirstToThrow(Let loop) => loop.Origin?.Sweep != Sweep.Reverse && Walk.Lets(((For)loop.Operation).Body).Any(static let => Effect.MayThrow(let.Operation));

    /// <summary>Whoever catches what the second loop throws may see how far the first has come.</summary>
    private bool HasEffects(For loop) => Walk.Lets(loop.Body).Any(static let => Effect.MayThrow(let.Operation) || let.Operation is OpaqueCall { RunsOnce: true })
        || Accesses.Of(loop.Body).Any(access => access.Writes && !memory.Objects(access.Memory).All(unspecified.Contains));

    private static Let Fused(Let before, For one, Let after, For two)
    {
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
    private bool IsIndependent(For one, Let before, For two)
    {
        bool isSilent = Walk.Lets(two.Body).All(static let => LoopOrder.IsSilent(let.Operation)) && Walk.Lets(one.Body).All(static let => let.Operation is not (Push or Pop or Call or RuleCall or Pullback or Pushforward));
        if (!isSilent || Uses(two).Any(before.Targets.Contains)) return false;
        Access[] first = [.. Accesses.Of(one.Body)], second = [.. Accesses.Of(two.Body)];

        // Where the first loop throws, the second would not have run: nobody may see what it has written.
        if (second.Any(access => access.Writes && !memory.Objects(access.Memory).All(unspecified.Contains))) return false;
        IEnumerable<Value> shared = first.Where(static access => access.Writes).Concat(second.Where(static access => access.Writes)).SelectMany(access => memory.Objects(access.Memory)).Distinct();
        return shared.All(item =>
        {
            Access[] firsts = [.. first.Where(access => memory.MayOverlap(access.Memory, item))], seconds = [.. second.Where(access => memory.MayOverlap(access.Memory, item))];
            return firsts.Length == 0 || seconds.Length == 0
                || (order.RowOf(firsts, one.Body.Arguments[0]) is { } row && order.RowOf(seconds, two.Body.Arguments[0]) == row && order.HaveOneBase([.. firsts, .. seconds]));
        });
    }

    private static HashSet<Value> Uses(Operation operation)
    {
        HashSet<Value> used = [];
        Walk.Uses(operation, value => used.Add(value));
        return used;
    }

    /// <summary>Of what stands between the loops, what the second one needs in front of it; null where that needs the first.</summary>
    private IReadOnlyCollection<Let>? Ahead(Let[] between, Let before, Let after)
    {
        List<Let> ahead = [];
        for (int i = between.Length - 1; i >= 0; i--)
        {
            Let let = between[i];
            if (!ahead.Exists(later => MustPrecede(let, later)) && !MustPrecede(let, after)) continue;
            if (MustPrecede(before, let) || !MayMove(let.Operation)) return null;
            ahead.Insert(0, let);
        }

        return ahead;
    }

    /// <summary>Whether it runs in front of the first loop or behind it, nobody can tell.</summary>
    private static bool MayMove(Operation operation) => operation switch
    {
        Alloc or Fill or Length or Load { InRange: true } or Store { InRange: true } => true,
        For or If or Scope => Walk.Blocks(operation).SelectMany(Walk.Lets).All(static let => MayMove(let.Operation)),
        _ => Effect.IsPure(operation),
    };

    private bool MustPrecede(Let earlier, Let later)
    {
        if (earlier.Targets.Count > 0 && Uses(later.Operation) is var used && earlier.Targets.Any(used.Contains)) return true;
        Access[] firsts = [.. Accesses.Of(Block.Empty, earlier)], seconds = [.. Accesses.Of(Block.Empty, later)];
        return firsts.Any(first => seconds.Any(second => (first.Writes || second.Writes) && memory.MayOverlap(first.Memory, second.Memory)));
    }
}
