using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Innermost loops whose iterations may be computed side by side become loops over vectors. How far they go is found out in front of them: up to the last whole vector all of
/// whose elements are there. The loop itself stays behind, for the rest, and throws where it would have thrown.</summary>
internal sealed class VectorLoops
{
    private readonly ValueNumbers numbers;
    private readonly VectorPlanner planner;

    private VectorLoops(Function function) => (numbers, planner) = (ValueNumbers.After(function), VectorPlanner.Of(function));

    public static Function Run(Function function) => function with { Body = new VectorLoops(function).Visit(function.Body) };

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop).Plan is { } plan) Append(builder, let, loop, plan);
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private void Append(Builder builder, Let let, For loop, VectorPlan plan)
    {
        Value lanes = builder.Define(ScalarType.Int32, new Lanes(plan.Lane));
        Value upper = plan.Elements.Aggregate(loop.Upper, (upper, element) => Limit(builder, loop, plan, upper, element.Memory, element.Index));
        Value whole = builder.Apply(Arithmetic.WholeGroups, loop.Lower, upper, lanes);

        var widening = new Widening(plan, loop.Body, builder);
        VectorType vector = new(plan.Lane);
        EquatableArray<Value> initial = loop.Initial.Select((value, i) => widening.Splat(Neutral(plan.Reductions[i], value, builder))).ToEquatableArray();
        Value index = numbers.Create(ScalarType.Int32, loop.Body.Arguments[0].Name);
        EquatableArray<Value> carried = loop.Body.Arguments.Skip(1).Select(argument => numbers.Create(vector, argument.Name)).ToEquatableArray();
        Builder body = builder.Nested();
        EquatableArray<Value> results = widening.Append(body, index, carried);
        builder.Origin = let.Origin;
        EquatableArray<Value> sums = let.Targets.Select(target => numbers.Create(vector, target.Name)).ToEquatableArray();
        builder.DefineAll(sums, new For(loop.Lower, whole, lanes, initial, body.ToBlock([index, .. carried], results)));

        EquatableArray<Value> rest = sums.Select((sum, i) => Total(builder, plan.Reductions[i], loop.Initial[i], sum)).ToEquatableArray();
        builder.Append(let with { Operation = loop with { Lower = whole, Initial = rest } });
    }

    /// <summary>The bound below which an element is there for all iterations; the loop's lower one, where it is not.</summary>
    private static Value Limit(Builder builder, For loop, VectorPlan plan, Value upper, Value memory, Value index)
    {
        Value length = builder.Length(memory);
        if (plan.Variation.OffsetOf(index) is { } terms)
        {
            Value offset = terms is [(false, var only)] ? only : terms.Aggregate(builder.Int(0), (sum, term) => builder.Apply(term.IsSubtracted ? Arithmetic.Subtract : Arithmetic.Add, sum, term.Term));
            return builder.Apply(Arithmetic.Reach, loop.Lower, upper, offset, length);
        }

        Value isThere = builder.Apply(Arithmetic.And, builder.Apply(Arithmetic.GreaterOrEqual, index, builder.Int(0)), builder.Apply(Arithmetic.Less, index, length));
        return builder.Apply(Arithmetic.Select, isThere, upper, loop.Lower);
    }

    /// <summary>What the lanes start with.</summary>
    private static Value Neutral(Primitive reduction, Value initial, Builder builder) =>
        reduction == Arithmetic.Add ? builder.Number(initial.Type, 0) : reduction == Arithmetic.Multiply ? builder.Number(initial.Type, 1) : initial;

    private static Value Total(Builder builder, Primitive reduction, Value initial, Value lanes) =>
        builder.Apply(reduction, initial, builder.Define(initial.Type, new Reduce(reduction, lanes)));
}
