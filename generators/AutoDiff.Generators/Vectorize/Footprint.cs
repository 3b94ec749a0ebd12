using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>What a statement touches, with all that is nested in it.</summary>
/// <param name="Uses">The values that it reads.</param>
/// <param name="Accesses">What it does with memory.</param>
/// <param name="IsSilent">It has no effect but on memory.</param>
/// <param name="HasHidden">It has effects on tapes, or calls what may have some.</param>
/// <param name="MayThrow">It may throw.</param>
/// <param name="Size">The number of its statements.</param>
internal sealed record Footprint(HashSet<Value> Uses, Access[] Accesses, bool IsSilent, bool HasHidden, bool MayThrow, int Size)
{
    public static Footprint Of(Let let)
    {
        HashSet<Value> uses = [];
        Walk.Uses(let.Operation, value => uses.Add(value));
        Operation[] operations = [let.Operation, .. Walk.Blocks(let.Operation).SelectMany(Walk.Lets).Select(static inner => inner.Operation)];
        return new(
            uses,
            [.. Analysis.Accesses.Of(Block.Empty, let)],
            operations.All(LoopOrder.IsSilent),
            operations.Any(static operation => operation is Push or Pop or Reserve or Release or Call or RuleCall or Pullback or Pushforward),
            operations.Any(Effect.MayThrow),
            operations.Length);
    }
}
