using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>The body of a loop for as many iterations at once as a vector has lanes: numbers become vectors, branches choices between what both sides compute.
/// What is the same in all iterations, and the index, stay scalars.</summary>
/// <param name="ahead">What stands in front of the loop.</param>
internal sealed class Widening(VectorPlan plan, Block body, Builder ahead)
{
    private readonly VectorType vector = new(plan.Lane);
    private readonly Dictionary<Value, Value> splats = [];

    /// <summary>What stands for an element that is only added to, so that the sum is what is added.</summary>
    private Value? nothing;

    /// <summary>What is computed in an iteration, as scalars and as vectors.</summary>
    private readonly Dictionary<Value, Value> scalars = [], vectors = [];

    /// <summary>What is the same in all iterations, computed in front of them.</summary>
    private readonly Dictionary<Value, Value> uniform = [];

    /// <summary>By how much an index is ahead of the loop's own.</summary>
    private readonly Dictionary<EquatableArray<(bool IsSubtracted, Value Term)>, Value> offsets = [];

    /// <summary>Appends the iterations from an index on; the carried values are vectors.</summary>
    /// <param name="from">The lanes of iterations before this change nothing.</param>
    public EquatableArray<Value> Append(Builder builder, Value index, IReadOnlyList<Value> carried, Value? from = null)
    {
        scalars.Clear();
        vectors.Clear();
        scalars[body.Arguments[0]] = index;
        int count = body.Results.Count;
        for (int i = 0; i < count; i++) vectors[body.Arguments[i + 1]] = carried[i];
        for (int i = 0; i < plan.Sums.Count; i++) vectors[plan.Sums[i].Loaded] = carried[count + i];
        Value? mask = from is null ? null : IsNotBefore(builder, index, from);
        Append(builder, body, mask);
        IEnumerable<Value> results = body.Results.Select((result, i) => Wide(result, builder) is var next && mask is null ? next : builder.SelectLanes(mask, next, carried[i]));
        return [.. results, .. plan.Sums.Select(sum => vectors[sum.Loaded])];
    }

    /// <summary>The same where the loop looks for a number: the best one in each lane, and the index at which that first was.</summary>
    public EquatableArray<Value> Append(Builder builder, Value index, Winner winner, Value best, Value place)
    {
        scalars.Clear();
        vectors.Clear();
        scalars[body.Arguments[0]] = index;
        vectors[body.Arguments[winner.Best + 1]] = best;
        Append(builder, body with { Lets = body.Lets.Where(let => let != winner.Update).ToEquatableArray() }, null);
        Value isBetter = Wide(((If)winner.Update.Operation).Condition, builder);
        Value next = vectors.TryGetValue(body.Results[winner.Best], out Value? chosen) ? chosen : builder.SelectLanes(isBetter, Wide(winner.Number, builder), best);
        return [next, builder.SelectLanes(isBetter, WholeNumber(body.Arguments[0], builder), place)];
    }

    /// <summary>Of the iterations from an index on, those that are not before another.</summary>
    private Value IsNotBefore(Builder builder, Value index, Value from)
    {
        Value first = Splat(builder.Convert(builder.Apply(Arithmetic.Subtract, from, index), Integer), builder);
        return builder.Apply(Arithmetic.LessOrEqual, first, builder.Define(first.Type, new Ramp()));
    }

    /// <summary>The integers that are as wide as the numbers of the lanes.</summary>
    public ScalarType Integer => plan.Lane == ScalarType.Double ? ScalarType.Int64 : ScalarType.Int32;

    /// <summary>The same number, or bool, in all lanes.</summary>
    public Value Splat(Value scalar)
    {
        if (!splats.TryGetValue(scalar, out Value? splat)) splats[scalar] = splat = Splat(scalar, ahead);
        return splat;
    }

    /// <summary>What goes around the loop is called otherwise than the scalar that it becomes part of.</summary>
    private string? NameOf(Value value) => value.Name is { } name && body.Results.Contains(value) ? LanesOf(name) : value.Name;

    public static string LanesOf(string name) => name + "Lanes";

