using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>Values that nothing is done with but to add to them, through branches and loops, so that the order of the summands shows in the rounding only.</summary>
internal sealed class Sums(UseSites uses, Scopes scopes)
{
    /// <summary>Does the loop carry nothing but sums?</summary>
    public bool AreCarried(For loop) => Enumerable.Range(0, loop.Initial.Count).All(i => IsCarried(loop, i));

    /// <summary>Is what is loaded stored again in the same block, as what it was and something added?</summary>
    public Let? Update(Block block, Let let)
    {
        var load = (Load)let.Operation;
        return End(let.Target, block) is { Let: { Operation: Store store } stored } end && ReferenceEquals(end.Block, block)
            && store.Memory == load.Memory && store.Index == load.Index && store.Leaf == load.Leaf
            ? stored
            : null;
    }

    /// <summary>Is the carried value one that the iterations only add to?</summary>
    public bool IsCarried(For loop, int i) => !loop.MayExit && End(loop.Body.Arguments[i + 1], loop.Body) is { Let: null } end && end.Position == i;

    /// <summary>Follows a value through additions to its use that is none; null where it is used otherwise, too.</summary>
    private UseSite? End(Value value, Block block)
    {
        while (true)
        {
            UseSite[] sites = [.. uses[value].Where(site => IsIn(site.Block, block))];
            Value? next = sites switch
            {
                [var only] when ReferenceEquals(only.Block, block) => Sum(only, value),
                [var first, ..] => Chosen(sites, value, block, first),
                _ => null,
            };
            if (next is null) return sites is [var last] && ReferenceEquals(last.Block, block) ? last : null;
            value = next;
        }
    }

    private Value? Sum(UseSite site, Value value) => site.Let switch
    {
        { Operation: Apply { Primitive: var primitive } } let when primitive == Arithmetic.Add || (primitive == Arithmetic.Subtract && site.Position == 0) => let.Target,
        { Operation: For loop } let when Carried(loop, site.Position) is >= 0 and var i && IsCarried(loop, i) => let.Targets[i],
        _ => null,
    };

    /// <summary>The bounds come first among the operands.</summary>
    private static int Carried(For loop, int position) => loop.MayExit ? -1 : position - 3;

    /// <summary>What a branch makes of a value that each side adds to, or passes on.</summary>
    private Value? Chosen(UseSite[] sites, Value value, Block block, UseSite first)
    {
        if (Parent(first.Block, block) is not { Operation: If branch } let) return null;
        if (!sites.All(site => IsIn(site.Block, branch.Then) || IsIn(site.Block, branch.Else))) return null;
        return End(value, branch.Then) is { Let: null } then && End(value, branch.Else) is { Let: null } otherwise
            && ReferenceEquals(then.Block, branch.Then) && ReferenceEquals(otherwise.Block, branch.Else) && then.Position == otherwise.Position
            ? let.Targets[then.Position]
            : null;
    }

    /// <summary>The let of the block that the inner one is in.</summary>
    private Let? Parent(Block inner, Block block)
    {
        while (scopes.Parent(inner) is var (let, parent))
        {
            if (ReferenceEquals(parent, block)) return let;
            inner = parent;
        }

        return null;
    }

    private bool IsIn(Block inner, Block block) => ReferenceEquals(inner, block) || Parent(inner, block) is not null;
}
