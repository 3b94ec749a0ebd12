using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The reverse of a loop is a loop that runs backwards.</summary>
internal sealed class ReverseLoops(ReverseStatements statements, Activity activity, TapePlacement placement, MemoryPlan plan)
{
    /// <summary>A counted loop: the same indices from the last to the first. One that exited early goes back over the iterations begun.</summary>
    public void Run(Let let, For loop, Builder reverse, Adjoints adjoints)
    {
        int flag = loop.MayExit ? 1 : 0;
        Value index = loop.Body.Arguments[0];
        var sweep = new ReverseSweep(reverse, adjoints);
        List<(Value, Value)> seeds = [];
        for (int i = 0; i < loop.Initial.Count; i++)
        {
            Value argument = loop.Body.Arguments[i + 1], target = let.Targets[i + flag];
            if (!activity.IsActive(argument) && !activity.IsActive(target)) continue;
            Value received = sweep.Carry(argument, loop.Initial[i], adjoints.Take(target));
            seeds.Add((loop.Body.Results[i + flag], received));
        }

        sweep.Begin(activity.Captured(loop.Body), seeds);
        statements.Run(loop.Body, sweep.Body, sweep.Inner);
        Value counter = reverse.Numbers.Create(loop.MayExit ? ScalarType.Int32 : index.Type, loop.MayExit ? null : index.Name);
        Block body = sweep.ToBlock(counter);
        if (loop.MayExit)
        {
            Value ownIndex = reverse.Numbers.Create(index.Type, index.Name);
            body = WithIndex(placement.Resolve(loop.Body, body, index, ownIndex), ownIndex, loop, counter, reverse.Numbers);
            sweep.Finish(new For(reverse.Int(0), let.Targets[0], reverse.Int(1), sweep.Initial, body, Reversed: true));
        }
        else
        {
            body = placement.Resolve(loop.Body, body, index, counter);
            sweep.Finish(new For(loop.Lower, loop.Upper, loop.Step, sweep.Initial, body, Reversed: !loop.Reversed));
        }
    }

    /// <summary>A loop of unknown length: the forward sweep counts its iterations, the reverse goes back over them.</summary>
    public void Run(Let let, While loop, Builder reverse, Adjoints adjoints)
    {
        if (loop.Condition.Lets.Any(inner => activity.Touches(inner) || plan.Restores(inner))) RunWithCondition(let, loop, reverse, adjoints);
        else RunBody(let, loop, reverse, adjoints);
    }

    /// <summary>The condition only passes on what it gets, so the reverse of the loop is that of its body.</summary>
    private void RunBody(Let let, While loop, Builder reverse, Adjoints adjoints)
    {
        Value count = placement.CountIterations(let);
        PassOn(let.Targets, reverse, adjoints);
        var sweep = new ReverseSweep(reverse, adjoints);
        List<(Value, Value)> seeds = CarryArguments(sweep, loop, adjoints.Take);
        sweep.Begin(activity.Captured(loop.Condition).Union(activity.Captured(loop.Body)), seeds);
        statements.Run(loop.Body, sweep.Body, sweep.Inner);
        PassOn(loop.Body.Arguments, sweep.Body, sweep.Inner);
        Value iteration = reverse.Numbers.Create(ScalarType.Int64);
        Block body = placement.Resolve(loop.Body, sweep.ToBlock(iteration));
        sweep.Finish(new For(reverse.Number(ScalarType.Int64, 0), count, reverse.Number(ScalarType.Int64, 1), sweep.Initial, body, Reversed: true));

        // From what the condition passed its values to, to those values.
        void PassOn(EquatableArray<Value> receivers, Builder builder, Adjoints at)
        {
            Value?[] passed = receivers.Select(at.Take).ToArray();
            for (int i = 0; i < passed.Length; i++)
            {
                if (passed[i] is { } adjoint) at.Add(builder, loop.Condition.Results[i + 1], adjoint);
            }
        }
    }

