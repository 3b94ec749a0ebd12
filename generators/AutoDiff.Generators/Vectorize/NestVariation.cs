using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>How the values of a nest of loops differ between the iterations of its outermost loop: not at all, in equal steps, or in any way.</summary>
internal sealed class NestVariation
{
    private readonly For loop;
    private readonly MemoryObjects memory;
    private readonly IReadOnlyDictionary<Value, MemoryRole> roles;
    private readonly HashSet<Value> inside = [], varying = [], wide = [];
    private readonly Dictionary<Value, EquatableArray<Value>> strides = [];
    private bool changed;

    private NestVariation(For loop, MemoryObjects memory, IReadOnlyDictionary<Value, MemoryRole> roles)
    {
        (this.loop, this.memory, this.roles) = (loop, memory, roles);
        Walk.Definitions(loop.Body, value => inside.Add(value));
        strides[loop.Body.Arguments[0]] = [];
        varying.UnionWith(loop.Body.Arguments.Skip(1));
        wide.UnionWith(roles.Where(static role => role.Value == MemoryRole.Sum).Select(static role => role.Key));
        do
        {
            changed = false;
            Visit(loop.Body, isChosen: false);
        }
        while (changed);
    }

    public static NestVariation Of(For loop, MemoryObjects memory, IReadOnlyDictionary<Value, MemoryRole> roles) => new(loop, memory, roles);

    /// <summary>Is it there before the nest begins?</summary>
    public bool IsOutside(Value value) => !inside.Contains(value);

    public bool IsVarying(Value value) => varying.Contains(value);

    /// <summary>The same in all lanes.</summary>
    public bool IsUniform(Value value) => !varying.Contains(value) && !strides.ContainsKey(value);

    /// <summary>Factors from outside whose product, times the step of the loop, the value differs by from lane to lane; null where it does not follow the loop's index.</summary>
    public EquatableArray<Value>? StrideOf(Value value) => !varying.Contains(value) && strides.TryGetValue(value, out EquatableArray<Value> factors) ? factors : null;

    /// <summary>Does the object hold other numbers for every lane?</summary>
    public bool IsWide(Value item) => wide.Contains(item);

    /// <summary>All floating numbers that differ between lanes.</summary>
    public IEnumerable<Value> Numbers => varying.Where(static value => value.Type.IsFloating).Concat(wide.Select(static item => new Value(-1, ((MemoryType)item.Type).Element)).Where(static value => value.Type.IsFloating));

    private void Vary(Value value) => changed |= varying.Add(value);

    private void Widen(Value part)
    {
        if (memory.Object(part) is { } item && roles.TryGetValue(item, out MemoryRole role) && role != MemoryRole.Shared) changed |= wide.Add(item);
    }

    private bool IsWideMemory(Value part) => memory.Object(part) is { } item && wide.Contains(item);

    private void Visit(Block block, bool isChosen)
    {
        foreach (Let let in block.Lets)
        {
            switch (let.Operation)
            {
                case For nested:
                    Value[] arguments = [.. nested.Body.Arguments.Skip(1)];
                    for (int i = 0; i < arguments.Length; i++) Flow(nested.Initial[i], arguments[i]);
                    Visit(nested.Body, isChosen);
                    for (int i = 0; i < arguments.Length; i++)
                    {
                        Flow(nested.Body.Results[i], arguments[i]);
                        Flow(arguments[i], let.Targets[i]);
                    }

                    break;
                case If branch:
                    bool chooses = !IsUniform(branch.Condition);
                    Visit(branch.Then, isChosen || chooses);
                    Visit(branch.Else, isChosen || chooses);
                    for (int i = 0; i < let.Targets.Count; i++)
                    {
                        if (chooses) Vary(let.Targets[i]);
                        Flow(branch.Then.Results[i], let.Targets[i]);
                        Flow(branch.Else.Results[i], let.Targets[i]);
                    }

                    break;
                case Scope scope:
                    Visit(scope.Body, isChosen);
                    for (int i = 0; i < let.Targets.Count; i++) Flow(scope.Body.Results[i], let.Targets[i]);
                    break;
                case Load load:
                    if (!IsUniform(load.Index) || !IsUniform(load.Memory) || IsWideMemory(load.Memory)) Vary(let.Target);
                    break;
                case Store store:
                    if (isChosen || !IsUniform(store.Index) || !IsUniform(store.Element) || !IsUniform(store.Memory)) Widen(store.Memory);
                    break;
                case Fill fill:
                    if (isChosen || !IsUniform(fill.Element)) Widen(fill.Memory);
                    break;
                case Copy copy:
                    if (isChosen || !IsUniform(copy.Source) || IsWideMemory(copy.Source)) Widen(copy.Destination);
                    break;
                case Apply apply when Walk.Operands(apply).All(IsUniform):
                    break;
                case Apply apply when Stride(apply) is { } factors:
                    strides[let.Target] = factors;
                    break;
                case var operation when Walk.Operands(operation).All(IsUniform) || operation is Length:
                    break;
                default:
                    foreach (Value target in let.Targets) Vary(target);
                    break;
            }
        }
    }

    private void Flow(Value from, Value to)
    {
        if (!IsUniform(from)) Vary(to);
    }

    private EquatableArray<Value>? Stride(Apply apply)
    {
        if (apply.Operands is not [var x, var y] || x.Type != ScalarType.Int32) return null;
        if (apply.Primitive == Arithmetic.Add) return IsUniform(y) ? StrideOf(x) : IsUniform(x) ? StrideOf(y) : null;
        if (apply.Primitive == Arithmetic.Subtract) return IsUniform(y) ? StrideOf(x) : null;
        if (apply.Primitive != Arithmetic.Multiply) return null;
        return IsOutside(y) && StrideOf(x) is { } first ? [.. first, y] : IsOutside(x) && StrideOf(y) is { } second ? [.. second, x] : null;
    }
}
