using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>One loop as loops over vectors: as long as there are enough iterations, with several vectors of sums, which need not wait for one another; then one vector at a time; then, where an
/// iteration is dear, the last ones as the end of a vector that overlaps what has been done; and the loop itself for the rest.</summary>
internal sealed class VectorLoop
{
    /// <summary>The dearest bodies, in additions, of which four or two copies run side by side.</summary>
    private const int LargestOfFour = 8, LargestOfTwo = 16;

    /// <summary>Where there are fewer vectors than these, they are not worth their beginning and their end: elements that have just been written one by one are waited for by whoever reads a
    /// vector of them, and the other way round.</summary>
    private const int FewestVectors = 2;

    /// <summary>What it costs to choose between lanes, in additions.</summary>
    private const int ChoosingCost = 8;

    private readonly Let let;
    private readonly For loop;
    private readonly VectorPlan plan;
    private readonly Builder around;
    private readonly Func<Block, Call> outlined;
    private readonly Func<Value, long?> constantOf;

    /// <summary>What runs where there are enough iterations for a vector.</summary>
    private readonly Builder builder;
    private readonly Widening widening;
    private readonly VectorType vector;
    private readonly Value lanes;

    /// <summary>What goes around the loop, one after the other: what it carries, and what is added up in memory.</summary>
    private readonly Value[] carried;
    private readonly ValueNumbers numbers;

    public VectorLoop(Let let, For loop, VectorPlan plan, Builder around, Func<Block, Call> outlined, Func<Value, long?> constantOf)
    {
        (this.let, this.loop, this.plan, this.around, this.outlined, this.constantOf) = (let, loop, plan, around, outlined, constantOf);
        (numbers, builder, vector) = (around.Numbers, around.Nested(), new VectorType(plan.Lane));
        widening = new Widening(plan, loop.Body, builder);
        carried = plan.Winner is { Best: var best } ? [loop.Body.Arguments[best + 1], loop.Body.Arguments[0]] : [.. loop.Body.Arguments.Skip(1), .. plan.Sums.Select(static sum => sum.Loaded)];
        lanes = builder.Define(ScalarType.Int32, new LaneCount(plan.Lane));
    }

    /// <summary>Appends the loops in the place of the one. Where there are too few iterations for a vector, that costs no more than to find it out.</summary>
    public void Append()
    {
        Value end = plan.Elements.Aggregate(loop.Upper, (upper, element) => Limit(upper, element.Memory, element.Index));
        Value least = around.Apply(Arithmetic.Multiply, around.Define(ScalarType.Int32, new LaneCount(plan.Lane)), around.Int(FewestVectors)), count = plan.IsFromZero ? end : around.Apply(Arithmetic.Subtract, end, loop.Lower);
        Value isEnough = around.Apply(Arithmetic.LessOrEqual, least, count);
        if (loop.Reversed && end != loop.Upper) isEnough = around.Apply(Arithmetic.And, isEnough, around.Apply(Arithmetic.Equal, end, loop.Upper));
        foreach (Separation pair in plan.Separations) isEnough = around.Apply(Arithmetic.And, isEnough, around.Define(ScalarType.Bool, new Apart(pair.Memory, First(pair.Index), pair.Other, First(pair.OtherIndex), count)));
        EquatableArray<Value> results = Vectors(end);
        around.Origin = let.Origin;
        EquatableArray<Value> rest = [numbers.Create(ScalarType.Int32, "next"), .. loop.Initial.Select((value, i) => numbers.Create(value.Type, let.Targets[i].Name))];
        EquatableArray<Value> returned = [numbers.Create(ScalarType.Int32), .. loop.Initial.Select(value => numbers.Create(value.Type))];
        Builder then = around.Nested();
        then.DefineAll(returned, outlined(builder.ToBlock([], results)));
        around.DefineAll(rest, new If(isEnough, then.ToBlock([], returned), new Block([], [], [loop.Lower, .. loop.Initial])));
        around.Append(let with { Operation = loop with { Lower = rest[0], Initial = rest[1..] } });
    }

    /// <summary>The loops over vectors: how far they come, and what is carried on from there.</summary>
    private EquatableArray<Value> Vectors(Value end)
    {
        EquatableArray<Value> sums = plan.Winner is { Best: var best } ? [widening.Splat(loop.Initial[best]), widening.Splat(Nowhere)] : carried.Select((argument, i) => widening.Splat(Neutral(i, argument.Type))).ToEquatableArray();
        Value next = loop.Lower;
        if (Copies is > 1 and var copies) (next, sums) = Together(copies, end, sums);
        Value whole = builder.Apply(Arithmetic.WholeGroups, next, end, lanes);
        sums = Loop(next, whole, lanes, 1, sums);
        next = whole;
        builder.Origin = let.Origin;
        if (plan.Winner is { } winner) return Found(winner, next, sums[0], sums[1]);
        if (OverlapsEnd) (next, sums) = End(whole, end, sums);
        builder.Origin = let.Origin;
        AddToMemory([.. sums.Skip(loop.Initial.Count)]);
        return [next, .. loop.Initial.Select((value, i) => builder.Apply(ReductionOf(i), value, Total(i, sums[i])))];
    }

