using System.Collections.Generic;
using System.Linq;
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
                    Apply { Primitive: var primitive, Operands: [var x, var y] } when primitive == Arithmetic.GuardedTwice => Guard(builder, new Apply(Arithmetic.Multiply, [x, y]), [.. new[] { x, y }.Where(factor => !nonZero.Contains(factor))]),
                    var guarded when Unguarded(guarded) is { } plain => nonZero.Contains(plain.Operands[0]) ? plain : Guard(builder, plain, [plain.Operands[0]]),
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

    /// <summary>Zero where one of these operands is.</summary>
    private static Apply Guard(Builder builder, Apply plain, IReadOnlyList<Value> guards)
    {
        if (guards.Count == 0) return plain;
        Value zero = builder.Number(plain.Operands[0].Type, 0);
        Value isZero = guards.Select(guard => builder.Apply(Arithmetic.Equal, guard, zero)).Aggregate((one, other) => builder.Apply(Arithmetic.Or, one, other));
        return new Apply(Arithmetic.Select, [isZero, zero, builder.Define(zero.Type, plain)]);
    }
}
