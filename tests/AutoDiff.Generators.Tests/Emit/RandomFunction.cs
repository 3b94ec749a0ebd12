using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Emit;

/// <summary>A legal function full of what is hard to print: nested control flow, carried values that swap places, yields of
/// arguments, names that collide, and effects whose order shows.</summary>
internal sealed class RandomFunction
{
    /// <summary>Remembers its argument, so that the order of calls can be compared.</summary>
    public const string Trace = "global::Test.Tracer.Trace({0})";

    public const string Failure = "new global::System.InvalidOperationException()";

    private static readonly string?[] WantedNames = [null, null, null, null, "a", "b", "c", "n", "class", "i"];
    private static readonly Primitive[] FloatingOperators = [Arithmetic.Add, Arithmetic.Subtract, Arithmetic.Multiply, Arithmetic.Divide];
    private static readonly Primitive[] IntegerOperators = [Arithmetic.Add, Arithmetic.Subtract, Arithmetic.Multiply, Arithmetic.Xor, Arithmetic.And];
    private static readonly Primitive[] Comparisons =
        [Arithmetic.Less, Arithmetic.LessOrEqual, Arithmetic.Greater, Arithmetic.GreaterOrEqual, Arithmetic.Equal, Arithmetic.NotEqual];

    private readonly Random random;
    private readonly ValueNumbers numbers = new();
    private readonly List<Value> visible = [];
    private readonly Value[] memories;
    private int budget;

