using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>A running minimum or maximum, with whatever goes along with it, has its derivative at the last update alone. The
/// loop remembers where that was; behind it the update is computed once more there, and that has the derivative in the
/// loop's place, which no reverse has to go back through.</summary>
internal sealed class WinnerOnly
{
    private const string UpdatedName = "updated";

    private readonly MemoryObjects memory;
    private readonly ValueNumbers numbers;

    private WinnerOnly(MemoryObjects memory, ValueNumbers numbers) => (this.memory, this.numbers) = (memory, numbers);

    private sealed record Rewritten(IReadOnlyList<Let> Before, Let Loop, IReadOnlyList<Let> After);

    public static Function Run(Function function)
    {
        var pass = new WinnerOnly(MemoryObjects.Of(function), ValueNumbers.After(function));
        return function with { Body = pass.Visit(function.Body) };
    }

    private Block Visit(Block block)
    {
        var lets = new List<Let>();
        foreach (Let original in block.Lets)
        {
            Let let = original with { Operation = Walk.Rewrite(original.Operation, static value => value, Visit) };
            List<Let> after = [];
            HashSet<int> done = [];
            while (let.Operation is For loop && RunningUpdate.Find(loop, done) is { } update)
            {
                done.UnionWith(update.Carried);
                if (Rewrite(let, loop, update) is not { } rewritten) continue;
                lets.AddRange(rewritten.Before);
                let = rewritten.Loop;
                after.AddRange(rewritten.After);
            }

            lets.Add(let);
            lets.AddRange(after);
        }

        return block with { Lets = lets.ToEquatableArray() };
    }

    /// <summary>Null where the update cannot be computed behind the loop.</summary>
    private Rewritten? Rewrite(Let let, For loop, RunningUpdate update)
    {
        var again = new Builder(numbers) { Origin = let.Origin };
        var slice = new UpdateSlice(loop, update, memory, again);
        Value?[] updated = update.Updated.Select(slice.Copy).ToArray();
        if (updated.Contains(null)) return null;

        // What the loop remembers: that there was an update, and the numbers that tell which.
        Value[] recorded = slice.Recorded.ToArray();
        Value happened = numbers.Create(ScalarType.Bool, UpdatedName);
        Value[] arguments = [numbers.Create(ScalarType.Bool, UpdatedName), .. recorded.Select(value => numbers.Create(value.Type, UpdateSlice.NameOf(value)))];
        var before = new Builder(numbers) { Origin = let.Origin };
        Value[] initial = [before.Bool(false), .. recorded.Select(value => before.Default(value.Type))];
        (Block body, EquatableArray<Value> next) = update.Remembering(loop.Body, arguments, recorded, numbers);

        int flag = loop.MayExit ? 1 : 0;
        Value[] targets = [.. let.Targets];
        List<Let> after = [];
        Value[] derived = update.Carried.Select(k => numbers.Create(targets[k + flag].Type, targets[k + flag].Name)).ToArray();
        Block unchanged = new([], [], update.Carried.Select(k => loop.Initial[k]).ToEquatableArray());
        after.Add(new Let(derived.ToEquatableArray(), new If(happened, again.ToBlock([], updated.Select(static value => value!).ToEquatableArray()), unchanged), let.Origin));
        for (int i = 0; i < derived.Length; i++)
        {
            ref Value target = ref targets[update.Carried[i] + flag];
            Value inLoop = numbers.Create(target.Type, target.Name);
            after.Add(new Let([target], new Apply(Arithmetic.WithDerivativeOf, [inLoop, derived[i]]), let.Origin));
            target = inLoop;
        }

        Let remembering = let with
        {
            Targets = [.. targets, happened, .. recorded.Select(slice.Remembered)],
            Operation = loop with
            {
                Initial = [.. loop.Initial, .. initial],
                Body = body with { Arguments = [.. body.Arguments, .. arguments], Results = [.. body.Results, .. next] },
            },
        };
        return new Rewritten(before.Lets, remembering, after);
    }
}
