using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The call of a rule in the making, with what has to happen before and after it.</summary>
internal sealed class RulePullback(Builder reverse, RuleCall call)
{
    private bool allocates;

    /// <summary>Where what comes before the call is appended.</summary>
    public Builder Body { get; } = reverse.Nested();

    public List<Value> Arguments { get; } = [];

    public List<Value> Adjoints { get; } = [];

    /// <summary>The scalars whose adjoints the rule adds to.</summary>
    public List<Value> Scalars { get; } = [];

    /// <summary>What comes after the call, the last first.</summary>
    public Stack<Action> Afterwards { get; } = [];

    /// <summary>Memory for the time of the call.</summary>
    public Value Allocate(MemoryType type, Value count)
    {
        allocates = true;
        return Body.Define(type, new Alloc(count));
    }

    /// <summary>For the time of the call an array holds what the snapshot does: a rule that takes an array can be given nothing else.</summary>
    public Value Exchange(Value array, Value snapshot)
    {
        Value present = Allocate((MemoryType)snapshot.Type, Body.Length(snapshot));
        Body.Do(new Copy(array, present));
        Body.Do(new Copy(snapshot, array));
        Afterwards.Push(() => Body.Do(new Copy(present, array)));
        return array;
    }

    /// <summary>Appends the call, and hands on the adjoints of scalars, times a factor where there is one.</summary>
    public void Finish(Adjoints adjoints, Value? factor)
    {
        EquatableArray<Value> added = Body.DefineAll(Targets(), new Pullback(call.Rule.Pullback, Arguments.ToEquatableArray(), Adjoints.ToEquatableArray()));
        while (Afterwards.Count > 0) Afterwards.Pop()();
        if (allocates)
        {
            added = reverse.DefineAll(Targets(), new Scope(Body.ToBlock([], added)));
        }
        else
        {
            foreach (Let let in Body.Lets) reverse.Append(let);
        }

        for (int i = 0; i < Scalars.Count; i++)
        {
            Value contribution = factor is null ? added[i] : reverse.Apply(Arithmetic.Multiply, reverse.Convert(factor, (ScalarType)added[i].Type), added[i]);
            adjoints.Add(reverse, Scalars[i], contribution, isNew: true);
        }
    }

    private EquatableArray<Value> Targets() => Scalars.Select(scalar => reverse.Numbers.Create(scalar.Type, Transforms.Adjoints.NameOf(scalar))).ToEquatableArray();
}
