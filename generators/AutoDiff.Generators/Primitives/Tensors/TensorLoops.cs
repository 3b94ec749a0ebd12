using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>The operands of one call of <c>TensorPrimitives</c>, and the loops over them that the entries are written with. An operand
/// that is memory is taken element by element, any other is the same for all. All indices are in range once the operands are checked.</summary>
internal sealed class TensorLoops(Builder builder, IReadOnlyList<Value> operands, IReadOnlyList<Value> destinations, Value count)
{
    /// <summary>What is computed from one element of each operand.</summary>
    internal delegate Term Recipe(TensorElements x);

    private IrType ElementType => ((MemoryType)operands.First(static operand => operand.Type is MemoryType).Type).Element;

    /// <summary>The number of elements.</summary>
    public Term Count => Term.Of(builder, builder.Convert(count, (ScalarType)ElementType));

    /// <summary>Throws where two operands cross that are the same for all elements.</summary>
    public void CheckBounds(int min, int max)
    {
        if (operands[min].Type is MemoryType || operands[max].Type is MemoryType) return;
        builder.Do(new OpaqueCall("global::AutoDiff.TensorGuard.Bounds({0}, {1})", [operands[min], operands[max]], Effects.Throws));
    }

    public Term Sum(Recipe term) => Sums(term)[0];

    /// <summary>Several sums in one pass.</summary>
    public Term[] Sums(params Recipe[] terms) => Fold(Arithmetic.Add, 0, ElementType, terms);

    public Term Product(Recipe factor) => Fold(Arithmetic.Multiply, 1, ElementType, factor)[0];

    /// <summary>How many elements satisfy a condition.</summary>
    public Term CountWhere(Func<TensorElements, Condition> condition) => Fold(Arithmetic.Add, 0, ScalarType.Int32, x => Term.Select(condition(x), 1, 0))[0];

    /// <summary>Do all elements, of which there is at least one, satisfy a condition?</summary>
    public Term All(Recipe condition) => Fold(Arithmetic.And, builder.Apply(Arithmetic.NotEqual, count, builder.Int(0)), condition);

    public Term Any(Recipe condition) => Fold(Arithmetic.Or, builder.Bool(false), condition);

    /// <summary>Writes what is computed to the destinations, in their order.</summary>
    public void Map(params Recipe[] results) => ForEach([], (body, x, index, _) =>
    {
        Value[] elements = [.. results.Select((result, k) => result(x).ToValue(body, ((MemoryType)destinations[k].Type).Element))];
        for (int k = 0; k < elements.Length; k++) body.Store(destinations[k], index, elements[k], inRange: true);
        return [];
    });

    /// <summary>Writes what is computed, and yields the sum of it.</summary>
    public Term MapSum(Recipe result)
    {
        IReadOnlyList<Value> last = ForEach([builder.Number(ElementType, 0)], (body, x, index, before) =>
        {
            Value element = result(x).ToValue(body, ElementType);
            body.Store(destinations[0], index, element, inRange: true);
            return [body.Apply(Arithmetic.Add, before[0], element)];
        });
        return Term.Of(builder, last[0]);
    }

    /// <summary>What has been written to the destination, as the operand of what follows.</summary>
    public TensorLoops OverDestination => new(builder, destinations, destinations, count);

    /// <summary>The element of the first operand that a comparison prefers to all others.</summary>
    /// <param name="comparison">A method of the runtime's <c>Extremes</c>.</param>
    public Term Winner(string comparison) => Term.Of(builder, builder.Load(operands[0], IndexOfWinner(comparison, builder.Int(0)), inRange: true));

    /// <summary>Where that is; -1 where there are no elements.</summary>
    public Term IndexOfWinner(string comparison)
    {
        Value isEmpty = builder.Apply(Arithmetic.Equal, count, builder.Int(0));
        return Term.Of(builder, IndexOfWinner(comparison, builder.Apply(Arithmetic.Select, isEmpty, builder.Int(-1), builder.Int(0))));
    }

    private Value IndexOfWinner(string comparison, Value first) => ForEach([first], lower: 1, step: (body, x, index, winner) =>
    {
        Value best = body.Load(operands[0], winner[0], inRange: true);
        Value isBetter = body.Define(ScalarType.Bool, new OpaqueCall($"global::AutoDiff.Extremes.{comparison}({{0}}, {{1}})", [x[0].ToValue(body, ElementType), best], Effects.None));
        return [body.Apply(Arithmetic.Select, isBetter, index, winner[0])];
    })[0];

    private Term[] Fold(ScalarPrimitive combine, double start, IrType type, params Recipe[] terms)
    {
        Value[] initial = [.. terms.Select(_ => builder.Number(type, start))];
        IReadOnlyList<Value> last = ForEach(initial, (body, x, _, before) => [.. terms.Select((term, k) => body.Apply(combine, before[k], term(x).ToValue(body, type)))]);
        return [.. last.Select(value => Term.Of(builder, value))];
    }

    private Term Fold(ScalarPrimitive combine, Value start, Recipe term) =>
        Term.Of(builder, ForEach([start], (body, x, _, before) => [body.Apply(combine, before[0], term(x).ToValue(body, ScalarType.Bool))])[0]);

    /// <summary>What one iteration computes: the next carried values.</summary>
    private delegate IReadOnlyList<Value> Step(Builder body, TensorElements x, Value index, IReadOnlyList<Value> carried);

    /// <summary>A loop over all elements from the lower one on. Yields the last carried values.</summary>
    private IReadOnlyList<Value> ForEach(IReadOnlyList<Value> initial, Step step, int lower = 0)
    {
        Builder body = builder.Nested();
        Value index = builder.Numbers.Create(ScalarType.Int32, "i");
        Value[] carried = [.. initial.Select(value => builder.Numbers.Create(value.Type))];
        TensorElements elements = new(body, [.. operands.Select(operand => operand.Type is MemoryType ? body.Load(operand, index, inRange: true) : operand)]);
        IReadOnlyList<Value> next = step(body, elements, index, carried);
        EquatableArray<Value> last = initial.Select(value => builder.Numbers.Create(value.Type)).ToEquatableArray();
        Block block = body.ToBlock([index, .. carried], next.ToEquatableArray());
        return [.. builder.DefineAll(last, new For(builder.Int(lower), count, builder.Int(1), initial.ToEquatableArray(), block))];
    }
}
