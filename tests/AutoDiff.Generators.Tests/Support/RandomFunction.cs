using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Smooth random programs over two spans of five numbers, the second of which they write, and a scalar: branches,
/// loops of all shapes, loads and stores, parts of memory and memory of their own, nested in each other. The same seed makes
/// the same program.</summary>
internal sealed partial class RandomFunction
{
    public const int Size = 5;

    private readonly Random random;
    private readonly ValueNumbers numbers = new();
    private readonly Value x, r;
    private readonly bool inPlace;
    private int budget;

    private RandomFunction(int seed, bool inPlace)
    {
        this.inPlace = inPlace;
        random = new Random(seed);
        budget = random.Next(5, 40);
        x = numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.ReadOnlySpan), "x");
        r = numbers.Create(new MemoryType(ScalarType.Double, MemoryForm.Span), "r");
    }

    /// <summary>A function of (x active, r active, a active, c constant) with one result.</summary>
    /// <param name="inPlace">Half of its statements overwrite an element with what others make of it.</param>
    public static Function Create(int seed, bool inPlace = false) => Create(seed, inPlace, callDepth: 0);

    private static Function Create(int seed, bool inPlace, int callDepth)
    {
        var maker = new RandomFunction(seed, inPlace);
        Value a = maker.numbers.Create(ScalarType.Double, "a"), c = maker.numbers.Create(ScalarType.Double, "c");
        var builder = new Builder(maker.numbers);
        var scope = new Visible([a, c], [], [new(maker.x, Size, IsWritable: false), new(maker.r, Size, IsWritable: true)]);
        if (callDepth > 0) maker.callsLeft = builder.Int(callDepth);
        maker.Statements(builder, scope, 0);
        Value result = builder.Apply(Arithmetic.Add, maker.Pick(scope.Numbers), builder.Apply(Arithmetic.Multiply, maker.Pick(scope.Numbers), maker.Pick(scope.Numbers)));
        return new Function(
            $"Random{seed}",
            [ParameterRole.Active, ParameterRole.Active, ParameterRole.Active, ParameterRole.Constant],
            builder.ToBlock([maker.x, maker.r, a, c], [result]));
    }

    /// <summary>An integer from zero on and below the bound.</summary>
    private readonly record struct BoundedIndex(Value Value, int Bound);

    private readonly record struct Memory(Value Value, int Length, bool IsWritable);

    /// <summary>What a statement may use.</summary>
    private sealed record Visible(List<Value> Numbers, List<BoundedIndex> Indices, List<Memory> Memories)
    {
        public Visible Nested() => new([.. Numbers], [.. Indices], [.. Memories]);
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(2) == 0 ? list.Count - 1 : random.Next(list.Count)];

    private void Statements(Builder builder, Visible scope, int depth)
    {
        int count = random.Next(1, 6);
        for (int i = 0; i < count && budget > 0; i++)
        {
            budget--;
            Statement(builder, scope, depth);
        }
    }

    private void Statement(Builder builder, Visible scope, int depth)
    {
        if (inPlace && random.Next(2) == 0)
        {
            Update(builder, scope);
            return;
        }

        if (callsLeft is not null && random.Next(5) == 0)
        {
            Call(builder, scope);
            return;
        }

        switch (random.Next(depth < 3 ? 19 : 10))
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
                Load(builder, scope);
                break;
            case 6 or 7:
                Store(builder, scope);
                break;
            case 8:
                Slice(builder, scope);
                break;
            case 9:
                CopyOrFill(builder, scope);
                break;
            case 10 or 11:
                Branch(builder, scope, depth);
                break;
            case 12:
                While(builder, scope, depth);
                break;
            case 13:
                WithOwnMemory(builder, scope, depth);
                break;
            case 14:
                ChooseMemory(builder, scope);
                break;
            case 15:
                SwapMemory(builder, scope, depth);
                break;
            default:
                For(builder, scope, depth);
                break;
        }
    }

    private string? Name() => random.Next(2) == 0 ? null : ((char)('p' + random.Next(6))).ToString();

    private Value[] PickSeveral(Visible scope, int count) => [.. Enumerable.Range(0, count).Select(_ => Pick(scope.Numbers))];

    private Value[] CreateSeveral(int count) => [.. Enumerable.Range(0, count).Select(_ => numbers.Create(ScalarType.Double, Name()))];
}