    private RandomFunction(int seed)
    {
        random = new Random(seed);
        budget = 10 + random.Next(60);
        memories =
        [
            numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.ReadOnlySpan), "x"),
            numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.Span), "m"),
            numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.Array), "r"),
        ];
    }

    public static Function Create(int seed, string name) => new RandomFunction(seed).Create(name);

    private Function Create(string name)
    {
        Value a = numbers.Create(ScalarType.Double, "a"), b = numbers.Create(ScalarType.Double, "b"), n = numbers.Create(ScalarType.Int32, "n");
        visible.AddRange([a, b, n]);
        var builder = new Builder(numbers);
        Statements(builder, 0);
        EquatableArray<Value> results = [Pick(builder, ScalarType.Double), Pick(builder, ScalarType.Double), Pick(builder, ScalarType.Double)];
        return new Function(name, [ParameterRole.Active, ParameterRole.Active, ParameterRole.Constant, .. memories.Select(_ => ParameterRole.Constant)], builder.ToBlock([a, b, n, .. memories], results));
    }

    private void Statements(Builder builder, int depth)
    {
        int count = 1 + random.Next(7);
        for (int i = 0; i < count && budget-- > 0; i++) Statement(builder, depth);
    }

    private void Statement(Builder builder, int depth)
    {
        switch (random.Next(depth < 4 ? 17 : 11))
        {
            case 0 or 1 or 2:
                Add(builder.Define(ScalarType.Double, new Apply(PickOf(FloatingOperators), [Pick(builder, ScalarType.Double), Pick(builder, ScalarType.Double)]), Name()));
                break;
            case 3:
                Add(builder.Define(ScalarType.Int32, new Apply(PickOf(IntegerOperators), [Pick(builder, ScalarType.Int32), Pick(builder, ScalarType.Int32)]), Name()));
                break;
            case 4:
                Add(builder.Define(ScalarType.Bool, new Apply(PickOf(Comparisons), Pair(builder)), Name()));
                break;
            case 5 or 6:
                Add(builder.Define(ScalarType.Double, new Load(PickOf(memories), Index(builder)), Name()));
                break;
            case 7 or 8:
                builder.Store(memories[1 + random.Next(2)], Index(builder), Pick(builder, ScalarType.Double));
                break;
            case 9:
                Mixed(builder);
                break;
            case 10:
                Add(builder.Define(ScalarType.Double, new OpaqueCall(Trace, [Pick(builder, ScalarType.Double)], Effects.Any), Name()));
                break;
            case 11 or 12 or 13:
                If(builder, depth);
                break;
            case 14 or 15:
                For(builder, depth);
                break;
            default:
                While(builder, depth);
                break;
        }
    }

    private void Mixed(Builder builder)
    {
        switch (random.Next(6))
        {
            case 0:
                Add(builder.Define(ScalarType.Int32, new Apply(Arithmetic.Divide, [Pick(builder, ScalarType.Int32), Pick(builder, ScalarType.Int32)]), Name()));
                break;
            case 1:
                Add(builder.Define(ScalarType.Double, new Apply(Arithmetic.Convert, [Pick(builder, ScalarType.Int32)]), Name()));
                break;
            case 2:
                Value condition = Pick(builder, ScalarType.Bool);
                Add(builder.Define(ScalarType.Double, new Apply(Arithmetic.Select, [condition, Pick(builder, ScalarType.Double), Pick(builder, ScalarType.Double)]), Name()));
                break;
            case 3:
                Add(builder.Define(ScalarType.Double, new Apply(Arithmetic.Negate, [Pick(builder, ScalarType.Double)]), Name()));
                break;
            case 4:
                Add(builder.Length(PickOf(memories)));
                break;
            default:
                Value tape = builder.Define(new StackType(ScalarType.Double), new Stack());
                builder.Do(new Push(tape, Pick(builder, ScalarType.Double)));
                builder.Do(new Push(tape, Pick(builder, ScalarType.Double)));
                Value last = Add(builder.Define(ScalarType.Double, new Pop(tape), Name()));
                Value first = builder.Define(ScalarType.Double, new Pop(tape));
                Add(builder.Define(ScalarType.Double, new Apply(Arithmetic.Subtract, random.Next(2) == 0 ? [first, last] : [last, first]), Name()));
                break;
        }
    }

    private void If(Builder builder, int depth)
    {
        Value condition = Pick(builder, ScalarType.Bool);
        ScalarType[] types = Types();
        Block then = Nested(builder, depth, [], inner => Results(inner, types)), otherwise = Nested(builder, depth, [], inner => Results(inner, types), random.Next(3) == 0);
        Targets(builder, types, new If(condition, then, otherwise));
    }

    private void For(Builder builder, int depth)
    {
        ScalarType[] types = Types();
        int stride = PickOf([1, 1, 1, -1, -1, 2, -3]);
        Value near = Small(builder), far = Small(builder);
        (Value lower, Value upper) = stride > 0 ? (near, far) : (far, near);
        Value step = builder.Int(stride);
        EquatableArray<Value> initial = Results(builder, types);
        bool mayExit = random.Next(4) == 0;
        Value index = numbers.Create(ScalarType.Int32, PickOf([null, "i", "a"]));
        EquatableArray<Value> arguments = [index, .. types.Select(type => numbers.Create(type, Name()))];
        Block body = Nested(builder, depth, arguments, inner => mayExit ? Exit(inner, depth + 1, types) : Results(inner, types));
        var loop = new For(lower, upper, step, initial, body, Reversed: random.Next(3) == 0, MayExit: mayExit);
        Targets(builder, mayExit ? [ScalarType.Int32, .. types] : types, loop);
    }

    /// <summary>A flag and the carried values: often the flag is a constant in each arm of the last branch.</summary>
    private EquatableArray<Value> Exit(Builder builder, int depth, ScalarType[] types)
    {
        if (random.Next(3) == 0 || depth > 6) return Results(builder, [ScalarType.Bool, .. types]);
        Value condition = Pick(builder, ScalarType.Bool);
        EquatableArray<Value> Arm(Builder inner) => random.Next(4) == 0
            ? Exit(inner, depth + 1, types)
            : [inner.Bool(random.Next(2) == 0), .. Results(inner, types)];
        EquatableArray<Value> targets = [.. types.Prepend(ScalarType.Bool).Select(type => numbers.Create(type, Name()))];
        builder.DefineAll(targets, new If(condition, Nested(builder, depth, [], Arm), Nested(builder, depth, [], Arm)));
        return [targets[0], .. Enumerable.Range(1, types.Length).Select(i => random.Next(3) == 0 ? Pick(builder, types[i - 1]) : targets[i])];
    }

    /// <summary>The first carried value counts up to a bound; what is passed on are any values of the condition block.</summary>
    private void While(Builder builder, int depth)
    {
        ScalarType[] types = Types();
        ScalarType[] passed = random.Next(2) == 0 ? types : Types();
        Value zero = builder.Int(0);
        EquatableArray<Value> initial = [zero, .. Results(builder, types)];
        Value counter = numbers.Create(ScalarType.Int32, Name());
        EquatableArray<Value> carried = [counter, .. types.Select(type => numbers.Create(type, Name()))];
        bool isPlain = random.Next(2) == 0 && passed == types;
        Block condition = Nested(builder, isPlain ? 4 : depth + 1, carried, inner =>
        {
            Value goesOn = inner.Apply(Arithmetic.Less, counter, inner.Int(random.Next(4)));
            return isPlain ? [goesOn, .. carried] : [goesOn, counter, .. Results(inner, passed)];
        }, isPlain);
        Value seen = numbers.Create(ScalarType.Int32, Name());
        EquatableArray<Value> arguments = [seen, .. passed.Select(type => numbers.Create(type, Name()))];
        Block body = Nested(builder, depth, arguments, inner =>
        {
            Value next = inner.Define(ScalarType.Int32, new Apply(Arithmetic.Add, [seen, inner.Int(1)]), Name());
            return [next, .. Results(inner, types)];
        });
        Targets(builder, [ScalarType.Int32, .. passed], new While(initial, condition, body));
    }

    private Block Nested(Builder outer, int depth, EquatableArray<Value> arguments, Func<Builder, EquatableArray<Value>> results, bool isBare = false)
    {
        int scope = visible.Count;
        visible.AddRange(arguments);
        Builder builder = outer.Nested();
        if (!isBare) Statements(builder, depth + 1);
        EquatableArray<Value> yields = results(builder);
        if (!isBare && random.Next(25) == 0) builder.Do(new Throw(Failure, []));
        visible.RemoveRange(scope, visible.Count - scope);
        return builder.ToBlock(arguments, yields);
    }

    private void Targets(Builder builder, ScalarType[] types, Operation operation)
    {
        foreach (Value target in builder.DefineAll([.. types.Select(type => numbers.Create(type, Name()))], operation)) Add(target);
    }

    private ScalarType[] Types() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => PickOf([ScalarType.Double, ScalarType.Double, ScalarType.Int32, ScalarType.Bool]))];

    private EquatableArray<Value> Results(Builder builder, ScalarType[] types) => [.. types.Select(type => Pick(builder, type))];

    private EquatableArray<Value> Pair(Builder builder)
    {
        ScalarType type = PickOf([ScalarType.Double, ScalarType.Int32]);
        return [Pick(builder, type), Pick(builder, type)];
    }

    private Value Small(Builder builder) => builder.Apply(Arithmetic.And, Pick(builder, ScalarType.Int32), builder.Int(3));

    /// <summary>Nearly always within the eight elements of each memory.</summary>
    private Value Index(Builder builder) => random.Next(30) == 0 ? Pick(builder, ScalarType.Int32) : builder.Apply(Arithmetic.And, Pick(builder, ScalarType.Int32), builder.Int(7));

    private Value Pick(Builder builder, ScalarType type)
    {
        Value[] candidates = [.. visible.Where(value => value.Type == type)];
        if (candidates.Length > 0 && random.Next(6) > 0) return candidates[Math.Max(random.Next(candidates.Length), random.Next(candidates.Length))];
        return type == ScalarType.Bool ? builder.Bool(random.Next(2) == 0)
            : type == ScalarType.Int32 ? builder.Int(random.Next(5) - 1)
            : builder.Number(type, PickOf([0, 1, -1, 2.5, 0.1]), Name());
    }

    private Value Add(Value value)
    {
        visible.Add(value);
        return value;
    }

    private string? Name() => PickOf(WantedNames);

    private T PickOf<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
