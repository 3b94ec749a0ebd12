using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A summand of an index: the product of factors from outside a nest of loops, and of the index of one of its loops, or of none.</summary>
internal sealed record IndexTerm(Value? Loop, bool IsSubtracted, EquatableArray<Value> Factors);

/// <summary>Whole numbers in a nest of loops as linear functions of the indices of its loops. What wraps around there wraps around here.</summary>
internal sealed class LinearIndices
{
    private readonly Dictionary<Value, Let?> inside = [];
    private readonly HashSet<Value> indices = [];

    public LinearIndices(For nest)
    {
        Walk.Definitions(nest.Body, value => inside[value] = null);
        indices.Add(nest.Body.Arguments[0]);
        foreach (Let let in Walk.Lets(nest.Body))
        {
            foreach (Value target in let.Targets) inside[target] = let;
            if (let.Operation is For loop) indices.Add(loop.Body.Arguments[0]);
        }
    }

    /// <summary>Is it there before the nest begins?</summary>
    public bool IsOutside(Value value) => !inside.ContainsKey(value);

    /// <summary>The let of the nest that defines the value; null where that stands outside, or a block has it as an argument.</summary>
    public Let? Definition(Value value) => inside.TryGetValue(value, out Let? let) ? let : null;

    /// <summary>The summands; null where it is no such number.</summary>
    public EquatableArray<IndexTerm>? Of(Value value)
    {
        if (value.Type != ScalarType.Int32) return null;
        if (indices.Contains(value)) return [new(value, false, [])];
        if (IsOutside(value)) return [new(null, false, [value])];
        return Definition(value)?.Operation switch
        {
            Constant => [new(null, false, [value])],
            Length { Dimension: 0 } length when Definition(length.Memory)?.Operation is Slice slice => Of(slice.Count),
            Apply { Operands: [var x, var y] } apply when Of(x) is { } first && Of(y) is { } second => Of(apply.Primitive, first, second),
            _ => null,
        };
    }

    /// <summary>What the index begins with, where all loops are at 0.</summary>
    public Value Start(EquatableArray<IndexTerm> index, Builder builder) => Sum(index.Where(static term => term.Loop is null), builder);

    /// <summary>How far an iteration of the loop moves the index.</summary>
    public Value Stride(EquatableArray<IndexTerm> index, Value loop, Builder builder) => Sum(index.Where(term => term.Loop == loop), builder);

    private static EquatableArray<IndexTerm>? Of(Primitive primitive, EquatableArray<IndexTerm> first, EquatableArray<IndexTerm> second)
    {
        if (primitive == Arithmetic.Add) return [.. first, .. second];
        if (primitive == Arithmetic.Subtract) return [.. first, .. second.Select(static term => term with { IsSubtracted = !term.IsSubtracted })];
        if (primitive != Arithmetic.Multiply) return null;
        return second is [{ Loop: null } factor] ? Scaled(first, factor) : first is [{ Loop: null } other] ? Scaled(second, other) : null;
    }

    private static EquatableArray<IndexTerm> Scaled(EquatableArray<IndexTerm> index, IndexTerm factor) =>
        index.Select(term => new IndexTerm(term.Loop, term.IsSubtracted != factor.IsSubtracted, [.. term.Factors, .. factor.Factors])).ToEquatableArray();

    private Value Sum(IEnumerable<IndexTerm> terms, Builder builder)
    {
        Value? sum = null;
        foreach (IndexTerm term in terms.OrderBy(static term => term.IsSubtracted))
        {
            Value product = term.Factors.Count == 0 ? builder.Int(1) : term.Factors.Select(factor => Outside(factor, builder)).Aggregate((x, y) => builder.Apply(Arithmetic.Multiply, x, y));
            sum = sum is null && !term.IsSubtracted ? product : builder.Apply(term.IsSubtracted ? Arithmetic.Subtract : Arithmetic.Add, sum ?? builder.Int(0), product);
        }

        return sum ?? builder.Int(0);
    }

    /// <summary>A constant of the nest once more.</summary>
    private Value Outside(Value factor, Builder builder) => Definition(factor) is { } constant ? builder.Define(factor.Type, constant.Operation) : factor;
}
