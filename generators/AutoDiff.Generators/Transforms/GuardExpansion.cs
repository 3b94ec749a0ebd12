using System.Collections.Generic;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Spells every guarded product and quotient out: <c>x == 0 ? 0 : x * y</c>, or plainly <c>x * y</c> where x is a constant
/// other than 0; and a number with the derivative of another is that number. For after the last differentiation, since the
/// choice hides the derivative by x where x is 0.</summary>
internal static class GuardExpansion
{
    public static Function Run(Function function) => function with { Body = Expand(function.Body, ValueNumbers.After(function), []) };

    private static Block Expand(Block block, ValueNumbers numbers, HashSet<Value> nonZero)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is Constant(var bits) && ConstantBits.ToNumber((ScalarType)let.Target.Type, bits) != 0) nonZero.Add(let.Target);
            builder.Append(let with
            {
                Operation = let.Operation switch
                {
                    Apply apply when apply.Primitive == Arithmetic.WithDerivativeOf => new Apply(Arithmetic.Convert, [apply.Operands[0]]),
                    var guarded when Unguarded(guarded) is { } plain => nonZero.Contains(plain.Operands[0]) ? plain : Guard(builder, plain),
                    var operation => Walk.Rewrite(operation, static value => value, nested => Expand(nested, numbers, nonZero)),
                },
            });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    /// <summary>The same without the guard; null where there is none.</summary>
    private static Apply? Unguarded(Operation operation) => operation is not Apply apply ? null
        : apply.Primitive == Arithmetic.GuardedMultiply ? new Apply(Arithmetic.Multiply, apply.Operands)
        : apply.Primitive == Arithmetic.GuardedDivide ? new Apply(Arithmetic.Divide, apply.Operands)
        : null;

    private static Apply Guard(Builder builder, Apply plain)
    {
        Value guard = plain.Operands[0];
        Value zero = builder.Number(guard.Type, 0);
        return new Apply(Arithmetic.Select, [builder.Apply(Arithmetic.Equal, guard, zero), zero, builder.Define(guard.Type, plain)]);
    }
}
