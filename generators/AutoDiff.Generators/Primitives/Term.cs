using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>An expression that a derivative rule is written in: <c>1 - (y * y)</c> appends the operations to a
/// <see cref="Builder"/>. A literal takes its type from what it meets, and literals fold. Choices and quotients of a literal stay
/// open until they are used: a factor moves into the arms, so that 0·∞ never arises from an arm that is not taken, and d · (1 / x) is d / x.</summary>
internal abstract record Term
{
    private sealed record Literal(double Bare) : Term;

    private sealed record Existing(Builder Builder, Value Value) : Term;

    private sealed record Choice(Condition When, Term Then, Term Otherwise) : Term;

    private sealed record Quotient(double Numerator, Term Denominator) : Term;

    public static Term Of(Builder builder, Value value) => new Existing(builder, value);

    /// <summary>The truth value of a condition.</summary>
    public static Term Of(Condition condition) => new Existing(condition.Builder, condition.Value);

    public static implicit operator Term(double literal) => new Literal(literal);

    /// <summary>One of two terms; what is not chosen contributes nothing, not even a NaN.</summary>
    public static Term Select(Condition when, Term then, Term otherwise) => new Choice(when, then, otherwise);

    public bool IsZero => this is Literal(0);

    /// <summary>A literal of the type of this operand, for where nothing else gives it one.</summary>
    public Term Number(double number)
    {
        (Builder builder, IrType type) = Context(this);
        return Of(builder, builder.Number(type, number));
    }

    /// <summary>This operand, a bool, as a condition.</summary>
    public Condition ToCondition() => this is Existing(var builder, var value)
        ? new Condition(builder, value)
        : throw new InvalidOperationException($"{this} is not an operand.");

    /// <summary>The value, in the given type, appending what is needed for it.</summary>
    public Value ToValue(Builder builder, IrType type) => this switch
    {
        Literal(var number) => builder.Number(type, number),
        Existing(_, var value) => builder.Convert(value, type),
        Choice(var when, var then, var other) => builder.Apply(Arithmetic.Select, when.Value, then.ToValue(builder, type), other.ToValue(builder, type)),
        Quotient(var numerator, var denominator) => builder.Apply(Arithmetic.Divide, builder.Number(type, numerator), denominator.ToValue(builder, type)),
        _ => throw new InvalidOperationException($"No value is known for {this}."),
    };

    public static Term operator +(Term x, Term y) => (x, y) switch
    {
        (Literal(0), _) => y,
        (_, Literal(0)) => x,
        (Literal(var a), Literal(var b)) => a + b,
        _ => Call(Arithmetic.Add, x, y),
    };

    public static Term operator -(Term x, Term y) => (x, y) switch
    {
        (_, Literal(0)) => x,
        (Literal(0), _) => -y,
        (Literal(var a), Literal(var b)) => a - b,
        _ => Call(Arithmetic.Subtract, x, y),
    };

    public static Term operator *(Term x, Term y) => (x, y) switch
    {
        (Literal(0), _) or (_, Literal(0)) => 0,
        (_, Literal(1)) => x,
        (_, Literal(-1)) => -x,
        (Literal(var a), Literal(var b)) => a * b,
        (_, Choice(var when, var then, var otherwise)) => Select(when, x * then, x * otherwise),
        (_, Quotient(var numerator, var denominator)) => x * numerator / denominator,
        (Literal(1 or -1) or Choice or Quotient, _) => y * x,
        _ => Call(Arithmetic.Multiply, x, y),
    };

    public static Term operator /(Term x, Term y) => (x, y) switch
    {
        (_, Literal(1)) => x,
        (Literal(var a), Literal(var b)) => a / b,
        (Literal(var numerator), _) => new Quotient(numerator, y),
        (Choice(var when, var then, var otherwise), _) => Select(when, then / y, otherwise / y),
        _ => Call(Arithmetic.Divide, x, y),
    };

    public static Term operator -(Term x) => x switch
    {
        Literal(var number) => -number,
        Choice(var when, var then, var otherwise) => Select(when, -then, -otherwise),
        Quotient(var numerator, var denominator) => new Quotient(-numerator, denominator),
        _ => Call(Arithmetic.Negate, x),
    };

    public static Condition operator <(Term x, Term y) => Compare(Arithmetic.Less, x, y);
    public static Condition operator >(Term x, Term y) => Compare(Arithmetic.Greater, x, y);
    public static Condition operator <=(Term x, Term y) => Compare(Arithmetic.LessOrEqual, x, y);
    public static Condition operator >=(Term x, Term y) => Compare(Arithmetic.GreaterOrEqual, x, y);

    /// <summary>Are they the same number? (The operator compares the terms themselves.)</summary>
    public static Condition AreEqual(Term x, Term y) => Compare(Arithmetic.Equal, x, y);

    public static Condition AreDifferent(Term x, Term y) => Compare(Arithmetic.NotEqual, x, y);

    /// <summary>guard · factor, and 0 where the guard is 0, even if the factor is infinite or NaN.</summary>
    public static Term Guarded(Term guard, Term factor) => (guard, factor) switch
    {
        (Literal, _) or (_, Literal) => guard * factor,
        (_, Choice(var when, var then, var otherwise)) => Select(when, Guarded(guard, then), Guarded(guard, otherwise)),
        (_, Quotient(var numerator, var denominator)) => Call(Arithmetic.GuardedDivide, guard * numerator, denominator),
        _ => Call(Arithmetic.GuardedMultiply, guard, factor),
    };

    /// <summary>x · y, and 0 where either is 0, even if the other is infinite or NaN.</summary>
    public static Term GuardedTwice(Term x, Term y) => (x, y) is (Literal, _) or (_, Literal) ? x * y : Call(Arithmetic.GuardedTwice, x, y);

    /// <summary>Applies another primitive: <c>Cos(x)</c> in the rule of Sin.</summary>
    public static Term Call(ScalarPrimitive primitive, params Term[] operands)
    {
        (Builder builder, IrType type) = Context(operands);
        Value[] values = [.. operands.Select((operand, i) => operand.ToValue(builder, primitive.Operands[i] == Operand.Number ? type : ScalarType.Int32))];
        return Of(builder, builder.Apply(primitive, values));
    }

    private static Condition Compare(ScalarPrimitive primitive, Term x, Term y)
    {
        (Builder builder, IrType type) = Context(x, y);
        return new Condition(builder, builder.Apply(primitive, x.ToValue(builder, type), y.ToValue(builder, type)));
    }

    /// <summary>Where to append, and the type that literals take: those of the first value. What meets a vector becomes one.</summary>
    private static (Builder Builder, IrType Type) Context(params Term[] terms)
    {
        Existing[] values = [.. terms.Select(FirstValue).OfType<Existing>()];
        return (values.FirstOrDefault(static existing => existing.Value.Type is VectorType) ?? values.FirstOrDefault()) is (var builder, var value)
            ? (builder, value.Type)
            : throw new InvalidOperationException("A term of literals alone has no type.");
    }

    private static Existing? FirstValue(Term term) => term switch
    {
        Existing existing => existing,
        Choice choice => FirstValue(choice.Then) ?? FirstValue(choice.Otherwise),
        Quotient quotient => FirstValue(quotient.Denominator),
        _ => null,
    };
}