    /// <summary>How many vectors are computed side by side.</summary>
    private int Copies => carried.Length == 0 || plan.Cost > LargestOfTwo ? 1 : plan.Cost > LargestOfFour ? 2 : 4;

    /// <summary>Do the last iterations cost less as one more vector, on average?</summary>
    private bool OverlapsEnd => (plan.Lane == ScalarType.Double ? 3 : 7) * plan.Cost > 2 * (plan.Cost + ChoosingCost);

    /// <summary>A loop with so many sums of each kind, and these put together.</summary>
    private (Value Next, EquatableArray<Value> Sums) Together(int copies, Value end, EquatableArray<Value> initial)
    {
        Value step = builder.Apply(Arithmetic.Multiply, lanes, builder.Int(copies)), whole = builder.Apply(Arithmetic.WholeGroups, loop.Lower, end, step);
        EquatableArray<Value> sums = Loop(loop.Lower, whole, step, copies, Enumerable.Repeat(initial, copies).SelectMany(static copy => copy).ToEquatableArray());
        int count = initial.Count;
        if (plan.Winner is { } winner) return (whole, Enumerable.Range(1, copies - 1).Aggregate<int, EquatableArray<Value>>([sums[0], sums[1]], (found, copy) => Better(winner, found, sums[2 * copy], sums[(2 * copy) + 1])));
        return (whole, Enumerable.Range(0, count).Select(i => Enumerable.Range(0, copies).Select(copy => sums[(copy * count) + i]).Aggregate((x, y) => builder.Apply(ReductionOf(i), x, y))).ToEquatableArray());
    }

    private EquatableArray<Value> Loop(Value lower, Value upper, Value step, int copies, EquatableArray<Value> initial)
    {
        Value index = numbers.Create(ScalarType.Int32, loop.Body.Arguments[0].Name);
        EquatableArray<Value> sums = initial.Select((lanes, i) => Named(lanes.Type, carried[i % carried.Length])).ToEquatableArray();
        Builder body = builder.Nested();
        List<Value> results = [];
        for (int copy = 0; copy < copies; copy++)
        {
            Value at = copy == 0 ? index : body.Apply(Arithmetic.Add, index, copy == 1 ? lanes : body.Apply(Arithmetic.Multiply, lanes, body.Int(copy)));
            Value[] own = [.. sums.Skip(copy * carried.Length).Take(carried.Length)];
            results.AddRange(plan.Winner is { } winner ? widening.Append(body, at, winner, own[0], own[1]) : widening.Append(body, at, own));
        }

        builder.Origin = let.Origin;
        return builder.DefineAll(sums.Select(sum => numbers.Create(sum.Type, sum.Name)).ToEquatableArray(), new For(lower, upper, step, initial, body.ToBlock([index, .. sums], results.ToEquatableArray())));
    }

    /// <summary>What is left, in a vector that ends where the elements do. The lanes that have been computed before change nothing.</summary>
    private (Value Next, EquatableArray<Value> Sums) End(Value whole, Value end, EquatableArray<Value> sums)
    {
        Value isLeft = builder.Apply(Arithmetic.Less, whole, end);
        Builder then = builder.Nested();
        Value start = then.Apply(Arithmetic.Subtract, end, lanes);
        IReadOnlyList<Value> added = widening.Append(then, start, sums, from: whole);
        Value next = numbers.Create(ScalarType.Int32, "next");
        EquatableArray<Value> chosen = sums.Select(sum => numbers.Create(vector, sum.Name)).ToEquatableArray();
        builder.DefineAll([next, .. chosen], new If(isLeft, then.ToBlock([], [end, .. added]), new Block([], [], [whole, .. sums])));
        return (next, chosen);
    }

    private Value Named(IrType type, Value argument) => numbers.Create(type, argument.Name is { } name ? Widening.LanesOf(name) : null);

    /// <summary>The bound below which an element is there for all iterations; the loop's lower one, where it is not.</summary>
    private Value Limit(Value upper, Value memory, Value index)
    {
        Value length = around.Length(memory);
        if (plan.Variation.OffsetOf(index) is { } terms) return around.Apply(Arithmetic.Reach, loop.Lower, upper, Sum(terms), length);

        if (plan.Variation.StrideOf(index) is { } stride) return around.Apply(Arithmetic.StridedReach, loop.Lower, upper, around.Int(stride.Factor), Sum(stride.Terms), length);

        Value isThere = around.Apply(Arithmetic.Less, index, length);
        if (constantOf(index) is not >= 0) isThere = around.Apply(Arithmetic.And, around.Apply(Arithmetic.GreaterOrEqual, index, around.Int(0)), isThere);
        return around.Apply(Arithmetic.Select, isThere, upper, loop.Lower);
    }

