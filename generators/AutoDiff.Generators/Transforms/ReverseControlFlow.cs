using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The reverse of operations that hold blocks: a loop runs backwards and carries the adjoints of what the primal
/// loop carried, and one accumulator for each active value from outside; a branch branches on the same condition.</summary>
internal sealed class ReverseControlFlow(ReverseStatements statements, Activity activity, TapePlacement placement)
{
    public void Run(Let let, Builder reverse, Adjoints adjoints)
    {
        switch (let.Operation)
        {
            case For { MayExit: false } loop:
                Run(let, loop, reverse, adjoints);
                break;
            case If branch:
                Run(let, branch, reverse, adjoints);
                break;
            default:
                throw new NotSupportedException($"{let.Operation.GetType().Name} has no reverse yet.");
        }
    }

    private void Run(Let let, For loop, Builder reverse, Adjoints adjoints)
    {
        int[] carried = Enumerable.Range(0, loop.Initial.Count).Where(i => activity.IsActive(loop.Body.Arguments[i + 1]) || activity.IsActive(let.Targets[i])).ToArray();
        Value[] captured = Captured(loop.Body);
        if (carried.Length == 0 && captured.Length == 0 && !TouchesActiveMemory(loop.Body)) return;

        // In: the adjoints of the results and of what is captured. The body turns those of its results into those of its arguments.
        List<Value> initial = [], arguments = [], results = [];
        var inner = new Adjoints(activity);
        Builder body = reverse.Nested();
        Value index = Fresh(reverse, loop.Body.Arguments[0], loop.Body.Arguments[0].Name);
        arguments.Add(index);
        foreach (int i in carried)
        {
            initial.Add(Taken(reverse, adjoints, let.Targets[i], loop.Body.Arguments[i + 1]));
            Value incoming = Fresh(reverse, loop.Body.Arguments[i + 1], Adjoints.NameOf(loop.Body.Arguments[i + 1]));
            arguments.Add(incoming);
        }

        foreach (Value value in captured)
        {
            initial.Add(adjoints.OrZero(reverse, value));
            Value accumulator = Fresh(reverse, value, Adjoints.NameOf(value));
            arguments.Add(accumulator);
            inner.Set(value, accumulator);
        }

        for (int k = 0; k < carried.Length; k++) inner.Add(body, loop.Body.Results[carried[k]], arguments[k + 1]);
        statements.Run(loop.Body, body, inner);
        body.Origin = null;
        foreach (int i in carried) results.Add(inner.OrZero(body, loop.Body.Arguments[i + 1]));
        foreach (Value value in captured) results.Add(inner.OrZero(body, value));

        Block block = placement.Resolve(loop.Body, body.ToBlock(arguments.ToEquatableArray(), results.ToEquatableArray()), loop.Body.Arguments[0], index);
        EquatableArray<Value> targets = arguments.Skip(1).Select(argument => Fresh(reverse, argument, argument.Name)).ToEquatableArray();
        reverse.DefineAll(targets, new For(loop.Lower, loop.Upper, loop.Step, initial.ToEquatableArray(), block, Reversed: !loop.Reversed));

        // Out: what was carried goes to the initial values; the accumulators hold all there is.
        for (int k = 0; k < captured.Length; k++) adjoints.Set(captured[k], targets[carried.Length + k]);
        for (int k = 0; k < carried.Length; k++) adjoints.Add(reverse, loop.Initial[carried[k]], targets[k]);
    }

    private void Run(Let let, If branch, Builder reverse, Adjoints adjoints)
    {
        Value[] captured = Captured(branch.Then).Union(Captured(branch.Else)).ToArray();
        if (captured.Length == 0 && !TouchesActiveMemory(branch.Then) && !TouchesActiveMemory(branch.Else)) return;
        Value?[] incoming = let.Targets.Select(adjoints.Take).ToArray();
        Block then = Branch(branch.Then), otherwise = Branch(branch.Else);
        EquatableArray<Value> targets = captured.Select(value => Fresh(reverse, value, Adjoints.NameOf(value))).ToEquatableArray();
        reverse.DefineAll(targets, new If(branch.Condition, then, otherwise));
        for (int k = 0; k < captured.Length; k++) adjoints.Set(captured[k], targets[k]);

        Block Branch(Block block)
        {
            Builder body = reverse.Nested();
            Adjoints inner = adjoints.Branch();
            for (int i = 0; i < incoming.Length; i++)
            {
                if (incoming[i] is { } adjoint) inner.Add(body, block.Results[i], adjoint);
            }

            statements.Run(block, body, inner);
            body.Origin = null;
            return placement.Resolve(block, body.ToBlock([], captured.Select(value => inner.OrZero(body, value)).ToEquatableArray()));
        }
    }

    /// <summary>The active scalars from outside that a block uses where an adjoint can come back from.</summary>
    private Value[] Captured(Block block)
    {
        HashSet<Value> inside = [];
        List<Value> captured = [];
        Walk.Definitions(block, value => inside.Add(value));
        Walk.Uses(block, value =>
        {
            if (value.Type.IsFloating && !inside.Contains(value) && activity.IsActive(value) && !captured.Contains(value)) captured.Add(value);
        });
        return captured.ToArray();
    }

    private bool TouchesActiveMemory(Block block) => Walk.Lets(block).Any(let => let.Operation switch
    {
        Store store => activity.IsActive(store.Memory),
        Copy copy => activity.IsActive(copy.Destination),
        Fill fill => activity.IsActive(fill.Memory),
        Load load => activity.IsActive(load.Memory) && activity.IsActive(let.Target),
        _ => false,
    });

    private static Value Taken(Builder reverse, Adjoints adjoints, Value target, Value argument) =>
        adjoints.Take(target) ?? reverse.Number(argument.Type, 0, Adjoints.NameOf(argument));

    private static Value Fresh(Builder builder, Value like, string? name) => builder.Numbers.Create(like.Type, name);
}
