using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The operators of C# on numbers, characters and bools. Their operands have been promoted before.</summary>
internal sealed class OperatorLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public static bool IsScalar(IBinaryOperation binary) =>
        TypeLowering.Scalar(binary.LeftOperand.Type) is not null && TypeLowering.Scalar(binary.RightOperand.Type) is not null;

    public static bool IsScalar(IUnaryOperation unary) => TypeLowering.Scalar(unary.Operand.Type) is not null;

    public Lowered Binary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) return Shortcut(binary);
        Value left = context.Expressions.Value(binary.LeftOperand), right = context.Expressions.Value(binary.RightOperand);
        return Apply(binary.OperatorKind, binary.IsChecked, left, right) is { } result
            ? new Scalar(result)
            : context.Refuse(binary, "This operator", "use another");
    }

    /// <summary>Null where the operator is none of numbers or bools.</summary>
    public Value? Apply(BinaryOperatorKind kind, bool isChecked, Value left, Value right)
    {
        bool checks = isChecked && left.Type is ScalarType { IsInteger: true };
        ScalarPrimitive? primitive = kind switch
        {
            BinaryOperatorKind.Add => checks ? Arithmetic.AddChecked : Arithmetic.Add,
            BinaryOperatorKind.Subtract => checks ? Arithmetic.SubtractChecked : Arithmetic.Subtract,
            BinaryOperatorKind.Multiply => checks ? Arithmetic.MultiplyChecked : Arithmetic.Multiply,
            BinaryOperatorKind.Divide => Arithmetic.Divide,
            BinaryOperatorKind.Remainder => Arithmetic.Remainder,
            BinaryOperatorKind.And => Arithmetic.And,
            BinaryOperatorKind.Or => Arithmetic.Or,
            BinaryOperatorKind.ExclusiveOr => Arithmetic.Xor,
            BinaryOperatorKind.LeftShift => Arithmetic.ShiftLeft,
            BinaryOperatorKind.RightShift => Arithmetic.ShiftRight,
            BinaryOperatorKind.UnsignedRightShift => Arithmetic.UnsignedShiftRight,
            BinaryOperatorKind.Equals => Arithmetic.Equal,
            BinaryOperatorKind.NotEquals => Arithmetic.NotEqual,
            BinaryOperatorKind.LessThan => Arithmetic.Less,
            BinaryOperatorKind.LessThanOrEqual => Arithmetic.LessOrEqual,
            BinaryOperatorKind.GreaterThan => Arithmetic.Greater,
            BinaryOperatorKind.GreaterThanOrEqual => Arithmetic.GreaterOrEqual,
            _ => null,
        };
        if (primitive is null) return null;
        Value result = Builder.Apply(primitive, left, right);
        NoteSum(primitive, result, left, right);
        return result;
    }

    public Lowered Unary(IUnaryOperation unary)
    {
        Value operand = context.Expressions.Value(unary.Operand);
        bool isInteger = operand.Type is ScalarType { IsInteger: true };
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => new Scalar(operand),
            UnaryOperatorKind.Minus => new Scalar(Builder.Apply(unary.IsChecked && isInteger ? Arithmetic.NegateChecked : Arithmetic.Negate, operand)),
            UnaryOperatorKind.Not when operand.Type == ScalarType.Bool => new Scalar(Builder.Apply(Arithmetic.Not, operand)),
            UnaryOperatorKind.BitwiseNegation or UnaryOperatorKind.Not => new Scalar(Builder.Apply(Arithmetic.Complement, operand)),
            _ => context.Refuse(unary, "This operator", "use another"),
        };
    }

    /// <summary>The right side is not evaluated where the left one decides.</summary>
    private Scalar Shortcut(IBinaryOperation binary)
    {
        Value left = context.Expressions.Value(binary.LeftOperand);
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        return (Scalar)BranchLowering.Choose(context, left, () => Side(isAnd), () => Side(!isAnd))!;

        Lowered Side(bool isOpen) => new Scalar(isOpen ? context.Expressions.Value(binary.RightOperand) : Builder.Bool(!isAnd));
    }

    private void NoteSum(ScalarPrimitive primitive, Value result, Value left, Value right)
    {
        if (result.Type != ScalarType.Int32) return;
        if (primitive == Arithmetic.Add && context.Ranges.ConstantOf(right) is { } addend) context.Ranges.Sum(result, left, addend);
        else if (primitive == Arithmetic.Add && context.Ranges.ConstantOf(left) is { } augend) context.Ranges.Sum(result, right, augend);
        else if (primitive == Arithmetic.Subtract && context.Ranges.ConstantOf(right) is { } subtrahend) context.Ranges.Sum(result, left, -subtrahend);
    }
}
