using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>What all iterations of a loop add to one element of memory is added up in a variable, and to the element behind the loop: from memory each would have to wait for the one before.</summary>
internal sealed class CarriedSums
{
    private readonly LoopOrder order;
    private readonly MemoryObjects memory;
    private readonly HashSet<Value> unspecified;
    private readonly ValueNumbers numbers;
    private readonly KnownElements known;

    private CarriedSums(Function function) =>
        (order, memory, unspecified, numbers, known) = (LoopOrder.Of(function), MemoryObjects.Of(function), Unspecified.In(function), ValueNumbers.After(function), KnownElements.Of(function));

    public static Function Run(Function function)
    {
        var pass = new CarriedSums(function);
        return function with { Body = pass.Visit(function.Body) };
    }

    /// <summary>Judged before what is nested is rewritten, since the analysis knows lets by identity.</summary>
    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For { MayExit: false } loop && known.SignOf(loop.Step) != 0 && SumsIn(loop) is { Length: > 0 } sums) Carry(let, loop, sums, builder);
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private MemorySum[] SumsIn(For loop)
    {
        if (loop.Body.EndsInThrow || Walk.Lets(loop.Body).Any(static let => let.Operation is For or While)) return [];
        HashSet<Value> inside = [];
        Walk.Definitions(loop.Body, value => inside.Add(value));
        Access[][] written = [.. order.Written(loop)];
        return [.. loop.Body.Lets.Select(SumAt).OfType<MemorySum>()];

        MemorySum? SumAt(Let let)
        {
            if (let.Operation is not Load { Leaf.Length: 0, InRange: true } load || inside.Contains(load.Memory) || inside.Contains(load.Index) || !let.Target.Type.IsFloating) return null;
            bool isOwn = memory.Objects(load.Memory).All(unspecified.Contains) && written.Where(group => group.Any(access => ReferenceEquals(access.Let, let))).All(order.AreSums);
            return isOwn && order.Update(loop.Body, let) is { Operation: Store { InRange: true } store } ? new(load, let.Target, store) : null;
        }
    }

    private void Carry(Let let, For loop, MemorySum[] sums, Builder builder)
    {
        Value[] added = [.. sums.Select(sum => numbers.Create(sum.Loaded.Type, sum.Loaded.Name))];
        Block body = loop.Body with
        {
            Arguments = [.. loop.Body.Arguments, .. sums.Select(static sum => sum.Loaded)],
            Lets = loop.Body.Lets.Where(inner => !sums.Any(sum => ReferenceEquals(inner.Operation, sum.Load) || ReferenceEquals(inner.Operation, sum.Store))).ToEquatableArray(),
            Results = [.. loop.Body.Results, .. sums.Select(static sum => sum.Store.Element)],
        };
        EquatableArray<Value> initial = [.. loop.Initial, .. sums.Select(sum => builder.Number(sum.Loaded.Type, 0))];
        builder.Append(let with { Targets = [.. let.Targets, .. added], Operation = loop with { Initial = initial, Body = body } });

        // Where there is no iteration, the element need not be there.
        Builder then = builder.Nested();
        for (int i = 0; i < sums.Length; i++)
        {
            Load load = sums[i].Load;
            then.Store(load.Memory, load.Index, then.Apply(Arithmetic.Add, then.Load(load.Memory, load.Index, inRange: true), added[i]), inRange: true);
        }

        Value runs = builder.Apply(known.SignOf(loop.Step) > 0 ? Arithmetic.Less : Arithmetic.Greater, loop.Lower, loop.Upper);
        builder.Do(new If(runs, then.ToBlock([], []), Block.Empty));
    }
}
