using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Where one branch throws, the other is what comes next: its statements move out of the branch, which is left as
/// a guard. Other blocks that end in a throw get results of the types that are expected, which nobody will see, so
/// that passes and emitter need not ask whether a block has any.</summary>
internal sealed class ThrowingBlocks
{
    private readonly ValueNumbers numbers;
    private readonly Substitution substitution = new();

    private ThrowingBlocks(ValueNumbers numbers) => this.numbers = numbers;

    public static Function Run(Function function)
    {
        var pass = new ThrowingBlocks(ValueNumbers.After(function));
        return function with { Body = pass.substitution.Of(pass.Visit(function.Body)) };
    }

    private Block Visit(Block block)
    {
        var lets = new List<Let>();
        foreach (Let let in block.Lets) Visit(let, lets);
        return block with { Lets = lets.ToEquatableArray() };
    }

    private void Visit(Let let, List<Let> lets)
    {
        switch (let.Operation)
        {
            case If { Then.EndsInThrow: var thenThrows, Else.EndsInThrow: var elseThrows } branch when thenThrows != elseThrows:
                Block guard = Visit(thenThrows ? branch.Then : branch.Else) with { Results = [] }, next = Visit(thenThrows ? branch.Else : branch.Then);
                lets.Add(let with { Targets = [], Operation = thenThrows ? new If(branch.Condition, guard, Block.Empty) : new If(branch.Condition, Block.Empty, guard) });
                lets.AddRange(next.Lets);
                for (int i = 0; i < let.Targets.Count; i++) substitution.Add(let.Targets[i], next.Results[i]);
                break;
            case For loop:
                IEnumerable<IrType> flag = loop.MayExit ? [ScalarType.Bool] : [];
                lets.Add(let with { Operation = loop with { Body = Complete(loop.Body, flag.Concat(Types(loop.Body.Arguments.Skip(1)))) } });
                break;
            case While loop:
                Block condition = Complete(loop.Condition, Types(loop.Body.Arguments).Prepend(ScalarType.Bool));
                lets.Add(let with { Operation = new While(loop.Initial, condition, Complete(loop.Body, Types(loop.Condition.Arguments))) });
                break;
            default:
                lets.Add(let with { Operation = Walk.Rewrite(let.Operation, static value => value, block => Complete(block, Types(let.Targets))) });
                break;
        }
    }

    private static IEnumerable<IrType> Types(IEnumerable<Value> values) => values.Select(static value => value.Type);

    private Block Complete(Block block, IEnumerable<IrType> types)
    {
        Block visited = Visit(block);
        if (!visited.EndsInThrow || visited.Results.Count > 0) return visited;
        var builder = new Builder(numbers);
        foreach (Let let in visited.Lets.Take(visited.Lets.Count - 1)) builder.Append(let);
        EquatableArray<Value> results = types.Select(builder.Default).ToEquatableArray();
        builder.Append(visited.Lets[visited.Lets.Count - 1]);
        return builder.ToBlock(visited.Arguments, results);
    }
}
