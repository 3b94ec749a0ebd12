using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The call of a rule in the making, with what has to happen before and after it.</summary>
/// <param name="result">What the method has returned, leaf by leaf.</param>
internal sealed class RulePullback(Builder reverse, RuleCall call, IReadOnlyCollection<Value> result)
{
    private bool allocates;

    /// <summary>Where what comes before the call is appended.</summary>
    public Builder Body { get; } = reverse.Nested();

    public List<Value> Arguments { get; } = [];

    public List<Value> Adjoints { get; } = [];

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
        Variable[] variables = [.. Variables()];
        IEnumerable<Value> added = call.Rule.PullbackFunction is { } function
            ? Call(function)
            : Body.DefineAll(Targets(variables), new Pullback(call.Rule.Pullback, Arguments.ToEquatableArray(), Adjoints.ToEquatableArray()));
        while (Afterwards.Count > 0) Afterwards.Pop()();
        if (allocates)
        {
            EquatableArray<Value> inner = added.ToEquatableArray();
            added = reverse.DefineAll(inner.Select(value => reverse.Numbers.Create(value.Type, value.Name)).ToEquatableArray(), new Scope(Body.ToBlock([], inner)));
        }
        else
        {
            foreach (Let let in Body.Lets) reverse.Append(let);
        }

        foreach ((Variable variable, Value whole) in variables.Zip(added, static (variable, whole) => (variable, whole)))
        {
            foreach ((Value scalar, string path) in variable.Leaves)
            {
                Value derivative = path.Length == 0 ? whole : reverse.Define(scalar.Type, new OpaqueCall("{0}" + path, [whole], Effects.None));
                Value contribution = factor is null ? derivative : reverse.Apply(Arithmetic.Multiply, reverse.Convert(factor, (ScalarType)derivative.Type), derivative);
                adjoints.Add(reverse, scalar, contribution, isNew: true);
            }
        }
    }

    /// <summary>Calls the rule as a function. What it takes by reference goes in as zeros, and comes out.</summary>
    private List<Value> Call(PullbackFunction function)
    {
        List<Value> arguments = [.. Arguments], targets = function.YieldsValue ? [.. result.Select(leaf => reverse.Numbers.Create(leaf.Type))] : [], active = [];
        Queue<Value> memory = new(Adjoints);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Value argument = call.Arguments[i];
            if (argument.Type is MemoryType)
            {
                if (IsActive(i)) arguments.Add(memory.Dequeue());
            }
            else if (IsActive(i) || IsInActiveStruct(i))
            {
                arguments.Add(Body.Default(argument.Type));
                targets.Add(reverse.Numbers.Create(argument.Type, Transforms.Adjoints.NameOf(argument)));
                if (IsActive(i)) active.Add(targets[targets.Count - 1]);
            }
        }

        IEnumerable<int> readOnly = Enumerable.Range(0, call.Arguments.Count).Where(i => call.Arguments[i].Type is MemoryType && call.Rule.Parameters[i].Role != ParameterRole.Scratch);
        Body.DefineAll(targets.ToEquatableArray(), new Call(function.Name, arguments.ToEquatableArray(), readOnly.ToEquatableArray()));
        return active;
    }

    /// <summary>What the rule adds to, in the order of the parameters: one for each active scalar, and for each struct with such leaves, unless that is passed leaf by leaf.</summary>
    private IEnumerable<Variable> Variables()
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Rule.PullbackFunction is null && call.Rule.Structs.FirstOrDefault(part => part.First == i) is { } part)
            {
                (Value, string)[] leaves = [.. part.Paths.Select((path, k) => (call.Arguments[i + k], path)).Where((_, k) => IsActive(i + k))];
                if (leaves.Length > 0) yield return new Variable(new OpaqueType(part.Type), null, leaves);
                i += part.Paths.Count - 1;
            }
            else if (IsActive(i) && call.Arguments[i] is { Type: ScalarType type } scalar)
            {
                yield return new Variable(type, Transforms.Adjoints.NameOf(scalar), [(scalar, "")]);
            }
        }
    }

    private bool IsInActiveStruct(int argument) =>
        call.Rule.Structs.Any(part => part.First <= argument && argument < part.First + part.Paths.Count && Enumerable.Range(part.First, part.Paths.Count).Any(IsActive));

    private bool IsActive(int argument) => call.Rule.Parameters[argument].Role is ParameterRole.Active or ParameterRole.Output;

    private EquatableArray<Value> Targets(IEnumerable<Variable> variables) => variables.Select(variable => reverse.Numbers.Create(variable.Type, variable.Name)).ToEquatableArray();

    /// <summary>What is passed by reference.</summary>
    /// <param name="Leaves">The scalars whose adjoints it holds, and where.</param>
    private sealed record Variable(IrType Type, string? Name, (Value Scalar, string Path)[] Leaves);
}
