using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Memory of the function's own of which every iteration of a loop has rows to itself keeps the rows of one iteration only, where nobody else looks at it.</summary>
internal sealed class RowContraction
{
    private readonly ValueNumbers numbers;
    private readonly IterationRows rows;
    private readonly Dictionary<Value, (Value Iteration, EquatableArray<Value> Room)> contracted = [];

    private RowContraction(Function function)
    {
        numbers = ValueNumbers.After(function);
        rows = IterationRows.Of(function);
        LoopOrder order = LoopOrder.Of(function);
        Scopes scopes = Scopes.Of(function);
        UseSites uses = UseSites.Of(function);
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is Alloc { Columns: null } && let.Target.Type is MemoryType { Element: ScalarType }) Contract(let.Target, order, scopes, uses);
        }
    }

    public static Function Run(Function function)
    {
        var pass = new RowContraction(function);
        return pass.contracted.Count == 0 ? function : function with { Body = pass.Visit(function.Body) };
    }

    /// <summary>Finds the outermost loop whose iterations have rows of the memory to themselves.</summary>
    private void Contract(Value memory, LoopOrder order, Scopes scopes, UseSites uses)
    {
        if (Accessed(memory, uses) is not { Count: > 0 } accesses) return;
        Block home = scopes.Home(memory)!;
        foreach (Let loop in Around(accesses[0].Block, home, scopes))
        {
            if (loop.Operation is not For { MayExit: false } nest || !accesses.All(access => Around(access.Block, home, scopes).Any(around => ReferenceEquals(around, loop)))) continue;
            if (order.RowOf(accesses, nest.Body.Arguments[0]) is not { Factors: { Count: > 0 } room } || !room.All(factor => IsThere(factor, memory, home, scopes))) continue;
            contracted[memory] = (nest.Body.Arguments[0], room);
            return;
        }
    }

    /// <summary>Is it defined in front of the memory?</summary>
    private static bool IsThere(Value factor, Value memory, Block home, Scopes scopes)
    {
        if (scopes.Definition(factor) is not { } definition || !ReferenceEquals(scopes.Home(factor), home)) return scopes.Home(factor) is { } block && !IsInside(block, home, scopes);
        return home.Lets.TakeWhile(let => !let.Targets.Contains(memory)).Any(let => ReferenceEquals(let, definition));
    }

    private static bool IsInside(Block block, Block home, Scopes scopes)
    {
        while (scopes.Parent(block) is var (_, parent))
        {
            if (ReferenceEquals(parent, home)) return true;
            block = parent;
        }

        return false;
    }

    /// <summary>The lets around a block up to another, outermost first.</summary>
    private static List<Let> Around(Block block, Block home, Scopes scopes)
    {
        List<Let> around = [];
        while (!ReferenceEquals(block, home) && scopes.Parent(block) is var (let, parent))
        {
            around.Insert(0, let);
            block = parent;
        }

        return around;
    }

    /// <summary>All accesses to the memory; null where something else is done with it.</summary>
    private static List<Access>? Accessed(Value memory, UseSites uses)
    {
        List<Access> accesses = [];
        foreach (UseSite site in uses[memory])
        {
            switch (site.Let?.Operation)
            {
                case Load or Store:
                    accesses.Add(new(site.Block, site.Let, memory, site.Let.Operation is Store));
                    break;
                case Slice { InRange: true } when site.Position == 0:
                    foreach (UseSite part in uses[site.Let.Target])
                    {
                        if (part.Let?.Operation is not (Load or Store or Copy or Fill or Length)) return null;
                        if (part.Let.Operation is not Length) accesses.Add(new(part.Block, part.Let, site.Let.Target, part.Let.Operation is not Load));
                    }

                    break;
                default:
                    return null;
            }
        }

        return accesses;
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            builder.Append(let with { Operation = Rewritten(let, builder) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private Operation Rewritten(Let let, Builder builder)
    {
        switch (let.Operation)
        {
            case Alloc when contracted.TryGetValue(let.Target, out (Value Iteration, EquatableArray<Value> Room) found):
                return new Alloc(found.Room.Count == 1 ? found.Room[0] : found.Room.Select(factor => builder.Convert(factor, ScalarType.Int64)).Aggregate((x, y) => builder.Apply(Arithmetic.Capacity, x, y)));
            case Load load when contracted.TryGetValue(load.Memory, out (Value Iteration, EquatableArray<Value> Room) found):
                return load with { Index = rows.Within(load.Index, found.Iteration, builder)! };
            case Store store when contracted.TryGetValue(store.Memory, out (Value Iteration, EquatableArray<Value> Room) found):
                return store with { Index = rows.Within(store.Index, found.Iteration, builder)! };
            case Slice slice when contracted.TryGetValue(slice.Memory, out (Value Iteration, EquatableArray<Value> Room) found):
                return slice with { Start = rows.Within(slice, found.Iteration, builder) };
            default:
                return Walk.Rewrite(let.Operation, static value => value, Visit);
        }
    }
}
