using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>A reverse loop in the making. It carries the adjoint of each active value that the primal loop carries, which at
/// last goes to that value's initial one, and an accumulator for each active value from outside.</summary>
internal sealed class ReverseSweep(Builder reverse, Adjoints outer)
{
    private readonly List<(Value Primal, Value Initial, Value Start, Value Argument)> carried = [];
    private readonly List<(Value Primal, Value Start, Value Argument)> accumulated = [];

    public Builder Body { get; } = reverse.Nested();

    /// <summary>The adjoints inside.</summary>
    public Adjoints Inner { get; } = outer.Empty();

    /// <summary>What the loop starts with.</summary>
    public EquatableArray<Value> Initial => carried.Select(static item => item.Start).Concat(accumulated.Select(static item => item.Start)).ToEquatableArray();

    /// <summary>Carries the adjoint of an argument of the primal loop; the one that an iteration receives.</summary>
    public Value Carry(Value primal, Value initial, Value? adjoint)
    {
        Value argument = Argument(primal);
        carried.Add((primal, initial, adjoint ?? outer.Zero(reverse, primal, Adjoints.NameOf(primal)), argument));
        return argument;
    }

    /// <summary>Carries the adjoints of values from outside, to which every iteration adds, and starts the body with the adjoints
    /// of its results. A result may be a value from outside itself, so this comes in that order.</summary>
    public void Begin(IEnumerable<Value> captured, IEnumerable<(Value Result, Value Received)> seeds)
    {
        foreach (Value value in captured)
        {
            Value argument = Argument(value);
            accumulated.Add((value, outer.OrZero(reverse, value), argument));
            Inner.Set(value, argument);
        }

        foreach ((Value result, Value received) in seeds) Inner.Add(Body, result, received);
    }

    /// <summary>The body, closed.</summary>
    public Block ToBlock(Value counter)
    {
        Body.Origin = null;
        Value[] results = [.. carried.Select(item => Inner.OrZero(Body, item.Primal)), .. accumulated.Select(item => Inner.OrZero(Body, item.Primal))];
        return Body.ToBlock([counter, .. carried.Select(static item => item.Argument), .. accumulated.Select(static item => item.Argument)], results.ToEquatableArray());
    }

    /// <summary>Appends the loop and hands on the adjoints that it leaves.</summary>
    public void Finish(Operation loop)
    {
        Value[] targets = [.. carried.Select(item => Argument(item.Primal)), .. accumulated.Select(item => Argument(item.Primal))];
        reverse.DefineAll(targets.ToEquatableArray(), loop);
        for (int k = 0; k < accumulated.Count; k++) outer.Set(accumulated[k].Primal, targets[carried.Count + k]);
        for (int k = 0; k < carried.Count; k++) outer.Add(reverse, carried[k].Initial, targets[k]);
    }

    private Value Argument(Value primal) => outer.Create(reverse.Numbers, primal);
}
