using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>Spells every guarded product out: <c>x == 0 ? 0 : x * y</c>, or plainly <c>x * y</c> where x is a constant other than 0.
/// For after the last differentiation, since the choice hides the derivative by x where x is 0.</summary>
internal static class GuardExpansion
{
    public static Function Run(Function function)
    {
        ValueNumbers numbers = ValueNumbers.After(function);
        return function with { Body = Expand(function.Body, numbers, []) };
    }

    private static Block Expand(Block block, ValueNumbers numbers, HashSet<Value> nonZero)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let is { Operation: Constant(var bits), Targets: [{ Type: ScalarType type } target] } && ConstantBits.ToNumber(type, bits) != 0) nonZero.Add(target);
            builder.Append(let with { Operation = let.Operation is Apply { Operands: [var guard, var factor] } apply && apply.Primitive == Arithmetic.GuardedMultiply
                ? Product(builder, guard, factor, nonZero.Contains(guard))
                : Walk.Rewrite(let.Operation, static value => value, nested => Expand(nested, numbers, nonZero)) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private static Apply Product(Builder builder, Value guard, Value factor, bool isNonZero)
    {
        if (isNonZero) return new Apply(Arithmetic.Multiply, [guard, factor]);
        Value zero = builder.Number(guard.Type, 0);
        return new Apply(Arithmetic.Select, [builder.Apply(Arithmetic.Equal, guard, zero), zero, builder.Apply(Arithmetic.Multiply, guard, factor)]);
    }
}
