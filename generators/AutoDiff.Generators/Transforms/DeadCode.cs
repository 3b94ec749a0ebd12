using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Removes what no result and no effect depends on: lets, results of branches, carried values of loops.</summary>
internal sealed class DeadCode
{
    private readonly HashSet<Value> live = [];

    public static Function Run(Function function) => function with { Body = Run(function.Body, []) };

    /// <summary>The same for one block, in which the given values are used from outside, too.</summary>
    public static Block Run(Block block, IEnumerable<Value> usedOutside)
    {
        var pass = new DeadCode();
        foreach (Value value in block.Results.Concat(usedOutside)) pass.live.Add(value);
        pass.Mark(block);
        return pass.Sweep(block);
    }

    private void Mark(Block block)
    {
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            Let let = block.Lets[i];
            if (!Effect.IsRemovable(let.Operation) || let.Targets.Any(live.Contains)) Mark(let);
        }
    }

    private void Mark(Let let)
    {
        switch (let.Operation)
        {
            case For loop:
                MarkLoop(let, loop);
                break;
            case While loop:
                MarkLoop(let, loop);
                break;
            case If branch:
                live.Add(branch.Condition);
                MarkWhere(let.Targets, branch.Then.Results);
                MarkWhere(let.Targets, branch.Else.Results);
                Mark(branch.Then);
                Mark(branch.Else);
                break;
            case Scope scope:
                MarkWhere(let.Targets, scope.Body.Results);
                Mark(scope.Body);
                break;
            default:
                Walk.Uses(let.Operation, value => live.Add(value));
                break;
        }
    }

    private void MarkLoop(Let let, For loop)
    {
        live.Add(loop.Lower);
        live.Add(loop.Upper);
        live.Add(loop.Step);
        int flag = loop.MayExit ? 1 : 0;
        if (loop.MayExit && loop.Body.Results.Count > 0) live.Add(loop.Body.Results[0]);
        int before;
        do
        {
            before = live.Count;
            for (int i = 0; i < loop.Initial.Count; i++)
            {
                if (!IsCarried(let, loop, i)) continue;
                live.Add(loop.Initial[i]);
                if (loop.Body.Results.Count > 0) live.Add(loop.Body.Results[i + flag]);
            }

            Mark(loop.Body);
        }
        while (live.Count != before);
    }

    private void MarkLoop(Let let, While loop)
    {
        if (loop.Condition.Results.Count > 0) live.Add(loop.Condition.Results[0]);
        int before;
        do
        {
            before = live.Count;
            for (int j = 0; j < let.Targets.Count; j++)
            {
                if (IsPassed(let, loop, j) && loop.Condition.Results.Count > 0) live.Add(loop.Condition.Results[j + 1]);
            }

            for (int k = 0; k < loop.Initial.Count; k++)
            {
                if (!live.Contains(loop.Condition.Arguments[k])) continue;
                live.Add(loop.Initial[k]);
                if (loop.Body.Results.Count > 0) live.Add(loop.Body.Results[k]);
            }

            Mark(loop.Body);
            Mark(loop.Condition);
        }
        while (live.Count != before);
    }

    private bool IsPassed(Let let, While loop, int j) => live.Contains(let.Targets[j]) || live.Contains(loop.Body.Arguments[j]);

    private bool IsCarried(Let let, For loop, int i) => live.Contains(let.Targets[i + (loop.MayExit ? 1 : 0)]) || live.Contains(loop.Body.Arguments[i + 1]);

    private void MarkWhere(EquatableArray<Value> targets, EquatableArray<Value> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (live.Contains(targets[i])) live.Add(results[i]);
        }
    }

    private Block Sweep(Block block)
    {
        var kept = new List<Let>();
        foreach (Let let in block.Lets)
        {
            if (!Effect.IsRemovable(let.Operation) || let.Targets.Any(live.Contains)) kept.Add(Sweep(let));
        }

        return block with { Lets = kept.ToEquatableArray() };
    }

    private Let Sweep(Let let)
    {
        switch (let.Operation)
        {
            case For loop:
                int flag = loop.MayExit ? 1 : 0;
                bool[] carried = Enumerable.Range(0, loop.Initial.Count).Select(i => IsCarried(let, loop, i)).ToArray();
                Block body = Sweep(loop.Body);
                return let with
                {
                    Targets = Keep(let.Targets, carried, flag),
                    Operation = loop with
                    {
                        Initial = Keep(loop.Initial, carried, 0),
                        Body = body with { Arguments = Keep(body.Arguments, carried, 1), Results = Keep(body.Results, carried, flag) },
                    },
                };
            case While loop:
                bool[] passed = Enumerable.Range(0, let.Targets.Count).Select(j => IsPassed(let, loop, j)).ToArray();
                bool[] round = loop.Condition.Arguments.Select(live.Contains).ToArray();
                Block condition = Sweep(loop.Condition), inLoop = Sweep(loop.Body);
                return let with
                {
                    Targets = Keep(let.Targets, passed, 0),
                    Operation = new While(
                        Keep(loop.Initial, round, 0),
                        condition with { Arguments = Keep(condition.Arguments, round, 0), Results = Keep(condition.Results, passed, 1) },
                        inLoop with { Arguments = Keep(inLoop.Arguments, passed, 0), Results = Keep(inLoop.Results, round, 0) }),
                };
            case If branch:
                bool[] used = let.Targets.Select(live.Contains).ToArray();
                Block then = Sweep(branch.Then), otherwise = Sweep(branch.Else);
                return let with
                {
                    Targets = Keep(let.Targets, used, 0),
                    Operation = new If(
                        branch.Condition, then with { Results = Keep(then.Results, used, 0) }, otherwise with { Results = Keep(otherwise.Results, used, 0) }),
                };
            case Scope scope:
                bool[] wanted = let.Targets.Select(live.Contains).ToArray();
                Block inner = Sweep(scope.Body);
                return let with { Targets = Keep(let.Targets, wanted, 0), Operation = new Scope(inner with { Results = Keep(inner.Results, wanted, 0) }) };
            default:
                return let;
        }
    }

    /// <summary>The first few always, of the rest those that are wanted.</summary>
    private static EquatableArray<Value> Keep(EquatableArray<Value> values, bool[] wanted, int always) =>
        values.Where((_, i) => i < always || wanted[i - always]).ToEquatableArray();
}