    private void Append(Builder builder, Block block, Value? mask)
    {
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            switch (let.Operation)
            {
                case If branch:
                    Append(builder, branch, let, mask);
                    break;
                case Load load when plan.Sums.Any(sum => ReferenceEquals(sum.Load, load)):
                    break;
                case Load load when plan.Scatters.Any(sum => ReferenceEquals(sum.Load, load)):
                    vectors[let.Target] = Nothing;
                    break;
                case Store store when plan.Scatters.Any(sum => ReferenceEquals(sum.Store, store)):
                    builder.Do(new AddEach(store.Memory, WholeNumber(store.Index, builder), Wide(store.Element, builder), mask));
                    break;
                case Load load when plan.Variation.IsWhole(load.Index):
                    vectors[let.Target] = builder.Define(vector, new Gather(load.Memory, WholeNumber(load.Index, builder), mask), NameOf(let.Target));
                    break;
                case Load load when plan.Variation.IsWhole(let.Target):
                    vectors[let.Target] = builder.Define(new VectorType(Integer), new Load(load.Memory, Scalar(load.Index), InRange: true), NameOf(let.Target));
                    break;
                case Apply apply when plan.Variation.IsWhole(let.Target):
                    vectors[let.Target] = builder.Name(builder.Apply(apply.Primitive, [.. apply.Operands.Select(operand => WholeNumber(operand, builder))]), NameOf(let.Target));
                    break;
                case Store store when plan.Sums.FirstOrDefault(sum => ReferenceEquals(sum.Store, store)) is { Loaded: var loaded }:
                    vectors[loaded] = mask is null ? Wide(store.Element, builder) : builder.SelectLanes(mask, Wide(store.Element, builder), vectors[loaded]);
                    break;
                case Store store:
                    Value index = Scalar(store.Index), element = Wide(store.Element, builder);
                    if (mask is not null) element = builder.SelectLanes(mask, element, builder.Load(store.Memory, index, inRange: true, type: vector, stride: StrideOf(store.Index)));
                    builder.Store(store.Memory, index, element, inRange: true, stride: StrideOf(store.Index));
                    break;
                case var operation when plan.Variation.IsUniform(let.Target):
                    if (!uniform.ContainsKey(let.Target)) uniform[let.Target] = ahead.Define(let.Target.Type, Walk.Rewrite(operation, Scalar, static block => block), let.Target.Name);
                    break;
                case Apply when plan.Variation.OffsetOf(let.Target) is { Count: > 1 } terms:
                    scalars[let.Target] = builder.Name(builder.Apply(Arithmetic.Add, Scalar(body.Arguments[0]), Offset(terms)), let.Target.Name);
                    break;
                case var operation when plan.Variation.IsOfIndex(let.Target):
                    scalars[let.Target] = builder.Define(let.Target.Type, Walk.Rewrite(operation, Scalar, static block => block), let.Target.Name);
                    break;
                case Load load:
                    vectors[let.Target] = builder.Define(vector, new Load(load.Memory, Scalar(load.Index), InRange: true, Stride: StrideOf(load.Index)), NameOf(let.Target));
                    break;
                case Apply apply when Summand(apply, builder) is { } summand:
                    vectors[let.Target] = summand;
                    break;
                case Apply apply:
                    vectors[let.Target] = builder.Name(Wide(apply, builder), NameOf(let.Target));
                    break;
            }
        }
    }

    /// <summary>Both sides are computed, and of each lane what its side has.</summary>
    private void Append(Builder builder, If branch, Let let, Value? outer)
    {
        Value condition = Wide(branch.Condition, builder);
        Append(builder, branch.Then, outer is null ? condition : builder.Apply(Arithmetic.And, outer, condition));
        Value otherwise = builder.Apply(Arithmetic.Not, condition);
        Append(builder, branch.Else, outer is null ? otherwise : builder.Apply(Arithmetic.And, outer, otherwise));
        for (int i = 0; i < let.Targets.Count; i++)
        {
            bool isWhole = plan.Variation.IsWhole(let.Targets[i]);
            Value chosen = builder.SelectLanes(condition, In(branch.Then.Results[i]), In(branch.Else.Results[i]));
            Value In(Value result) => isWhole ? WholeNumber(result, builder) : Wide(result, builder);
            vectors[let.Targets[i]] = builder.Name(chosen, NameOf(let.Targets[i]));
        }
    }

    private Value Wide(Apply apply, Builder builder)
    {
        if (apply.Primitive == Arithmetic.Convert) return Index(apply.Operands[0], builder);
        bool comparesIndices = apply.Primitive.ResultRule == ResultRule.Bool && apply.Operands[0].Type == ScalarType.Int32;
        Value[] operands = [.. apply.Operands.Select(operand => comparesIndices ? WholeNumber(operand, builder) : Wide(operand, builder))];
        return builder.Apply(apply.Primitive, operands);
    }

    private Value Nothing => nothing ??= ahead.Number(vector, 0);

    /// <summary>The first summand of an element; null where the operation is another one.</summary>
    private Value? Summand(Apply apply, Builder builder)
    {
        if (nothing is null || apply.Operands is not [var x, var y]) return null;
        if (apply.Primitive == Arithmetic.Subtract && IsNothing(x)) return builder.Apply(Arithmetic.Negate, Wide(y, builder));
        return apply.Primitive != Arithmetic.Add ? null : IsNothing(x) ? Wide(y, builder) : IsNothing(y) ? Wide(x, builder) : null;

        bool IsNothing(Value value) => vectors.TryGetValue(value, out Value? lanes) && lanes == nothing;
    }

    /// <summary>The indices of the lanes as numbers of the lane's type, rounded as that does.</summary>
    private Value Index(Value index, Builder builder)
    {
        Value whole = WholeNumber(index, builder);
        return builder.Define(vector, new Apply(Arithmetic.Convert, [whole]));
    }

    /// <summary>Whole numbers as vectors of integers that are as wide as the numbers of the lanes.</summary>
    private Value WholeNumber(Value value, Builder builder)
    {
        if (vectors.TryGetValue(value, out Value? whole)) return whole;
        Value splat = Splat(builder.Convert(Scalar(value), Integer), builder);
        if (plan.Variation.IsUniform(value)) return splat;
        Value ramp = builder.Define(splat.Type, new Ramp()), lanes = builder.Apply(Arithmetic.Add, splat, StrideOf(value) is > 1 and var stride ? builder.Apply(Arithmetic.Multiply, ramp, builder.Number(ramp.Type, stride)) : ramp);
        return plan.Variation.MayWrap(value) ? builder.Wrapped(lanes) : lanes;
    }

    private int StrideOf(Value index) => plan.Variation.StrideOf(index)?.Factor ?? 1;

    /// <summary>The sum of terms, which are there before the loop; whole numbers that wrap around do so in any order.</summary>
    private Value Offset(EquatableArray<(bool IsSubtracted, Value Term)> terms)
    {
        if (offsets.TryGetValue(terms, out Value? offset)) return offset;
        Value? sum = null;
        foreach ((_, Value term) in terms.Where(static term => !term.IsSubtracted)) sum = sum is null ? term : ahead.Apply(Arithmetic.Add, sum, term);
        foreach ((_, Value term) in terms.Where(static term => term.IsSubtracted)) sum = sum is null ? ahead.Apply(Arithmetic.Negate, term) : ahead.Apply(Arithmetic.Subtract, sum, term);
        return offsets[terms] = sum!;
    }

    private Value Scalar(Value value) => scalars.TryGetValue(value, out Value? scalar) || uniform.TryGetValue(value, out scalar) ? scalar : value;

    private Value Wide(Value value, Builder builder)
    {
        if (vectors.TryGetValue(value, out Value? wide)) return wide;
        return plan.Variation.IsUniform(value) ? Splat(Scalar(value)) : Splat(Scalar(value), builder);
    }

    private Value Splat(Value scalar, Builder builder) => builder.Splat(scalar, vector);
}
