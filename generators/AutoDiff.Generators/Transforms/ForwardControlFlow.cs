using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The tangent of control flow is control flow that carries the tangents along.</summary>
internal sealed class ForwardControlFlow(ForwardStatements statements, Activity activity, Tangents tangents)
{
    public void Run(Let let, Builder forward)
    {
        switch (let.Operation)
        {
            case For loop:
                Run(let, loop, forward);
                break;
            case While loop:
                Run(let, loop, forward);
                break;
            case If branch:
                Run(let, [branch.Then, branch.Else], blocks => new If(branch.Condition, blocks[0], blocks[1]), forward);
                break;
            case Scope scope:
                Run(let, [scope.Body], static blocks => new Scope(blocks[0]), forward);
                break;
        }
    }

    private void Run(Let let, IReadOnlyList<Block> blocks, Func<Block[], Operation> operation, Builder forward)
    {
        int[] active = [.. Active(let.Targets)];
        Block[] derived = [.. blocks.Select(block => statements.Run(block, forward.Nested(), block.Results.Count == 0 ? [] : active.Select(i => block.Results[i])))];
        forward.DefineAll(WithTangents(let.Targets, active, forward), operation(derived));
    }

    private void Run(Let let, For loop, Builder forward)
    {
        int flag = loop.MayExit ? 1 : 0;
        EquatableArray<Value> carried = loop.Body.Arguments[1..];
        int[] active = [.. Active(carried)];
        EquatableArray<Value> initial = [.. loop.Initial, .. active.Select(i => tangents.OrZero(forward, loop.Initial[i])).ToArray()];
        EquatableArray<Value> arguments = WithTangents(loop.Body.Arguments, active.Select(static i => i + 1), forward);
        Block body = statements.Run(loop.Body, forward.Nested(), loop.Body.Results.Count == 0 ? [] : active.Select(i => loop.Body.Results[i + flag]));
        forward.DefineAll(WithTangents(let.Targets, active.Select(i => i + flag), forward), loop with { Initial = initial, Body = body with { Arguments = arguments } });
    }

    private void Run(Let let, While loop, Builder forward)
    {
        int[] carried = [.. Active(loop.Condition.Arguments)], passed = [.. Active(loop.Body.Arguments).Union(Active(let.Targets)).OrderBy(static i => i)];
        EquatableArray<Value> initial = [.. loop.Initial, .. carried.Select(i => tangents.OrZero(forward, loop.Initial[i])).ToArray()];
        EquatableArray<Value> before = WithTangents(loop.Condition.Arguments, carried, forward), inside = WithTangents(loop.Body.Arguments, passed, forward);
        Block condition = statements.Run(loop.Condition, forward.Nested(), loop.Condition.Results.Count == 0 ? [] : passed.Select(i => loop.Condition.Results[i + 1]));
        Block body = statements.Run(loop.Body, forward.Nested(), loop.Body.Results.Count == 0 ? [] : carried.Select(i => loop.Body.Results[i]));
        forward.DefineAll(WithTangents(let.Targets, passed, forward), new While(initial, condition with { Arguments = before }, body with { Arguments = inside }));
    }

    /// <summary>The positions of the scalars that have tangents.</summary>
    private IEnumerable<int> Active(EquatableArray<Value> values) => Enumerable.Range(0, values.Count).Where(i => values[i].Type.IsFloating && activity.IsVaried(values[i]));

    private EquatableArray<Value> WithTangents(EquatableArray<Value> values, IEnumerable<int> active, Builder forward) =>
        [.. values, .. active.Select(i => tangents.Create(forward.Numbers, values[i])).ToArray()];
}
