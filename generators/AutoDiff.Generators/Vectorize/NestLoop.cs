using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A nest of loops of which the iterations of the outermost one have a lane each: what is asked in front of it, the memory that it takes, and the loop as it was for the iterations that are left.</summary>
internal sealed class NestLoop
{
    /// <summary>Fewer vectors are not worth what has to be done in front of them.</summary>
    private const int FewestVectors = 2;

    /// <summary>How many bytes the elements may take that hold a number for each lane: what stays in a core's own caches.</summary>
    private const int MostBytes = 1 << 18;

    /// <summary>Loops of so many vectors run over vectors themselves.</summary>
    private const int FewVectors = 8;

    private readonly Let let;
    private readonly For loop;
    private readonly NestPlan plan;
    private readonly MemoryObjects memory;
    private readonly Builder around;
    private readonly Func<Block, Call> outlined;
    private readonly Func<Value, long?> constantOf;
    private readonly ValueNumbers numbers;
    private readonly VectorType vector;

    public NestLoop(Let let, For loop, NestPlan plan, MemoryObjects memory, Builder around, Func<Block, Call> outlined, Func<Value, long?> constantOf)
    {
        (this.let, this.loop, this.plan, this.memory, this.around, this.outlined, this.constantOf) = (let, loop, plan, memory, around, outlined, constantOf);
        (numbers, vector) = (around.Numbers, new VectorType(plan.Lane));
    }

    /// <summary>Appends the loops in the place of the one.</summary>
    /// <param name="body">What the iterations that are left run.</param>
    public void Append(Block body)
    {
        Value lanes = Lanes(around), size = constantOf(loop.Step) == 1 ? lanes : around.Apply(Arithmetic.Multiply, lanes, loop.Step);
        Value count = IsFromZero && constantOf(loop.Step) == 1 ? loop.Upper : around.Apply(Arithmetic.TripCount, loop.Lower, loop.Upper, loop.Step);
        Value isWorthwhile = around.Apply(Arithmetic.LessOrEqual, around.Apply(Arithmetic.Multiply, lanes, around.Int(FewestVectors)), count);
        foreach (Value end in plan.Short) isWorthwhile = And(isWorthwhile, around.Apply(Arithmetic.LessOrEqual, end, around.Apply(Arithmetic.Multiply, lanes, around.Int(FewVectors))));

        EquatableArray<Value> rest = [numbers.Create(ScalarType.Int32, "next"), .. loop.Initial.Select((value, i) => numbers.Create(value.Type, let.Targets[i].Name))];
        EquatableArray<Value> asked = [.. rest.Select(value => numbers.Create(value.Type))], returned = [.. rest.Select(value => numbers.Create(value.Type))], called = [.. rest.Select(value => numbers.Create(value.Type))];
        Builder then = around.Nested(), fits = then.Nested(), scope = then.Nested();

        // In steps, the end of the last iteration may be more than an int holds.
        Value some = constantOf(loop.Step) == 1 ? count : then.Apply(Arithmetic.Subtract, count, then.Int(1));
        Value many = then.Apply(Arithmetic.Multiply, then.Apply(Arithmetic.Quotient, some, lanes), size), whole = IsFromZero ? many : then.Apply(Arithmetic.Add, loop.Lower, many);
        Value isThere = Fits(then, whole, lanes);
        Call call = Nest(scope, whole, lanes);
        scope.DefineAll(called, call);
        fits.DefineAll(returned, new Scope(scope.ToBlock([], called)));
        then.DefineAll(asked, new If(isThere, fits.ToBlock([], returned), Otherwise));
        around.DefineAll(rest, new If(isWorthwhile, then.ToBlock([], asked), Otherwise));
        around.Append(let with { Operation = loop with { Lower = rest[0], Initial = rest[1..], Body = body } });
    }

    private bool IsFromZero => constantOf(loop.Lower) == 0;

    private Block Otherwise => new([], [], [loop.Lower, .. loop.Initial]);

    private Value Lanes(Builder builder) => builder.Define(ScalarType.Int32, new LaneCount(plan.Lane));

    private Value And(Value first, Value second) => around.Apply(Arithmetic.And, first, second);

