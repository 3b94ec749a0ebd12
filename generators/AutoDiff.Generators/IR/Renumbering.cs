using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>The same function with its values numbered in the order of their definitions.</summary>
internal static class Renumbering
{
    public static Function Run(Function function)
    {
        var numbers = new ValueNumbers();
        var renumbered = new Dictionary<int, Value>();

        Value Define(Value value) => renumbered[value.Id] = numbers.Create(value.Type, value.Name);

        Value Use(Value value) => renumbered.TryGetValue(value.Id, out Value? known)
            ? known
            : throw new InvalidOperationException($"{function.Name}: %{value.Id} is used before it is defined.");

        // A let's targets are numbered before what its blocks define, as they stand in the text.
        Let Rewrite(Let let)
        {
            EquatableArray<Value> targets = let.Targets.Select(Define).ToEquatableArray();
            return let with { Targets = targets, Operation = Walk.Rewrite(let.Operation, Use, RewriteBlock) };
        }

        Block RewriteBlock(Block block)
        {
            EquatableArray<Value> arguments = block.Arguments.Select(Define).ToEquatableArray();
            EquatableArray<Let> lets = block.Lets.Select(Rewrite).ToEquatableArray();
            return new Block(arguments, lets, block.Results.Select(Use).ToEquatableArray());
        }

        return function with { Body = RewriteBlock(function.Body) };
    }
}
