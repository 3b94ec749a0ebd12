using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>The chain rule through one primitive, the same in both modes: incoming · partial. Where the incoming has lanes, the partial is the same for all.</summary>
internal static class Contributions
{
    /// <summary>What the adjoint of the result adds to the adjoint of one operand; null where that is nothing.</summary>
    /// <param name="isRegular">The operands are known to be away from the poles.</param>
    public static Value? AdjointContribution(this Builder builder, Apply apply, Value result, int operand, Value adjoint, bool isRegular = false) =>
        Contribution(builder, apply, result, operand, adjoint, TypeOf(adjoint, apply.Operands[operand]), isRegular);

    /// <summary>What the tangent of one operand adds to the tangent of the result; null where that is nothing.</summary>
    public static Value? TangentContribution(this Builder builder, Apply apply, Value result, int operand, Value tangent, bool isRegular = false) =>
        Contribution(builder, apply, result, operand, tangent, TypeOf(tangent, result), isRegular);

    private static IrType TypeOf(Value incoming, Value owner) => incoming.Type is VectorType && owner.Type is ScalarType lane ? new VectorType(lane) : owner.Type;

    private static Value? Contribution(Builder builder, Apply apply, Value result, int operand, Value incoming, IrType type, bool isRegular)
    {
        var primitive = (ScalarPrimitive)apply.Primitive;
        bool isDiscrete = !(result.Type.IsFloating && apply.Operands[operand].Type.IsFloating);
        if (isDiscrete || primitive.Partials[operand] is not { } rule) return null;
        Term partial = rule([.. apply.Operands.Select(value => Term.Of(builder, value))], Term.Of(builder, result));
        Term product = Product(Term.Of(builder, incoming), partial, isRegular ? Guard.None : primitive.GuardOf(operand));
        return product.IsZero ? null : product.ToValue(builder, type);
    }

    private static Term Product(Term incoming, Term partial, Guard guard) => guard switch
    {
        Guard.Incoming => Term.Guarded(incoming, partial),
        Guard.Either => Term.GuardedTwice(incoming, partial),
        _ => incoming * partial,
    };
}
