using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Moves what is the same in every iteration in front of the loop. Only pure operations move, so that nothing
/// happens that would not have happened; a load moves where it is in range and nothing writes its memory, and if its element may be there only because the loop runs, it is loaded only where it does.</summary>
internal sealed class LoopInvariants
{
    private readonly MemoryObjects memory;
    private readonly KnownElements known;
    private readonly ValueNumbers numbers;

    private LoopInvariants(Function function) => (memory, known, numbers) = (MemoryObjects.Of(function), KnownElements.Of(function), ValueNumbers.After(function));

    public static Function Run(Function function)
    {
        var pass = new LoopInvariants(function);
        return function with { Body = pass.Visit(function.Body) };
    }

    private Block Visit(Block block)
    {
        var lets = new List<Let>();
        foreach (Let let in block.Lets)
        {
            switch (let.Operation)
            {
                case For loop:
                    (Block body, List<Let> hoisted) = Hoist(Visit(loop.Body), [], RunsCondition(loop));
                    lets.AddRange(hoisted);
                    lets.Add(let with { Operation = loop with { Body = body } });
                    break;
                case While loop:
                    (Block condition, List<Let> fromCondition) = Hoist(Visit(loop.Condition), [], null);
                    (Block inner, List<Let> fromBody) = Hoist(Visit(loop.Body), Defined(condition), null);
                    lets.AddRange(fromCondition);
                    lets.AddRange(fromBody);
                    lets.Add(let with { Operation = new While(loop.Initial, condition, inner) });
                    break;
                default:
                    lets.Add(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
                    break;
            }
        }

        return block with { Lets = lets.ToEquatableArray() };
    }

    private static HashSet<Value> Defined(Block block)
    {
        HashSet<Value> defined = [];
        Walk.Definitions(block, value => defined.Add(value));
        return defined;
    }

    private static HashSet<Value> TestedIndices(Block body)
    {
        HashSet<Value> tested = [];
        foreach (Let let in Walk.Lets(body))
        {
            if (let.Operation is Load { InRange: false, Index: var read }) tested.Add(read);
            if (let.Operation is Store { InRange: false, Index: var written }) tested.Add(written);
        }

        return tested;
    }

    /// <param name="runs">Whether the loop runs at all; null where that is hard to say.</param>
    private (Block Body, List<Let> Hoisted) Hoist(Block body, HashSet<Value> inLoop, Let? runs)
    {
        inLoop.UnionWith(Defined(body));
        HashSet<Value> tested = TestedIndices(body);
        List<Let> hoisted = [], kept = [];
        foreach (Let let in body.Lets)
        {
            bool isMovable = IsMovable(let, tested) && !Walk.Operands(let.Operation).Any(inLoop.Contains);
            bool isThere = let.Operation is not Load load || known.IsThere(load.Memory, load.Index);
            if (!isMovable || (!isThere && runs is null))
            {
                kept.Add(let);
                continue;
            }

            inLoop.Remove(let.Target);
            if (!isThere && !hoisted.Contains(runs!)) hoisted.Add(runs!);
            hoisted.Add(isThere ? let : OnlyWhere(runs!.Target, let));
        }

        return (body with { Lets = kept.ToEquatableArray() }, hoisted);
    }

    private Let? RunsCondition(For loop) => known.SignOf(loop.Step) switch
    {
        > 0 => new Let([numbers.Create(ScalarType.Bool)], new Apply(Arithmetic.Less, [loop.Lower, loop.Upper])),
        < 0 => new Let([numbers.Create(ScalarType.Bool)], new Apply(Arithmetic.Greater, [loop.Lower, loop.Upper])),
        _ => null,
    };

    private Let OnlyWhere(Value condition, Let load)
    {
        Value loaded = numbers.Create(load.Target.Type);
        var otherwise = new Builder(numbers);
        Value unread = otherwise.Default(load.Target.Type);
        return load with { Operation = new If(condition, new Block([], [load with { Targets = [loaded] }], [loaded]), otherwise.ToBlock([], [unread])) };
    }

    /// <summary>A named constant stays: it is where a variable of the user's starts. So does a part of memory: it may fit only if the loop runs.</summary>
    /// <param name="tested">Indices that are tested in the loop: what is in range there may be so only because that has not thrown.</param>
    private bool IsMovable(Let let, HashSet<Value> tested) => let.Operation switch
    {
        Constant => let.Target.Name is null,
        Slice or Row { Memory.Type: not MemoryType { Form: MemoryForm.Matrix } } => false,
        Load load => load.InRange && !tested.Contains(load.Index) && !memory.IsWritten(load.Memory),
        var operation => Effect.IsPure(operation),
    };
}