    /// <summary>The condition computes, too, and ran once more than the body: going back, the last time it passed its values out
    /// of the loop, before that into the body.</summary>
    private void RunWithCondition(Let let, While loop, Builder reverse, Adjoints adjoints)
    {
        Value count = placement.CountIterations(let);
        int[] passed = Enumerable.Range(0, let.Targets.Count).Where(i => activity.IsActive(let.Targets[i]) || activity.IsActive(loop.Body.Arguments[i])).ToArray();
        Value?[] incoming = passed.Select(i => adjoints.Take(let.Targets[i])).ToArray();
        Value[] captured = activity.Captured(loop.Condition).Union(activity.Captured(loop.Body)).ToArray();
        Value[] states = [.. passed.Select(i => loop.Body.Arguments[i]), .. captured];
        var sweep = new ReverseSweep(reverse, adjoints);
        List<(Value Result, Value Received)> seeds = CarryArguments(sweep, loop, static _ => null);
        sweep.Begin(captured, []);

        Value iteration = reverse.Numbers.Create(ScalarType.Int64);
        Value ranBody = sweep.Body.Apply(Arithmetic.Less, iteration, count);
        Builder entering = sweep.Body.Nested(), leaving = sweep.Body.Nested();
        Adjoints inBody = sweep.Inner.Branch();
        foreach ((Value result, Value received) in seeds) inBody.Add(entering, result, received);
        statements.Run(loop.Body, entering, inBody);
        entering.Origin = null;
        Block ofBody = placement.Resolve(loop.Body, entering.ToBlock([], states.Select(value => inBody.OrZero(entering, value)).ToEquatableArray()));
        Value[] left = [.. incoming.Select((adjoint, k) => adjoint ?? adjoints.Zero(leaving, states[k])), .. captured.Select(value => sweep.Inner.OrZero(leaving, value))];
        EquatableArray<Value> met = states.Select(value => adjoints.Create(reverse.Numbers, value)).ToEquatableArray();
        sweep.Body.DefineAll(met, new If(ranBody, ofBody, leaving.ToBlock([], left.ToEquatableArray())));
        for (int k = 0; k < captured.Length; k++) sweep.Inner.Set(captured[k], met[passed.Length + k]);
        for (int k = 0; k < passed.Length; k++) sweep.Inner.Add(sweep.Body, loop.Condition.Results[passed[k] + 1], met[k]);
        statements.Run(loop.Condition, sweep.Body, sweep.Inner);

        Block body = placement.Resolve(loop.Condition, sweep.ToBlock(iteration), behind: ranBody);
        Value one = reverse.Number(ScalarType.Int64, 1);
        sweep.Finish(new For(reverse.Number(ScalarType.Int64, 0), reverse.Apply(Arithmetic.Add, count, one), one, sweep.Initial, body, Reversed: true));
    }

    /// <summary>Carries the adjoints of the active arguments; what an iteration receives is that of the body's result.</summary>
    private List<(Value Result, Value Received)> CarryArguments(ReverseSweep sweep, While loop, Func<Value, Value?> adjoint)
    {
        List<(Value, Value)> seeds = [];
        for (int i = 0; i < loop.Initial.Count; i++)
        {
            Value argument = loop.Condition.Arguments[i];
            if (!activity.IsActive(argument)) continue;
            Value received = sweep.Carry(argument, loop.Initial[i], adjoint(argument));
            seeds.Add((loop.Body.Results[i], received));
        }

        return seeds;
    }

    /// <summary>The index from the number of the iteration: lower + t · step.</summary>
    private static Block WithIndex(Block block, Value index, For loop, Value counter, ValueNumbers numbers)
    {
        if (loop.Reversed) throw new Refusal("A reversed loop that exits early has no reverse yet.");
        var builder = new Builder(numbers);
        var type = (ScalarType)loop.Lower.Type;
        Value distance = builder.Apply(Arithmetic.Multiply, builder.Convert(counter, type), loop.Step);
        builder.Append(new Let([index], new Apply(Arithmetic.Add, [loop.Lower, distance])));
        return block with { Lets = [.. builder.Lets, .. block.Lets] };
    }
}
