using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Moves what is the same in every iteration in front of the loop. Only pure operations move, so that nothing
/// happens that would not have happened; a load moves where it is in range and nothing writes its memory.</summary>
internal sealed class LoopInvariants
{
    private readonly MemoryObjects memory;

    private LoopInvariants(MemoryObjects memory) => this.memory = memory;

    public static Function Run(Function function)
    {
        var pass = new LoopInvariants(MemoryObjects.Of(function));
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
                    (Block body, List<Let> hoisted) = Hoist(Visit(loop.Body), []);
                    lets.AddRange(hoisted);
                    lets.Add(let with { Operation = loop with { Body = body } });
                    break;
                case While loop:
                    (Block condition, List<Let> fromCondition) = Hoist(Visit(loop.Condition), []);
                    (Block inner, List<Let> fromBody) = Hoist(Visit(loop.Body), Defined(condition));
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

    private (Block Body, List<Let> Hoisted) Hoist(Block body, HashSet<Value> inLoop)
    {
        inLoop.UnionWith(Defined(body));
        HashSet<Value> tested = TestedIndices(body);
        List<Let> hoisted = [], kept = [];
        foreach (Let let in body.Lets)
        {
            if (IsMovable(let, tested) && !Walk.Operands(let.Operation).Any(inLoop.Contains))
            {
                inLoop.Remove(let.Target);
                hoisted.Add(let);
            }
            else
            {
                kept.Add(let);
            }
        }

        return (body with { Lets = kept.ToEquatableArray() }, hoisted);
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
