using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Where the answer to a comparison of a loop's index changes, once: at the index <c>Bound + Distance</c>, in exact arithmetic, which is behind the first index.</summary>
/// <param name="IsTrueBefore">The answer before that index; from there on it is the other.</param>
/// <param name="Bound">Null where the index is the constant <paramref name="Distance"/>.</param>
/// <param name="IsSecond">It is the second index of the loop.</param>
/// <param name="IsLast">It is the last index of the loop.</param>
internal sealed record Threshold(bool IsTrueBefore, Value? Bound, int Distance, bool IsSecond, bool IsLast)
{
    /// <summary>Constants beyond these are left alone, and so are distances from the index: no sum of them overflows.</summary>
    private const int Largest = 1 << 20, Widest = 8;

    public bool IsAt(Threshold other) => Bound == other.Bound && Distance == other.Distance;

    /// <summary>Null where the answer does not change, or more than once, or where the arithmetic might overflow.</summary>
    public static Threshold? Of(Apply comparison, For loop, Variation variation, Func<Value, long?> constantOf, Func<Value, Operation?> definitionOf)
    {
        if (comparison.Operands is not [{ Type: ScalarType { Kind: ScalarKind.Int32 } } x, var y]) return null;
        if (!variation.IsOutside(y)) return variation.IsOutside(x) && Mirrored(comparison.Primitive) is { } mirrored ? Of(new Apply(mirrored, [y, x]), loop, variation, constantOf, definitionOf) : null;
        if (variation.OffsetOf(x) is not { } terms || !terms.All(term => constantOf(term.Term) is >= -Widest and <= Widest)) return null;
        long offset = terms.Sum(term => (term.IsSubtracted ? -1 : 1) * constantOf(term.Term)!.Value);
        long? first = constantOf(loop.Lower) is >= -Largest and <= Largest and var lower ? lower : null, constant = constantOf(y);
        bool mayOverflow = constant is < -Largest or > Largest || offset is < -Widest or > 1 || (offset < 0 && first is null);
        if (mayOverflow) return null;
        return comparison.Primitive.Name switch
        {
            "Less" => At(-offset, isTrueBefore: true),
            "GreaterOrEqual" => At(-offset, isTrueBefore: false),
            "LessOrEqual" => At(1 - offset, isTrueBefore: true),
            "Greater" => At(1 - offset, isTrueBefore: false),
            "Equal" => AtOne(-offset, isEqual: true),
            "NotEqual" => AtOne(-offset, isEqual: false),
            _ => null,
        };

        Threshold? At(long distance, bool isTrueBefore)
        {
            if (constant is { } bound) return first is { } begin && bound + distance > begin ? new(isTrueBefore, null, (int)(bound + distance), bound + distance == begin + 1, false) : null;
            bool isBehindAll = y == loop.Upper && distance >= 0;
            if (isBehindAll || (distance != 0 && first is null)) return null;
            bool isLast = y == loop.Upper ? distance == -1 : distance == 0 && IsOneBefore(y, loop.Upper);
            return new(isTrueBefore, y, (int)distance, false, isLast);
        }

        // Of the first or the last index only: any other one is an iteration between two loops.
        Threshold? AtOne(long distance, bool isEqual) => At(distance + 1, isEqual) is { IsSecond: true } second ? second : At(distance, !isEqual) is { IsLast: true } last ? last : null;

        bool IsOneBefore(Value value, Value end) => definitionOf(value) is Apply { Operands: [var from, var by] } apply && from == end && constantOf(by) == (apply.Primitive == Arithmetic.Subtract ? 1 : apply.Primitive == Arithmetic.Add ? -1 : null);
    }

    private static Primitive? Mirrored(Primitive comparison) => comparison.Name switch
    {
        "Less" => Arithmetic.Greater,
        "Greater" => Arithmetic.Less,
        "LessOrEqual" => Arithmetic.GreaterOrEqual,
        "GreaterOrEqual" => Arithmetic.LessOrEqual,
        "Equal" or "NotEqual" => comparison,
        _ => null,
    };
}
