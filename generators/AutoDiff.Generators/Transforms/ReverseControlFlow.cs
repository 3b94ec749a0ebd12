using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The reverse of operations that hold blocks.</summary>
internal sealed class ReverseControlFlow
{
    private readonly ReverseStatements statements;
    private readonly Activity activity;
    private readonly TapePlacement placement;
    private readonly MemoryPlan plan;
    private readonly ReverseLoops loops;

    public ReverseControlFlow(ReverseStatements statements, Activity activity, TapePlacement placement, MemoryPlan plan)
    {
        this.statements = statements;
        this.activity = activity;
        this.placement = placement;
        this.plan = plan;
        loops = new ReverseLoops(statements, activity, placement, plan);
    }

    public void Run(Let let, Builder reverse, Adjoints adjoints)
    {
        if (!activity.Touches(let) && !plan.Restores(let)) return;
        switch (let.Operation)
        {
            case For loop:
                loops.Run(let, loop, reverse, adjoints);
                break;
            case While loop:
                loops.Run(let, loop, reverse, adjoints);
                break;
            case If branch:
                Run(let, [branch.Then, branch.Else], blocks => new If(branch.Condition, blocks[0], blocks[1]), reverse, adjoints);
                break;
            case Scope scope:
                Run(let, [scope.Body], blocks => new Scope(blocks[0]), reverse, adjoints);
                break;
        }
    }

    /// <summary>Each block starts from the adjoints of its results and yields those of what it captured.</summary>
    private void Run(Let let, IReadOnlyList<Block> blocks, Func<Block[], Operation> operation, Builder reverse, Adjoints adjoints)
    {
        Value[] captured = blocks.SelectMany(activity.Captured).Distinct().ToArray();
        Value?[] incoming = let.Targets.Select(adjoints.Take).ToArray();
        Block[] reversed = blocks.Select(block =>
        {
            Builder body = reverse.Nested();
            Adjoints inner = adjoints.Branch();
            for (int i = 0; i < block.Results.Count; i++)
            {
                if (incoming[i] is { } adjoint) inner.Add(body, block.Results[i], adjoint);
            }

            statements.Run(block, body, inner);
            body.Origin = null;
            return placement.Resolve(block, body.ToBlock([], captured.Select(value => inner.OrZero(body, value)).ToEquatableArray()));
        }).ToArray();
        EquatableArray<Value> targets = captured.Select(value => adjoints.Create(reverse.Numbers, value)).ToEquatableArray();
        reverse.DefineAll(targets, operation(reversed));
        for (int k = 0; k < captured.Length; k++) adjoints.Set(captured[k], targets[k]);
    }
}
