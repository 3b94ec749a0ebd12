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

    /// <summary>What it costs to choose between lanes, in additions.</summary>
    private const int ChoosingCost = 8;

    private readonly Let let;
    private readonly For loop;
    private readonly VectorPlan plan;
    private readonly Builder builder;
    private readonly Widening widening;
    private readonly VectorType vector;
    private readonly Value lanes;

    /// <summary>What goes around the loop, one after the other: what it carries, and what is added up in memory.</summary>
    private readonly Value[] carried;
    private readonly ValueNumbers numbers;

    public VectorLoop(Let let, For loop, VectorPlan plan, Builder builder)
    {
        (this.let, this.loop, this.plan, this.builder) = (let, loop, plan, builder);
        (numbers, widening, vector) = (builder.Numbers, new Widening(plan, loop.Body, builder), new VectorType(plan.Lane));
        carried = [.. loop.Body.Arguments.Skip(1), .. plan.Sums.Select(static sum => sum.Loaded)];
        lanes = builder.Define(ScalarType.Int32, new LaneCount(plan.Lane));
    }

    /// <summary>Appends the loops in the place of the one.</summary>
    public void Append()
    {
        Value end = plan.Elements.Aggregate(loop.Upper, (upper, element) => Limit(upper, element.Memory, element.Index));
        EquatableArray<Value> sums = carried.Select((argument, i) => widening.Splat(Neutral(i, argument.Type))).ToEquatableArray();
        Value next = loop.Lower;
        if (Copies is > 1 and var copies) (next, sums) = Together(copies, end, sums);
        Value whole = builder.Apply(Arithmetic.WholeGroups, next, end, lanes);
        sums = Loop(next, whole, lanes, 1, sums);
        next = whole;
        if (OverlapsEnd) (next, sums) = End(whole, end, sums);

        builder.Origin = let.Origin;
        if (plan.Sums.Count > 0) AddToMemory(next, [.. sums.Skip(loop.Initial.Count)]);
        EquatableArray<Value> initial = loop.Initial.Select((value, i) => builder.Apply(ReductionOf(i), value, Total(builder, i, sums[i]))).ToEquatableArray();
        builder.Append(let with { Operation = loop with { Lower = next, Initial = initial } });
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
        return (whole, Enumerable.Range(0, count).Select(i => Enumerable.Range(0, copies).Select(copy => sums[(copy * count) + i]).Aggregate((x, y) => builder.Apply(ReductionOf(i), x, y))).ToEquatableArray());
    }

    private EquatableArray<Value> Loop(Value lower, Value upper, Value step, int copies, EquatableArray<Value> initial)
    {
        Value index = numbers.Create(ScalarType.Int32, loop.Body.Arguments[0].Name);
        EquatableArray<Value> sums = initial.Select((_, i) => Named(carried[i % carried.Length])).ToEquatableArray();
        Builder body = builder.Nested();
        List<Value> results = [];
        for (int copy = 0; copy < copies; copy++)
        {
            Value at = copy == 0 ? index : body.Apply(Arithmetic.Add, index, copy == 1 ? lanes : body.Apply(Arithmetic.Multiply, lanes, body.Int(copy)));
            results.AddRange(widening.Append(body, at, [.. sums.Skip(copy * carried.Length).Take(carried.Length)]));
        }

        builder.Origin = let.Origin;
        return builder.DefineAll(sums.Select(sum => numbers.Create(vector, sum.Name)).ToEquatableArray(), new For(lower, upper, step, initial, body.ToBlock([index, .. sums], results.ToEquatableArray())));
    }

    /// <summary>What is left, in a vector that ends where the elements do, if there are enough for one. The lanes that have been computed before change nothing.</summary>
    private (Value Next, EquatableArray<Value> Sums) End(Value whole, Value end, EquatableArray<Value> sums)
    {
        Value isLeft = builder.Apply(Arithmetic.Less, whole, end), isRoom = builder.Apply(Arithmetic.LessOrEqual, lanes, builder.Apply(Arithmetic.Subtract, end, loop.Lower));
        Builder then = builder.Nested();
        Value start = then.Apply(Arithmetic.Subtract, end, lanes);
        IReadOnlyList<Value> added = widening.Append(then, start, sums, from: whole);
        Value next = numbers.Create(ScalarType.Int32);
        EquatableArray<Value> chosen = sums.Select(sum => numbers.Create(vector, sum.Name)).ToEquatableArray();
        builder.DefineAll([next, .. chosen], new If(builder.Apply(Arithmetic.And, isLeft, isRoom), then.ToBlock([], [end, .. added]), new Block([], [], [whole, .. sums])));
        return (next, chosen);
    }

    private Value Named(Value argument) => numbers.Create(vector, argument.Name is { } name ? Widening.LanesOf(name) : null);

    /// <summary>The bound below which an element is there for all iterations; the loop's lower one, where it is not.</summary>
    private Value Limit(Value upper, Value memory, Value index)
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

    /// <summary>By what the lanes are put together; what is added up in memory comes behind what is carried.</summary>
    private Primitive ReductionOf(int carried) => carried < plan.Reductions.Count ? plan.Reductions[carried] : Arithmetic.Add;

    /// <summary>What the lanes start with.</summary>
    private Value Neutral(int carried, IrType type) => ReductionOf(carried) is var reduction && reduction == Arithmetic.Add ? builder.Number(type, 0) : reduction == Arithmetic.Multiply ? builder.Number(type, 1) : loop.Initial[carried];

    private Value Total(Builder builder, int carried, Value lanes) => builder.Define(plan.Lane, new Reduce(ReductionOf(carried), lanes));

    /// <summary>The elements are there if there has been a vector.</summary>
    private void AddToMemory(Value next, IReadOnlyList<Value> sums)
    {
        Builder then = builder.Nested();
        foreach ((MemorySum sum, Value lanes) in plan.Sums.Zip(sums, static (sum, lanes) => (sum, lanes)))
        {
            Value before = then.Load(sum.Load.Memory, sum.Load.Index, inRange: true);
            then.Store(sum.Load.Memory, sum.Load.Index, then.Apply(Arithmetic.Add, before, Total(then, plan.Reductions.Count, lanes)), inRange: true);
        }

        builder.Do(new If(builder.Apply(Arithmetic.Less, loop.Lower, next), then.ToBlock([], []), Block.Empty));
    }
}
