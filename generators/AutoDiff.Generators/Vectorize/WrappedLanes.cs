using System;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Whole numbers in lanes of 64 bits, which wrap around as those of 32 do in the loop.</summary>
internal static class WrappedLanes
{
    /// <summary>Is it so near to the index of a loop that counts up from 0, or from above, that it cannot wrap around? The index is less than the largest int.</summary>
    public static bool IsNear(Apply apply, Value index, Func<Value, long?> constantOf) => apply.Operands is [var x, var y] && apply.Primitive.Name switch
    {
        "Add" => (x == index && constantOf(y) is <= 1) || (y == index && constantOf(x) is <= 1),
        "Subtract" => x == index && constantOf(y) is >= -1,
        _ => false,
    };

    /// <summary>What a loop's index is from lane to lane, and what was added to it before; the first lane has wrapped around already, and the index itself does not.</summary>
    public static Value Wrapped(this Builder builder, Value lanes)
    {
        if (lanes.Type is not VectorType { Element: { Kind: ScalarKind.Int64 } } type) return lanes;
        Value isTooLarge = builder.Apply(Arithmetic.Greater, lanes, builder.Number(type, int.MaxValue));
        return builder.SelectLanes(isTooLarge, builder.Apply(Arithmetic.Subtract, lanes, builder.Number(type, 1L << 32)), lanes);
    }
}