    /// <summary>Is all there that the lanes are going to read, and does what they need for themselves stay small?</summary>
    private Value Fits(Builder builder, Value whole, Value lanes)
    {
        Value Long(Value value) => constantOf(value) is { } constant ? builder.Number(ScalarType.Int64, constant) : builder.Convert(value, ScalarType.Int64);
        Value[] elements = [.. plan.Wide.Select(item => LengthOf(item, builder)), .. plan.Rows.Select(static row => row.Count)];
        int bytes = plan.Lane == ScalarType.Double ? 8 : 4;
        Value fits = elements.Length == 0
            ? builder.Bool(true)
            : builder.Apply(Arithmetic.LessOrEqual, builder.Apply(Arithmetic.Multiply, elements.Select(Long).Aggregate((x, y) => builder.Apply(Arithmetic.Add, x, y)), Long(lanes)), builder.Number(ScalarType.Int64, MostBytes / bytes));
        foreach ((Value end, Value part) in plan.Ends) fits = builder.Apply(Arithmetic.And, fits, builder.Apply(Arithmetic.LessOrEqual, end, builder.Length(part)));
        foreach ((Value part, Value index) in plan.Neighbours)
        {
            Value last = Long(builder.Apply(Arithmetic.Subtract, whole, builder.Int(1)));
            fits = builder.Apply(Arithmetic.And, fits, builder.Apply(Arithmetic.Less, At(index, last), Long(builder.Length(part))));
            if (index != loop.Body.Arguments[0]) fits = builder.Apply(Arithmetic.And, fits, builder.Apply(Arithmetic.GreaterOrEqual, At(index, Long(loop.Lower)), builder.Number(ScalarType.Int64, 0)));
        }

        foreach (NestRow row in plan.Rows)
        {
            EquatableArray<Value> factors = plan.Variation.StrideOf(row.Start)!.Value;
            Value last = factors.Aggregate(Long(builder.Apply(Arithmetic.Subtract, whole, loop.Step)), (product, factor) => builder.Apply(Arithmetic.Multiply, Bounded(product), Long(factor)));
            foreach (Value factor in factors.Append(row.Count).Distinct()) fits = builder.Apply(Arithmetic.And, fits, builder.Apply(Arithmetic.GreaterOrEqual, factor, builder.Int(0)));
            fits = builder.Apply(Arithmetic.And, fits, builder.Apply(Arithmetic.LessOrEqual, builder.Apply(Arithmetic.Add, last, Long(row.Count)), Long(builder.Length(row.Memory))));
        }

        return fits;

        // A product of more factors than two might be more than a long holds, and is no place in memory anyway.
        Value Bounded(Value product) => product.Type == ScalarType.Int64 && IsProduct(product) ? builder.Apply(Selection.Min, product, builder.Number(ScalarType.Int64, int.MaxValue)) : product;

        bool IsProduct(Value value) => builder.Lets.Any(own => own.Targets.Contains(value) && own.Operation is Apply { Primitive: var primitive } && primitive == Arithmetic.Multiply);

        Value At(Value index, Value iteration)
        {
            if (index == loop.Body.Arguments[0]) return iteration;
            var apply = (Apply)Definition(index);
            (Value x, Value y) = (apply.Operands[0], apply.Operands[1]);
            return plan.Variation.IsOutside(x) ? builder.Apply(apply.Primitive, Long(x), At(y, iteration)) : builder.Apply(apply.Primitive, At(x, iteration), Long(y));
        }
    }

    private Operation Definition(Value value) => Walk.Lets(loop.Body).First(inner => inner.Targets.Contains(value)).Operation;

    private Value LengthOf(Value item, Builder builder) => plan.Rooms.FirstOrDefault(room => room.Target == item) is { Operation: Alloc room } ? builder.Convert(room.Length, ScalarType.Int32) : builder.Length(item);

    /// <summary>The memory that the nest takes, and the call of its function.</summary>
    private Call Nest(Builder builder, Value whole, Value lanes)
    {
        Dictionary<Value, Value> wide = [], rooms = [], stages = [];
        foreach (Let room in plan.Rooms) rooms[room.Target] = builder.Define(room.Target.Type, room.Operation, room.Target.Name);
        foreach (Value item in plan.Wide) wide[item] = Room(((MemoryType)item.Type).Element, builder.Apply(Arithmetic.Multiply, LengthOf(item, builder), lanes), item.Name);
        foreach (Value item in plan.Wide) builder.Do(new Fill(wide[item], builder.Number(((MemoryType)item.Type).Element, 0)));
        foreach (NestRow row in plan.Rows) wide[row.Key] = Room(plan.Lane, builder.Apply(Arithmetic.Multiply, row.Count, lanes), row.Key.Name);

        List<(Value Stage, ScalarType Type)> staged = [];
        Builder body = builder.Nested(), iteration = body.Nested();
        Value own = Lanes(body), stride = constantOf(loop.Step) == 1 ? own : body.Apply(Arithmetic.Multiply, own, loop.Step), index = numbers.Create(ScalarType.Int32, loop.Body.Arguments[0].Name);
        var widening = new NestWidening(plan, loop, memory, own, constantOf(loop.Step) == 1 ? null : loop.Step, constantOf, wide, rooms, type =>
        {
            Value stage = Room(type, lanes, "lanes");
            staged.Add((stage, type));
            return stage;
        });
        EquatableArray<Value> carried = loop.Body.Arguments.Skip(1).Select(argument => numbers.Create(vector, argument.Name is { } name ? Widening.LanesOf(name) : null)).ToEquatableArray();
        EquatableArray<Value> results = widening.Append(iteration, index, carried), sums = carried.Select(value => numbers.Create(vector, value.Name)).ToEquatableArray();
        EquatableArray<Value> initial = carried.Select(_ => body.Define(vector, new Splat(body.Number(plan.Lane, 0)))).ToEquatableArray();
        body.Origin = let.Origin;
        body.DefineAll(sums, new For(loop.Lower, whole, stride, initial, iteration.ToBlock([index, .. carried], results)));
        foreach (Value item in plan.Sums) AddTo(item, wide[item], own, body);
        EquatableArray<Value> totals = [whole, .. loop.Initial.Select((value, i) => body.Apply(Arithmetic.Add, value, body.Define(plan.Lane, new Reduce(Arithmetic.Add, sums[i]))))];
        return outlined(body.ToBlock([], totals));

        Value Room(IrType element, Value length, string? name) => builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(length), name is null ? null : Widening.LanesOf(name));
    }

    /// <summary>What all lanes have added.</summary>
    private void AddTo(Value item, Value part, Value lanes, Builder builder)
    {
        Value index = numbers.Create(ScalarType.Int32), length = builder.Length(item);
        Builder body = builder.Nested();
        Value sum = body.Define(plan.Lane, new Reduce(Arithmetic.Add, body.Load(part, body.Apply(Arithmetic.Multiply, index, lanes), inRange: true, type: vector)));
        body.Store(item, index, body.Apply(Arithmetic.Add, body.Load(item, index, inRange: true), sum), inRange: true);
        builder.DefineAll([], new For(builder.Int(0), length, builder.Int(1), [], body.ToBlock([index], [])));
    }
}
