using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>Which values and memory objects a derivative flows through: those that depend on an active input (varied) and
/// that an output depends on (useful). A loop-carried value counts by any definition that reaches it.</summary>
internal sealed class Activity
{
    private readonly HashSet<Value> varied = [];
    private readonly HashSet<Value> useful = [];
    private readonly HashSet<Value> besideActive = [];
    private bool changed;

    private Activity(MemoryObjects memory) => Memory = memory;

    public MemoryObjects Memory { get; }

    /// <param name="memoryIsOutput">Whether what the function leaves in written memory is an output (Vjp), or only its results are (Gradient).</param>
    /// <param name="results">The results that are outputs; all where none are given.</param>
    public static Activity Of(Function function, bool memoryIsOutput, IEnumerable<Value>? results = null)
    {
        var result = new Activity(MemoryObjects.Of(function));
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Value parameter = function.Parameters[i];
            if (function.Roles[i] == ParameterRole.Active) result.varied.Add(parameter);
            bool isOutput = function.Roles[i] is ParameterRole.Active or ParameterRole.Output && (parameter.Type is StackType || result.Memory.IsWritten(parameter));
            if (memoryIsOutput && isOutput) result.useful.Add(parameter);
        }

        result.Repeat(() => result.MarkVaried(function.Body));
        foreach (Value value in results ?? function.Results) result.MarkUseful(value);
        result.Repeat(() => result.MarkUseful(function.Body));
        result.Repeat(() => result.MarkBesideActive(function.Body));
        return result;
    }

    /// <summary>What depends on active inputs, whether or not an output depends on it: what has a tangent. Memory that the caller gets
    /// the tangents of counts, and so does memory among which such memory is chosen.</summary>
    public static Activity Varied(Function function)
    {
        var result = new Activity(MemoryObjects.Of(function));
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Roles[i] is ParameterRole.Active or ParameterRole.Output or ParameterRole.Adjoint) result.varied.Add(function.Parameters[i]);
        }

        result.Repeat(() =>
        {
            result.MarkVaried(function.Body);
            foreach (Let let in Walk.Lets(function.Body).Where(static let => let.Operation is Choose))
            {
                if (result.IsVaried(let.Target)) result.MarkVaried(let.Target);
            }
        });
        return result;
    }

    /// <summary>An adjoint is kept for it.</summary>
    public bool IsActive(Value value) => value.Type is MemoryType
        ? Memory.Objects(value).Any(item => (varied.Contains(item) && useful.Contains(item)) || besideActive.Contains(item))
        : varied.Contains(value) && useful.Contains(value);

    /// <summary>It depends on an active input, whether or not that matters to an output.</summary>
    public bool IsVaried(Value value) => value.Type is MemoryType ? Memory.Objects(value).Any(varied.Contains) : varied.Contains(value);

    /// <summary>The active scalars from outside that a block uses, where an adjoint can come back to.</summary>
    public Value[] Captured(Block block)
    {
        HashSet<Value> inside = [];
        List<Value> captured = [];
        Walk.Definitions(block, value => inside.Add(value));
        Walk.Uses(block, value =>
        {
            if (value.Type.IsFloating && !inside.Contains(value) && IsActive(value) && !captured.Contains(value)) captured.Add(value);
        });
        return captured.ToArray();
    }

    /// <summary>A derivative flows through the operation or through something in its blocks.</summary>
    public bool Touches(Let let) =>
        let.Targets.Any(target => target.Type.IsFloating && IsActive(target))
        || TouchesMemory(let)
        || Walk.Blocks(let.Operation).Where(static block => !block.EndsInThrow).Any(block => Captured(block).Length > 0 || Walk.Lets(block).Any(TouchesMemory));

    private bool TouchesMemory(Let let) => let.Operation switch
    {
        Store store => IsActive(store.Memory),
        Copy copy => IsActive(copy.Destination),
        Fill fill => IsActive(fill.Memory),
        RuleCall or Pullback or Pushforward => Writes.Of(let.Operation).Any(IsActive),
        Load load => IsActive(load.Memory) && IsActive(let.Target),
        Push push => IsActive(push.Tape),
        Pop pop => IsActive(pop.Tape),
        Call call => Writes.Of(call).Concat(call.Arguments.Where(static tape => tape.Type is StackType)).Any(IsActive),
        _ => false,
    };

    private void Repeat(System.Action sweep)
    {
        do
        {
            changed = false;
            sweep();
        }
        while (changed);
    }

    private void MarkVaried(Value value)
    {
        if (value.Type is MemoryType)
        {
            foreach (Value item in Memory.Objects(value)) changed |= varied.Add(item);
        }
        else if (value.Type.IsFloating || value.Type is StackType)
        {
            changed |= varied.Add(value);
        }
    }

    private void MarkUseful(Value value)
    {
        if (value.Type is MemoryType)
        {
            foreach (Value item in Memory.Objects(value)) changed |= useful.Add(item);
        }
        else if (value.Type.IsFloating || value.Type is StackType)
        {
            changed |= useful.Add(value);
        }
    }

    /// <summary>Memory among which active memory is chosen needs an adjoint, too, if only for what is thrown away.</summary>
    private void MarkBesideActive(Block block)
    {
        foreach (Let let in Walk.Lets(block))
        {
            if (let.Operation is not Choose || !IsActive(let.Target)) continue;
            foreach (Value item in Memory.Objects(let.Target)) changed |= besideActive.Add(item);
        }
    }

    private bool IsUseful(Value value) => value.Type is MemoryType ? Memory.Objects(value).Any(useful.Contains) : useful.Contains(value);

    private void MarkVaried(Block block)
    {
        foreach (Let let in block.Lets) MarkVaried(let);
    }

    private void MarkVaried(Let let)
    {
        foreach ((Value from, Value to) in Flows(let))
        {
            if (IsVaried(from)) MarkVaried(to);
        }

        foreach (Block nested in Walk.Blocks(let.Operation)) MarkVaried(nested);
    }

    private void MarkUseful(Block block)
    {
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            Let let = block.Lets[i];
            foreach ((Value from, Value to) in Flows(let))
            {
                if (IsUseful(to)) MarkUseful(from);
            }

            foreach (Block nested in Walk.Blocks(let.Operation)) MarkUseful(nested);
        }
    }

    private static bool MayVary(Value value) => value.Type.IsFloating || value.Type is StackType { Element.IsFloating: true } || value.Type is MemoryType { Leaf: var leaf } && (leaf.IsFloating || leaf is OpaqueType);

    /// <summary>From where to where a derivative passes through one operation, in the order of execution.</summary>
    public static IEnumerable<(Value From, Value To)> Flows(Let let)
    {
        switch (let.Operation)
        {
            case Apply { Primitive: ScalarPrimitive primitive } apply:
                for (int i = 0; i < apply.Operands.Count; i++)
                {
                    if (primitive.Partials[i] is not null) yield return (apply.Operands[i], let.Target);
                }

                break;
            case Load load:
                yield return (load.Memory, let.Target);
                break;
            case Store store:
                yield return (store.Element, store.Memory);
                break;
            case Copy copy:
                yield return (copy.Source, copy.Destination);
                break;
            case Fill fill:
                yield return (fill.Element, fill.Memory);
                break;
            case Push push:
                yield return (push.Element, push.Tape);
                break;
            case Pop pop:
                yield return (pop.Tape, let.Target);
                break;
            case RuleCall call:
                foreach ((Value From, Value To) flow in Flows(call, let.Targets)) yield return flow;
                break;
            case Pullback or Pushforward:
                foreach (Value operand in Walk.Operands(let.Operation).Where(MayVary))
                {
                    foreach (Value receiver in let.Targets.Concat(Writes.Of(let.Operation)).Where(MayVary)) yield return (operand, receiver);
                }

                break;
            case Call call:
                foreach (Value argument in call.Arguments.Where(MayVary))
                {
                    foreach (Value receiver in let.Targets.Concat(Writes.Of(call)).Concat(call.Arguments.Where(static tape => tape.Type is StackType)).Where(MayVary)) yield return (argument, receiver);
                }

                break;
            default:
                foreach ((Value From, Value To) flow in ControlFlow.Of(let)) yield return flow;
                break;
        }
    }

    /// <summary>From every active argument to the result and to what the method leaves in memory.</summary>
    private static IEnumerable<(Value From, Value To)> Flows(RuleCall call, EquatableArray<Value> targets)
    {
        EquatableArray<RuleParameter> parameters = call.Rule.Parameters;
        IEnumerable<Value> outputs = call.Arguments.Where((_, i) => parameters[i] is { IsWritten: true, Role: ParameterRole.Active or ParameterRole.Output });
        return from input in call.Arguments.Where((_, i) => parameters[i].Role == ParameterRole.Active)
            from output in targets.Where(static target => target.Type.IsFloating).Concat(outputs)
            select (input, output);
    }
}
