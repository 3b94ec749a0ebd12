using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>Which values are multiples of one number, as all adjoints are of the seed: with another number in its place they are other multiples of the same things.
/// Where a statement would do something else with a multiple than to add, subtract, scale, choose or keep it, nothing is known.</summary>
internal sealed class Linearity
{
    private readonly MemoryObjects memory;
    private readonly HashSet<Value> zeros;
    private readonly HashSet<Value> multiples = [], invariants = [];

    /// <summary>Memory whose elements are multiples.</summary>
    private readonly HashSet<Value> objects = [];

    public Linearity(Function function, MemoryObjects memory)
    {
        this.memory = memory;
        zeros = [.. Walk.Lets(function.Body).Where(static let => let.Operation is Constant constant && let.Target.Type.IsFloating && ConstantBits.ToNumber((ScalarType)let.Target.Type, constant.Bits) == 0).Select(static let => let.Target)];
    }

    public bool IsMultiple(Value value) => multiples.Contains(value);

    /// <summary>It follows from multiples, but is the same whatever they are multiples of, as long as that is not zero.</summary>
    public bool IsInvariant(Value value) => invariants.Contains(value);

    public bool IsZero(Value value) => zeros.Contains(value);

    /// <summary>The value is a multiple by assumption.</summary>
    public void Assume(Value value) => multiples.Add(value);

    /// <summary>The elements of an object are multiples by assumption.</summary>
    public void AssumeElements(Value item) => objects.Add(item);

    /// <summary>Follows the multiples through statements, round and round until nothing is new; then, all of these must be what multiples allow.</summary>
    public bool Holds(IReadOnlyCollection<Let> lets)
    {
        while (true)
        {
            int before = multiples.Count + objects.Count;
            bool holds = All(lets);
            if (multiples.Count + objects.Count == before) return holds;
        }
    }

    private bool All(IEnumerable<Let> lets) => lets.Aggregate(true, (holds, let) => Holds(let) & holds);

    private bool Holds(Let let) => let.Operation switch
    {
        Apply apply => Holds(apply, let.Target),
        Load load => !HasMultiples(load.Memory) || Becomes(let.Target),
        Store store => Keeps(store.Memory, store.Element),
        Fill fill => Keeps(fill.Memory, fill.Element),
        Copy copy => HasMultiples(copy.Source) ? KeepsMultiples(copy.Destination) : !HasMultiples(copy.Destination),
        For { MayExit: false, Body.EndsInThrow: false } loop => Enters(loop) & All(loop.Body.Lets) & Leaves(loop, let),
        If { Then.EndsInThrow: false, Else.EndsInThrow: false } branch => All(branch.Then.Lets) & All(branch.Else.Lets) & JoinAll(let.Targets, i => [branch.Then.Results[i], branch.Else.Results[i]]),
        Scope { Body.EndsInThrow: false } scope => All(scope.Body.Lets) & JoinAll(let.Targets, i => [scope.Body.Results[i]]),
        For or If or Scope or While or Push or Pop or Reserve or Release or Call or RuleCall or Pullback or Pushforward or Throw => false,
        OpaqueCall { Effects: not (Effects.None or Effects.Throws) } => false,
        var operation => !Walk.Operands(operation).Any(IsMultiple),
    };

    private bool Holds(Apply apply, Value target)
    {
        if (!apply.Operands.Any(IsMultiple)) return true;
        return (apply.Primitive.Name, apply.Operands) switch
        {
            ("Negate", _) => Becomes(target),
            ("Add" or "Subtract", [var x, var y]) => Becomes(target) & IsMultipleOrZero(x) & IsMultipleOrZero(y),
            ("Multiply" or "GuardedMultiply", [var x, var y]) => Becomes(target) & IsMultiple(x) != IsMultiple(y),
            ("Divide" or "GuardedDivide", [_, var y]) => Becomes(target) & !IsMultiple(y),
            ("Select", [_, var x, var y]) => Joins(target, [x, y]),
            ("Equal" or "NotEqual", [var x, var y]) => (IsZero(x) || IsZero(y)) & Stays(target),
            _ => false,
        };
    }

    private bool Enters(For loop) => JoinAll(loop.Body.Arguments.Skip(1), i => [loop.Initial[i], loop.Body.Results[i]]);

    private bool Leaves(For loop, Let let) => JoinAll(let.Targets, i => [loop.Initial[i], loop.Body.Results[i]]);

    private bool JoinAll(IEnumerable<Value> targets, System.Func<int, Value[]> sources) => targets.Select((target, i) => Joins(target, sources(i))).Aggregate(true, static (holds, one) => one & holds);

    /// <summary>A value that is one of these is a multiple, if one of them is and they all can be.</summary>
    private bool Joins(Value target, Value[] sources) => (!sources.Any(IsMultiple) && !IsMultiple(target)) || (Becomes(target) & sources.All(IsMultipleOrZero));

    private bool Becomes(Value target)
    {
        multiples.Add(target);
        return true;
    }

    private bool Stays(Value target)
    {
        invariants.Add(target);
        return true;
    }

    private bool IsMultipleOrZero(Value value) => IsMultiple(value) || IsZero(value);

    private bool HasMultiples(Value part) => memory.Objects(part).Any(item => objects.Any(other => memory.MayOverlap(item, other)));

    private bool KeepsMultiples(Value part)
    {
        objects.UnionWith(memory.Objects(part));
        return true;
    }

    private bool Keeps(Value part, Value element) => IsMultiple(element) ? KeepsMultiples(part) : !HasMultiples(part) || IsZero(element);
}
