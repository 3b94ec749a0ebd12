using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>In which order the iterations of loops may run.</summary>
internal sealed class LoopOrder
{
    private readonly MemoryObjects memory;
    private readonly Sums sums;
    private readonly IterationRows rows;
    private readonly PrivateMemory privates;

    private LoopOrder(Function function)
    {
        memory = MemoryObjects.Of(function);
        sums = new Sums(UseSites.Of(function), Scopes.Of(function));
        rows = IterationRows.Of(function);
        privates = PrivateMemory.Of(function, memory);
    }

    public static LoopOrder Of(Function function) => Analyses<LoopOrder>.Of(function, static function => new(function));

    /// <summary>Every order of the iterations gives the same, up to the rounding of sums: what they carry and what they share in memory is added up, and the rest
    /// is each one's own.</summary>
    public bool IsFree(For loop)
    {
        if (loop.MayExit || loop.Body.EndsInThrow || !IsSilent(loop) || !sums.AreCarried(loop)) return false;
        Access[] accesses = [.. Accesses.Of(loop.Body)];
        HashSet<Value> own = [.. Walk.Lets(loop.Body).Where(static let => let.Operation is Alloc).Select(static let => let.Target)];
        return Shared(accesses, own).All(shared => AreSums(shared.Accesses) || AreRows(shared.Accesses, loop.Body.Arguments[0]) || privates.IsPrivate(loop, shared.Item));
    }

    /// <summary>Nor does it matter which iteration comes first where every one would throw.</summary>
    private static bool IsSilent(For loop)
    {
        HashSet<Value> inside = [];
        Walk.Definitions(loop.Body, value => inside.Add(value));
        return IsSilent(loop.Body);

        bool IsSilent(Block block) => block.Lets.All(let => let.Operation is If { Then.EndsInThrow: true, Else.Lets.Count: 0 } branch && !inside.Contains(branch.Condition)
            ? branch.Then.Lets.All(static thrown => thrown.Operation is Throw || LoopOrder.IsSilent(thrown.Operation))
            : LoopOrder.IsSilent(let.Operation) && Walk.Blocks(let.Operation).All(IsSilent));
    }

    /// <summary>Does no iteration need what another one has left in the memory?</summary>
    public bool IsPrivate(For loop, Value memory) => privates.IsPrivate(loop, memory);

    /// <summary>Is the carried value one that the iterations only add to?</summary>
    public bool IsSum(For loop, int carried) => sums.IsCarried(loop, carried);

    /// <summary>The store that writes what a load of its block has read, and something added; null where there is none.</summary>
    public Let? Update(Block block, Let load) => sums.Update(block, load);

    /// <summary>All accesses to memory that a loop writes, object by object.</summary>
    public IEnumerable<Access[]> Written(For loop) => Shared([.. Accesses.Of(loop.Body)], []).Select(static shared => shared.Accesses);

    /// <summary>All accesses to memory that a loop writes and that is not an iteration's own, object by object.</summary>
    private IEnumerable<(Value Item, Access[] Accesses)> Shared(Access[] accesses, HashSet<Value> own) => accesses
        .Where(static access => access.Writes)
        .SelectMany(access => memory.Objects(access.Memory))
        .Distinct()
        .Where(item => !own.Contains(item))
        .Select(item => (item, accesses.Where(access => memory.MayOverlap(access.Memory, item)).ToArray()));

    /// <summary>The accesses are loads and stores, each pair of which adds something to one element.</summary>
    public bool AreSums(Access[] accesses)
    {
        HashSet<Let> paired = new(ByIdentity.Instance), touching = new(accesses.Select(static access => access.Let), ByIdentity.Instance);
        foreach (Access access in accesses.Where(static access => access.Let.Operation is Load))
        {
            if (sums.Update(access.Block, access.Let) is not { } store || IsTouchedBetween(access.Block, access.Let, store, touching)) return false;
            paired.Add(access.Let);
            paired.Add(store);
        }

        return accesses.All(access => paired.Contains(access.Let));
    }

    private static bool IsTouchedBetween(Block block, Let load, Let store, HashSet<Let> touching)
    {
        IEnumerable<Let> between = block.Lets.SkipWhile(let => !ReferenceEquals(let, load)).Skip(1).TakeWhile(let => !ReferenceEquals(let, store));
        return between.SelectMany(static let => Accesses.Of(Block.Empty, let)).Any(access => touching.Contains(access.Let));
    }

    /// <summary>Every access is to the rows of its iteration of the loop.</summary>
    private bool AreRows(IReadOnlyList<Access> accesses, Value iteration) => RowOf(accesses, iteration) is not null;

    /// <summary>What an iteration has to itself of the memory; null where the accesses do not keep to that.</summary>
    public IterationRow? RowOf(IReadOnlyList<Access> accesses, Value iteration)
    {
        IterationRow?[] found = [.. accesses.Select(access => RowOf(access, iteration)).Distinct()];
        return found is [{ } row] && HaveOneBase(accesses) ? row : null;
    }

    /// <summary>All are of one piece of memory, or of slices of it.</summary>
    public bool HaveOneBase(IEnumerable<Access> accesses) => accesses.Select(access => BaseOf(access.Memory)).Distinct().Count() == 1;

    private Value BaseOf(Value part) => rows.Definition(part) is Slice { InRange: true } slice ? slice.Memory : part;

    private IterationRow? RowOf(Access access, Value iteration)
    {
        if (rows.Definition(access.Memory) is Slice { InRange: true } slice) return rows.RowOf(slice, iteration);
        return access.Index is { } index ? rows.RowOf(index, iteration) : null;
    }

    /// <summary>It has no effect but on memory, and none that others could interfere with.</summary>
    public static bool IsSilent(Operation operation) => operation switch
    {
        Push or Pop or Reserve or Release or Stack or Call or RuleCall or Pullback or Pushforward or Throw => false,
        OpaqueCall call => !call.RunsOnce,
        _ => true,
    };
}
