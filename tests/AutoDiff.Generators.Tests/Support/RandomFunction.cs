using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Smooth random programs over two spans of five numbers, the second of which they write, and a scalar: loops of
/// several shapes, branches, loads and stores nested in each other. The same seed makes the same program.</summary>
internal sealed class RandomFunction
{
    public const int Size = 5;

    private readonly Random random;
    private readonly ValueNumbers numbers = new();
    private readonly Value x, r;
    private int budget;

    private RandomFunction(int seed)
    {
        random = new Random(seed);
        budget = random.Next(5, 40);
        x = numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.ReadOnlySpan), "x");
        r = numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.Span), "r");
    }

    /// <summary>A function of (x active, r active, a active, c constant) with one result.</summary>
    public static Function Create(int seed)
    {
        var maker = new RandomFunction(seed);
        Value a = maker.numbers.Create(ScalarType.Double, "a"), c = maker.numbers.Create(ScalarType.Double, "c");
        var builder = new Builder(maker.numbers);
        var scope = new Scope([a, c], []);
        maker.Statements(builder, scope, 0);
        Value result = builder.Apply(Arithmetic.Add, maker.Pick(scope.Numbers), builder.Apply(Arithmetic.Multiply, maker.Pick(scope.Numbers), maker.Pick(scope.Numbers)));
        return new Function(
            $"Random{seed}",
            [ParameterRole.Active, ParameterRole.Active, ParameterRole.Active, ParameterRole.Constant],
            builder.ToBlock([maker.x, maker.r, a, c], [result]));
    }

    private sealed record Scope(List<Value> Numbers, List<(Value Index, int Bound)> Indices)
    {
        public Scope Nested() => new([.. Numbers], [.. Indices]);
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(2) == 0 ? list.Count - 1 : random.Next(list.Count)];

    private void Statements(Builder builder, Scope scope, int depth)
    {
        int count = random.Next(1, 6);
        for (int i = 0; i < count && budget > 0; i++)
        {
            budget--;
            Statement(builder, scope, depth);
        }
    }

    private void Statement(Builder builder, Scope scope, int depth)
    {
        switch (random.Next(depth < 3 ? 12 : 8))
        {
            case 0 or 1:
                scope.Numbers.Add(builder.Apply(PrimitiveTable.Find(Pick(new[] { "Sin", "Cos", "Tanh", "Atan", "Negate" }))!, Pick(scope.Numbers)));
                break;
            case 2 or 3:
                Value product = builder.Apply(Pick(new[] { Arithmetic.Add, Arithmetic.Subtract, Arithmetic.Multiply }), Pick(scope.Numbers), Pick(scope.Numbers));
                scope.Numbers.Add(builder.Apply(PrimitiveTable.Find("Sin")!, product));
                break;
            case 4:
                Value y = Pick(scope.Numbers);
                Value divisor = builder.Apply(Arithmetic.Add, builder.Apply(Arithmetic.Multiply, y, y), builder.Number(ScalarType.Double, 1.5));
                scope.Numbers.Add(builder.Define(ScalarType.Double, new Apply(Arithmetic.Divide, [Pick(scope.Numbers), divisor]), Name()));
                break;
            case 5:
                scope.Numbers.Add(builder.Define(ScalarType.Double, new Load(Pick(new[] { x, r }), Index(builder, scope)), Name()));
                break;
            case 6 or 7:
                builder.Store(r, Index(builder, scope), Pick(scope.Numbers));
                break;
            case 8 or 9:
                Branch(builder, scope, depth);
                break;
            default:
                Loop(builder, scope, depth);
                break;
        }
    }

    private string? Name() => random.Next(2) == 0 ? null : ((char)('p' + random.Next(6))).ToString();

    private Value Index(Builder builder, Scope scope)
    {
        (Value Index, int Bound)[] fitting = [.. scope.Indices.Where(static index => index.Bound <= Size)];
        return fitting.Length > 0 && random.Next(3) > 0 ? Pick(fitting).Index : builder.Int(random.Next(Size));
    }

    private void Branch(Builder builder, Scope scope, int depth)
    {
        Value condition = builder.Apply(Arithmetic.Less, Pick(scope.Numbers), builder.Number(ScalarType.Double, (random.NextDouble() * 2) - 1));
        int results = random.Next(3);
        Block Arm()
        {
            Builder inner = builder.Nested();
            Scope nested = scope.Nested();
            Statements(inner, nested, depth + 1);
            return inner.ToBlock([], Enumerable.Range(0, results).Select(_ => Pick(nested.Numbers)).ToEquatableArray());
        }

        Block then = Arm(), otherwise = Arm();
        EquatableArray<Value> targets = Enumerable.Range(0, results).Select(_ => numbers.Create(ScalarType.Double, Name())).ToEquatableArray();
        builder.DefineAll(targets, new If(condition, then, otherwise));
        scope.Numbers.AddRange(targets);
    }

    private void Loop(Builder builder, Scope scope, int depth)
    {
        bool triangular = scope.Indices.Count > 0 && random.Next(3) == 0;
        int bound = random.Next(Size + 1), step = random.Next(4) == 0 ? 2 : 1;
        bool down = !triangular && random.Next(4) == 0;
        Value lower = builder.Int(down ? bound - 1 : 0);
        Value upper = triangular ? Pick(scope.Indices).Index : random.Next(3) == 0 && !down ? builder.Length(x) : builder.Int(down ? -1 : bound);
        int carriedCount = random.Next(3);
        EquatableArray<Value> initial = Enumerable.Range(0, carriedCount).Select(_ => Pick(scope.Numbers)).ToEquatableArray();
        Value index = numbers.Create(ScalarType.Int32, "i");
        Value[] carried = [.. Enumerable.Range(0, carriedCount).Select(_ => numbers.Create(ScalarType.Double, Name()))];
        Builder inner = builder.Nested();
        Scope nested = scope.Nested();
        nested.Indices.Add((index, Size));
        nested.Numbers.AddRange(carried);
        Statements(inner, nested, depth + 1);
        Block body = inner.ToBlock([index, .. carried], Enumerable.Range(0, carriedCount).Select(_ => Pick(nested.Numbers)).ToEquatableArray());
        EquatableArray<Value> targets = Enumerable.Range(0, carriedCount).Select(_ => numbers.Create(ScalarType.Double, Name())).ToEquatableArray();
        builder.DefineAll(targets, new For(lower, upper, builder.Int(down ? -step : step), initial, body));
        scope.Numbers.AddRange(targets);
    }
}
