using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>The body of a nest of loops for as many iterations of the outermost one as a vector has lanes. Numbers that differ become vectors, and elements of memory that hold such numbers as
/// many elements, one behind the other; loops stay loops, and branches that lanes take differently choose between what both sides compute.</summary>
/// <param name="step">The step of the outermost loop; null where it is 1.</param>
/// <param name="wide">The memory that stands in the place of an object, of a row, or of what a lane is handed.</param>
/// <param name="rooms">What has been allocated in front of the nest.</param>
/// <param name="stage">Memory for one vector of numbers of a type, from which single lanes are read.</param>
internal sealed class NestWidening(
    NestPlan plan, For loop, MemoryObjects memory, Value lanes, Value? step, System.Func<Value, long?> constantOf, IReadOnlyDictionary<Value, Value> wide, IReadOnlyDictionary<Value, Value> rooms, System.Func<ScalarType, Value> stage)
{
    private readonly VectorType vector = new(plan.Lane);
    private readonly HashSet<Value> objects = [.. plan.Wide];

    /// <summary>The index, and what is a constant away from it: they do not wrap around.</summary>
    private readonly HashSet<Value> near = [loop.Body.Arguments[0], .. Walk.Lets(loop.Body).Where(let => let.Operation is Apply apply && WrappedLanes.IsNear(apply, loop.Body.Arguments[0], constantOf)).Select(static let => let.Target)];

    /// <summary>What is computed in an iteration, as scalars, as vectors, and as memory for all lanes.</summary>
    private readonly Dictionary<Value, Value> scalars = [], vectors = [], parts = [];

    /// <summary>The integers that are as wide as the numbers of the lanes.</summary>
    private ScalarType Integer => plan.Lane == ScalarType.Double ? ScalarType.Int64 : ScalarType.Int32;

    /// <summary>Appends the iterations from an index on.</summary>
    /// <returns>What is carried on from them.</returns>
    public EquatableArray<Value> Append(Builder builder, Value index, EquatableArray<Value> carried)
    {
        scalars[loop.Body.Arguments[0]] = index;
        for (int i = 0; i < carried.Count; i++) vectors[loop.Body.Arguments[i + 1]] = carried[i];
        foreach (NestRow row in plan.Rows.Where(static row => row.Let is null)) AppendRow(builder, row, Start(row.Start, index, builder));
        Append(builder, loop.Body, mask: null);
        return loop.Body.Results.Select(result => Wide(result, builder)).ToEquatableArray();
    }

    private void Append(Builder builder, Block block, Value? mask)
    {
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (plan.Serial.Contains(let)) AppendSerial(builder, let);
            else Append(builder, let, mask);
        }
    }

    private void Append(Builder builder, Let let, Value? mask)
    {
        switch (let.Operation)
        {
            case For nested:
                Append(builder, let, nested, mask);
                break;
            case If branch when plan.Variation.IsUniform(branch.Condition):
                Builder then = builder.Nested(), otherwise = builder.Nested();
                Append(then, branch.Then, mask);
                Append(otherwise, branch.Else, mask);
                EquatableArray<Value> Results(Builder side, Block block) => block.EndsInThrow ? [] : let.Targets.Select((target, i) => In(target, block.Results[i], side)).ToEquatableArray();
                EquatableArray<Value> thenResults = Results(then, branch.Then), elseResults = Results(otherwise, branch.Else);
                builder.DefineAll(Targets(let.Targets, builder), new If(Scalar(branch.Condition), then.ToBlock([], thenResults), otherwise.ToBlock([], elseResults)));
                break;
            case If branch:
                AppendChoice(builder, let, branch, mask);
                break;
            case Scope scope:
                Append(builder, scope.Body, mask);
                for (int i = 0; i < let.Targets.Count; i++) Take(let.Targets[i], In(let.Targets[i], scope.Body.Results[i], builder));
                break;
            case Alloc:
                scalars[let.Target] = rooms[let.Target];
                if (wide.TryGetValue(let.Target, out Value? own)) parts[let.Target] = own;
                break;
            case Slice slice when !plan.Variation.IsUniform(slice.Start):
                NestRow row = plan.Rows.First(row => row.Key == let.Target);
                scalars[let.Target] = builder.Define(let.Target.Type, new Slice(Scalar(slice.Memory), Scalar(slice.Start), Scalar(slice.Count), InRange: true), let.Target.Name);
                AppendRow(builder, row, Scalar(slice.Start));
                break;
            case Slice slice:
                scalars[let.Target] = builder.Define(let.Target.Type, new Slice(Scalar(slice.Memory), Scalar(slice.Start), Scalar(slice.Count), slice.InRange), let.Target.Name);
                if (Part(slice.Memory) is { } all) parts[let.Target] = builder.Define(all.Type, new Slice(all, Scaled(slice.Start, builder), Scaled(slice.Count, builder), InRange: true), NameOf(let.Target));
                break;
            case Load load when plan.RowElements.TryGetValue(let, out var place):
                vectors[let.Target] = builder.Define(vector, new Load(parts[place.Row], Scaled(place.Column, builder), InRange: true), NameOf(let.Target));
                break;
            case Load load when Part(load.Memory) is { } part:
                Check(let, load.Memory, load.Index, builder);
                vectors[let.Target] = builder.Define(vector, new Load(part, Scaled(load.Index, builder), InRange: true), NameOf(let.Target));
                break;
            case Load load when !plan.Variation.IsUniform(load.Index):
                vectors[let.Target] = builder.Define(vector, new Load(Scalar(load.Memory), Scalar(load.Index), InRange: true), NameOf(let.Target));
                break;
            case Store store when Part(store.Memory) is { } stored:
                Check(let, store.Memory, store.Index, builder);
                Value index = Scaled(store.Index, builder), element = Wide(store.Element, builder);
                if (mask is not null) element = builder.SelectLanes(mask, element, builder.Load(stored, index, inRange: true, type: vector));
                builder.Store(stored, index, element, inRange: true);
                break;
            case Fill fill when Part(fill.Memory) is { } filled:
                AppendFill(builder, fill, filled);
                break;
            case Copy copy when Part(copy.Destination) is { } destination:
                builder.Do(new Copy(Part(copy.Source)!, destination));
                break;
            case var operation when let.Targets.Count == 0 || plan.Variation.IsUniform(let.Target) || plan.Variation.StrideOf(let.Target) is not null:
                EquatableArray<Value> targets = let.Targets.Select(target => builder.Numbers.Create(target.Type, target.Name)).ToEquatableArray();
                builder.DefineAll(targets, Walk.Rewrite(operation, Scalar, static block => block));
                for (int i = 0; i < targets.Count; i++) scalars[let.Targets[i]] = targets[i];
                break;
            case Apply apply:
                vectors[let.Target] = builder.Name(Wide(apply, builder), NameOf(let.Target));
                break;
            default:
                throw new System.InvalidOperationException($"{let.Operation.GetType().Name} is not computed in lanes.");
        }
    }

    /// <summary>A name that says that it is not the one number.</summary>
    private static string? NameOf(Value value) => value.Name is { } name ? Widening.LanesOf(name) : null;

    /// <summary>New values for what a loop or a branch yields, and the old ones known by them.</summary>
    private EquatableArray<Value> Targets(EquatableArray<Value> values, Builder builder)
    {
        EquatableArray<Value> targets = values.Select(value => builder.Numbers.Create(TypeOf(value), IsScalar(value) ? value.Name : NameOf(value))).ToEquatableArray();
        for (int i = 0; i < targets.Count; i++) Take(values[i], targets[i]);
        return targets;
    }

    private void Take(Value value, Value taken) => (IsScalar(value) ? scalars : vectors)[value] = taken;

    private bool IsScalar(Value value) => value.Type is not ScalarType || !plan.Variation.IsVarying(value);

    private IrType TypeOf(Value value) => IsScalar(value) ? value.Type : value.Type == ScalarType.Bool ? vector.Mask : value.Type == plan.Lane ? vector : new VectorType(Integer);

    /// <summary>A value as what it is passed on as.</summary>
    private Value In(Value target, Value value, Builder builder) => IsScalar(target) ? Scalar(value) : Wide(value, builder);

    private void Append(Builder builder, Let let, For nested, Value? mask)
    {
        Value[] arguments = [.. nested.Body.Arguments.Skip(1)];
        EquatableArray<Value> initial = arguments.Select((argument, i) => In(argument, nested.Initial[i], builder)).ToEquatableArray();
        Builder body = builder.Nested();
        Value index = builder.Numbers.Create(nested.Body.Arguments[0].Type, nested.Body.Arguments[0].Name);
        scalars[nested.Body.Arguments[0]] = index;
        EquatableArray<Value> carried = Targets(arguments.ToEquatableArray(), builder);
        Append(body, nested.Body, mask);
        EquatableArray<Value> results = arguments.Select((argument, i) => In(argument, nested.Body.Results[i], body)).ToEquatableArray();
        builder.Origin = let.Origin;
        builder.DefineAll(Targets(let.Targets, builder), new For(Scalar(nested.Lower), Scalar(nested.Upper), Scalar(nested.Step), initial, body.ToBlock([index, .. carried], results), nested.Reversed));
    }

    /// <summary>Both sides are computed, and of each lane what its side has.</summary>
    private void AppendChoice(Builder builder, Let let, If branch, Value? outer)
    {
        Value condition = Wide(branch.Condition, builder), otherwise = builder.Apply(Arithmetic.Not, condition);
        Append(builder, branch.Then, outer is null ? condition : builder.Apply(Arithmetic.And, outer, condition));
        Append(builder, branch.Else, outer is null ? otherwise : builder.Apply(Arithmetic.And, outer, otherwise));
        builder.Origin = let.Origin;
        for (int i = 0; i < let.Targets.Count; i++)
        {
            Value chosen = builder.SelectLanes(condition, Wide(branch.Then.Results[i], builder), Wide(branch.Else.Results[i], builder));
            vectors[let.Targets[i]] = builder.Name(chosen, NameOf(let.Targets[i]));
        }
    }

    /// <summary>The rows of all lanes, element by element.</summary>
    private void AppendRow(Builder builder, NestRow row, Value start)
    {
        Value part = wide[row.Key], stride = Product(row.Start, builder) ?? builder.Int(1), zero = builder.Int(0), one = builder.Int(1), lane = builder.Numbers.Create(ScalarType.Int32, "lane"), element = builder.Numbers.Create(ScalarType.Int32, "element");
        Builder outer = builder.Nested(), inner = builder.Nested();
        Value own = outer.Define(new MemoryType(plan.Lane, MemoryForm.ReadOnlySpan), new Slice(row.Memory, outer.Apply(Arithmetic.Add, start, outer.Apply(Arithmetic.Multiply, lane, stride)), row.Count, InRange: true), "row");
        inner.Store(part, inner.Apply(Arithmetic.Add, inner.Apply(Arithmetic.Multiply, element, lanes), lane), inner.Load(own, element, inRange: true), inRange: true);
        outer.DefineAll([], new For(zero, row.Count, one, [], inner.ToBlock([element], [])));
        builder.DefineAll([], new For(zero, lanes, one, [], outer.ToBlock([lane], [])));
        parts[row.Key] = part;
    }

    /// <summary>Where the row of an iteration starts.</summary>
    private Value Start(Value start, Value index, Builder builder) => plan.Variation.StrideOf(start)!.Value.Aggregate(index, (product, factor) => builder.Apply(Arithmetic.Multiply, product, factor));

    private void AppendFill(Builder builder, Fill fill, Value part)
    {
        if (plan.Variation.IsUniform(fill.Element))
        {
            builder.Do(new Fill(part, Scalar(fill.Element)));
            return;
        }

        Value element = Wide(fill.Element, builder), index = builder.Numbers.Create(ScalarType.Int32);
        Builder body = builder.Nested();
        body.Store(part, body.Apply(Arithmetic.Multiply, index, lanes), element, inRange: true);
        builder.DefineAll([], new For(builder.Int(0), builder.Length(Scalar(fill.Memory)), builder.Int(1), [], body.ToBlock([index], [])));
    }

    /// <summary>Throws where an element is not there, for all lanes.</summary>
    private void Check(Let let, Value part, Value index, Builder builder)
    {
        if (plan.Known.Contains(let)) return;
        Value original = Scalar(part);
        builder.Load(original, Scalar(index));
    }

    /// <summary>Between instructions on vectors, the framework's own code for any processor may take a hundred times as long as the loop's.</summary>
    private static Operation Compiled(Operation operation) =>
        operation is OpaqueCall { Template: "global::System.Math.Sign({0})" or "global::System.MathF.Sign({0})" } sign ? sign with { Template = "global::AutoDiff.Loops.Sign({0})" } : operation;

    /// <summary>For one lane after the other. What differs between lanes is read from memory.</summary>
    private void AppendSerial(Builder builder, Let let)
    {
        Value lane = builder.Numbers.Create(ScalarType.Int32, "lane");
        Builder body = builder.Nested();
        Dictionary<Value, Value> single = [];
        foreach (Value free in Walk.FreeValues(new Block([], [let], [])).Where(static free => free.Type is ScalarType))
        {
            if (vectors.TryGetValue(free, out Value? wideValue)) single[free] = Single(free, wideValue);
            else if (plan.Variation.StrideOf(free) is not null) single[free] = body.Apply(Arithmetic.Add, Scalar(free), Product(free, builder) is { } stride ? body.Apply(Arithmetic.Multiply, lane, stride) : lane);
        }

        Block copy = Copied(new Block([], [let], []));
        foreach (Let inner in copy.Lets) body.Append(inner with { Operation = Compiled(inner.Operation) });
        Value[] results = [.. let.Targets.Select(target => stage(IntegerOr(target)))];
        for (int i = 0; i < results.Length; i++)
        {
            Value result = single[let.Targets[i]], stored = let.Targets[i].Type == ScalarType.Bool ? body.Apply(Arithmetic.Select, result, body.Number(plan.Lane, 1), body.Number(plan.Lane, 0)) : body.Convert(result, IntegerOr(let.Targets[i]));
            body.Store(results[i], lane, stored, inRange: true);
        }

        builder.DefineAll([], new For(builder.Int(0), lanes, builder.Int(1), [], body.ToBlock([lane], [])));
        for (int i = 0; i < results.Length; i++)
        {
            Value loaded = builder.Define(new VectorType(IntegerOr(let.Targets[i])), new Load(results[i], builder.Int(0), InRange: true), NameOf(let.Targets[i]));
            vectors[let.Targets[i]] = let.Targets[i].Type == ScalarType.Bool ? builder.Apply(Arithmetic.NotEqual, loaded, Splat(builder.Number(plan.Lane, 0), builder)) : loaded;
        }

        // Bools are 0 and 1.
        ScalarType IntegerOr(Value value) => value.Type == ScalarType.Int32 ? Integer : plan.Lane;

        Value Single(Value value, Value wideValue)
        {
            Value staged = stage(IntegerOr(value)), numbers = value.Type == ScalarType.Bool ? builder.SelectLanes(wideValue, Splat(builder.Number(plan.Lane, 1), builder), Splat(builder.Number(plan.Lane, 0), builder)) : wideValue;
            builder.Store(staged, builder.Int(0), numbers, inRange: true);
            Value number = body.Load(staged, lane, inRange: true);
            return value.Type == ScalarType.Bool ? body.Apply(Arithmetic.NotEqual, number, body.Number(plan.Lane, 0)) : body.Convert(number, (ScalarType)value.Type);
        }

        Block Copied(Block block)
        {
            var copied = new Builder(builder.Numbers);
            EquatableArray<Value> arguments = block.Arguments.Select(New).ToEquatableArray();
            foreach (Let inner in block.Lets)
            {
                copied.Origin = inner.Origin;
                Operation operation = inner.Operation switch
                {
                    Load load when Part(load.Memory) is { } part => new Load(part, Place(load.Index), InRange: true),
                    Store store when Part(store.Memory) is { } part => new Store(part, Place(store.Index), Use(store.Element), InRange: true),
                    _ => Walk.Rewrite(inner.Operation, Use, Copied),
                };
                copied.Append(inner with { Targets = inner.Targets.Select(New).ToEquatableArray(), Operation = operation });
            }

            return copied.ToBlock(arguments, block.Results.Select(Use).ToEquatableArray());

            Value Place(Value index) => copied.Apply(Arithmetic.Add, copied.Apply(Arithmetic.Multiply, Use(index), lanes), lane);
        }

        Value New(Value value) => single[value] = builder.Numbers.Create(value.Type, value.Name);

        Value Use(Value value) => single.TryGetValue(value, out Value? own) ? own : Scalar(value);
    }

    private Value Wide(Apply apply, Builder builder)
    {
        if (apply.Primitive == Arithmetic.Convert) return builder.Define(vector, new Apply(Arithmetic.Convert, [Wide(apply.Operands[0], builder)]));
        return builder.Apply(apply.Primitive, [.. apply.Operands.Select(operand => Wide(operand, builder))]);
    }

    private Value Scalar(Value value) => scalars.TryGetValue(value, out Value? scalar) ? scalar : value;

    private Value Wide(Value value, Builder builder)
    {
        if (vectors.TryGetValue(value, out Value? known)) return known;
        if (value.Type != ScalarType.Int32) return Splat(Scalar(value), builder);
        Value splat = Splat(constantOf(value) is { } constant ? builder.Number(Integer, constant) : builder.Convert(Scalar(value), Integer), builder);
        if (plan.Variation.IsUniform(value)) return splat;
        Value ramp = builder.Define(splat.Type, new Ramp());
        Value all = builder.Apply(Arithmetic.Add, splat, Product(value, builder) is { } stride ? builder.Apply(Arithmetic.Multiply, Splat(builder.Convert(stride, Integer), builder), ramp) : ramp);
        return near.Contains(value) ? all : builder.Wrapped(all);
    }

    /// <summary>By how much a value differs from lane to lane; null where that is 1.</summary>
    private Value? Product(Value value, Builder builder) => plan.Variation.StrideOf(value)!.Value.Aggregate(step, (product, factor) => product is null ? factor : builder.Apply(Arithmetic.Multiply, product, factor));

    private Value Splat(Value scalar, Builder builder) => builder.Splat(scalar, vector);

    /// <summary>Where the numbers of an element begin.</summary>
    private Value Scaled(Value index, Builder builder) => builder.Apply(Arithmetic.Multiply, Scalar(index), lanes);

    /// <summary>The memory that holds the numbers of all lanes; null where there is one number for all.</summary>
    private Value? Part(Value value) =>
        parts.TryGetValue(value, out Value? part) ? part : memory.Object(value) == value && objects.Contains(value) && wide.TryGetValue(value, out Value? whole) ? whole : null;
}