    /// <summary>What the index is in the first iteration.</summary>
    private Value First(Value index)
    {
        EquatableArray<(bool IsSubtracted, Value Term)> terms = plan.Variation.OffsetOf(index)!.Value;
        return plan.IsFromZero ? Sum(terms) : terms.Count == 0 ? loop.Lower : around.Apply(Arithmetic.Add, loop.Lower, Sum(terms));
    }

    private Value Sum(EquatableArray<(bool IsSubtracted, Value Term)> terms)
    {
        if (terms is [(false, var only)]) return only;
        bool areConstants = terms.All(term => constantOf(term.Term) is not null);
        return areConstants
            ? around.Int((int)terms.Sum(term => (term.IsSubtracted ? -1 : 1) * constantOf(term.Term)!.Value))
            : terms.Aggregate(around.Int(0), (sum, term) => around.Apply(term.IsSubtracted ? Arithmetic.Subtract : Arithmetic.Add, sum, term.Term));
    }

    /// <summary>By what the lanes are put together; what is added up in memory comes behind what is carried.</summary>
    private Primitive ReductionOf(int carried) => carried < plan.Reductions.Count ? plan.Reductions[carried] : Arithmetic.Add;

    /// <summary>What the lanes start with.</summary>
    private Value Neutral(int carried, IrType type) => ReductionOf(carried) is var reduction && reduction == Arithmetic.Add ? builder.Number(type, 0) : reduction == Arithmetic.Multiply ? builder.Number(type, 1) : loop.Initial[carried];

    private Value Total(int carried, Value lanes) => builder.Define(plan.Lane, new Reduce(ReductionOf(carried), lanes));

    /// <summary>The elements are there, since there has been a vector.</summary>
    private void AddToMemory(IReadOnlyList<Value> sums)
    {
        for (int i = 0; i < sums.Count; i++)
        {
            Load load = plan.Sums[i].Load;
            Value before = builder.Load(load.Memory, load.Index, inRange: true);
            builder.Store(load.Memory, load.Index, builder.Apply(Arithmetic.Add, before, Total(plan.Reductions.Count + i, sums[i])), inRange: true);
        }
    }

    /// <summary>The index of what has not been found, behind all others.</summary>
    private Value Nowhere => builder.Number(widening.Integer, int.MaxValue);

    /// <summary>Of two vectors the better numbers, and where they first were.</summary>
    private EquatableArray<Value> Better(Winner winner, EquatableArray<Value> found, Value best, Value place)
    {
        Value chosen = builder.Apply(winner.Choice, found[0], best), one = PlaceOf(chosen, found[0], found[1]), other = PlaceOf(chosen, best, place);
        return [chosen, builder.Apply(Arithmetic.Select, builder.Apply(Arithmetic.Less, one, other), one, other)];
    }

    private Value PlaceOf(Value chosen, Value best, Value place) => builder.Apply(Arithmetic.Select, builder.Apply(Arithmetic.Equal, best, chosen), place, widening.Splat(Nowhere));

    /// <summary>Behind the loops the first of the lanes that have the best number wins. Where a number is none, nothing has been done: the loop itself will.</summary>
    private EquatableArray<Value> Found(Winner winner, Value next, Value best, Value place)
    {
        Value chosen = builder.Define(plan.Lane, new Reduce(winner.Choice, best)), everywhere = builder.Define(vector, new Splat(chosen));
        Value first = builder.Define(widening.Integer, new Reduce(Selection.Min, PlaceOf(everywhere, best, place)));
        Value isNumber = builder.Apply(Arithmetic.Equal, chosen, chosen), isFound = builder.Apply(Arithmetic.And, isNumber, builder.Apply(Arithmetic.NotEqual, first, Nowhere)), index = builder.Convert(first, ScalarType.Int32);
        foreach (Let constant in ((If)winner.Update.Operation).Then.Lets) builder.Append(constant);
        List<Value> results = [builder.Apply(Arithmetic.Select, isNumber, next, loop.Lower)];
        for (int i = 0; i < loop.Initial.Count; i++)
        {
            Value before = loop.Initial[i];
            Value remembered = i == winner.Best ? chosen : winner.Remembered[i < winner.Best ? i : i - 1] is var value && value == loop.Body.Arguments[0] ? index : value;
            results.Add(builder.Apply(Arithmetic.Select, i == winner.Best ? isNumber : isFound, remembered, before));
        }

        return results.ToEquatableArray();
    }
}
