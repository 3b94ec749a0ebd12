using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>An expression that a derivative rule is written in: <c>1 - (y * y)</c> appends the operations to a
/// <see cref="Builder"/>. A literal takes its type from what it meets; literals fold, and a choice stays open until it
/// is used, so that a factor moves into its arms: 0·∞ never arises from an arm that is not taken.</summary>
internal sealed class Term
{
    private readonly Builder? builder;
    private readonly Value? value;
    private readonly double literal;
    private readonly (Condition When, Term Then, Term Else)? choice;

    private Term(Builder? builder, Value? value, double literal, (Condition, Term, Term)? choice)
    {
        this.builder = builder;
        this.value = value;
        this.literal = literal;
        this.choice = choice;
    }

    public static Term Of(Builder builder, Value value) => new(builder, value, 0, null);

    public static implicit operator Term(double literal) => new(null, null, literal, null);

    /// <summary>A literal of the type of this value, for where nothing else gives it one.</summary>
    public Term Number(double number) => Of(Origin, Origin.Number(Only.Type, number));

    /// <summary>One of two terms; what is not chosen contributes nothing, not even a NaN.</summary>
    public static Term Select(Condition when, Term then, Term otherwise) => new(when.Builder, null, 0, (when, then, otherwise));

    private bool IsLiteral => value is null && choice is null;

    public bool IsZero => IsLiteral && literal == 0;
    public bool IsOne => IsLiteral && literal == 1;
    public bool IsMinusOne => IsLiteral && literal == -1;

    internal Builder Origin => builder ?? throw new InvalidOperationException("A literal has no builder.");
    internal Value Only => value ?? throw new InvalidOperationException("The term is not a value.");

    /// <summary>The value, in the given type, appending what is needed for it.</summary>
    public Value ToValue(Builder target, IrType type)
    {
        if (value is not null) return type is ScalarType scalar ? target.Convert(value, scalar) : value;
        if (choice is not var (when, then, otherwise)) return target.Number(type, literal);
        return target.Apply(Arithmetic.Select, when.Value, then.ToValue(target, type), otherwise.ToValue(target, type));
    }

    public static Term operator +(Term x, Term y) => x.IsZero ? y : y.IsZero ? x : Combine(Arithmetic.Add, x, y, x.literal + y.literal);

    public static Term operator -(Term x, Term y) => y.IsZero ? x : x.IsZero ? -y : Combine(Arithmetic.Subtract, x, y, x.literal - y.literal);

    public static Term operator *(Term x, Term y)
    {
        if (x.IsZero || y.IsZero) return 0;
        if (x.IsOne) return y;
        if (y.IsOne) return x;
        if (x.IsMinusOne) return -y;
        if (y.IsMinusOne) return -x;
        if (y.choice is var (when, then, otherwise)) return Select(when, x * then, x * otherwise);
        return x.choice is not null ? y * x : Combine(Arithmetic.Multiply, x, y, x.literal * y.literal);
    }

    public static Term operator /(Term x, Term y) => y.IsOne ? x : x.choice is var (when, then, otherwise)
        ? Select(when, then / y, otherwise / y)
        : Combine(Arithmetic.Divide, x, y, x.literal / y.literal);

    public static Term operator -(Term x) => x.IsLiteral
        ? -x.literal
        : x.choice is var (when, then, otherwise) ? Select(when, -then, -otherwise) : Call(Arithmetic.Negate, x);

    public static Condition operator <(Term x, Term y) => Compare(Arithmetic.Less, x, y);
    public static Condition operator >(Term x, Term y) => Compare(Arithmetic.Greater, x, y);
    public static Condition operator <=(Term x, Term y) => Compare(Arithmetic.LessOrEqual, x, y);
    public static Condition operator >=(Term x, Term y) => Compare(Arithmetic.GreaterOrEqual, x, y);

    /// <summary>guard · factor, and 0 where the guard is 0, even if the factor is infinite or NaN.</summary>
    public static Term Guarded(Term guard, Term factor) => guard.IsLiteral || factor.IsLiteral
        ? guard * factor
        : factor.choice is var (when, then, otherwise)
            ? Select(when, Guarded(guard, then), Guarded(guard, otherwise))
            : Call(Arithmetic.GuardedMultiply, guard, factor);

    /// <summary>Are they the same number? (An operator would have to define equality of terms.)</summary>
    public static Condition AreEqual(Term x, Term y) => Compare(Arithmetic.Equal, x, y);

    /// <summary>Applies another primitive: <c>Cos(x)</c> in the rule of Sin.</summary>
    public static Term Call(ScalarPrimitive primitive, params Term[] operands)
    {
        (Builder builder, IrType type) = Context(operands);
        Value[] values = [.. operands.Select((operand, i) => operand.ToValue(builder, primitive.Operands[i] == Operand.Number ? type : ScalarType.Int32))];
        return Of(builder, builder.Apply(primitive, values));
    }

    private static Term Combine(ScalarPrimitive primitive, Term x, Term y, double folded) => x.IsLiteral && y.IsLiteral ? folded : Call(primitive, x, y);

    private static Condition Compare(ScalarPrimitive primitive, Term x, Term y)
    {
        (Builder builder, IrType type) = Context(x, y);
        return new Condition(builder, builder.Apply(primitive, x.ToValue(builder, type), y.ToValue(builder, type)));
    }

    private static (Builder Builder, IrType Type) Context(params Term[] terms)
    {
        foreach (Term term in terms)
        {
            if (term.value is not null) return (term.builder!, term.value.Type);
        }

        foreach (Term term in terms)
        {
            if (term.choice is var (_, then, otherwise) && !(then.IsLiteral && otherwise.IsLiteral)) return Context(then, otherwise);
        }

        throw new InvalidOperationException("A term of literals alone has no type.");
    }
}

/// <summary>A comparison of terms.</summary>
internal sealed record Condition(Builder Builder, Value Value)
{
    /// <summary>A bool that is an operand itself.</summary>
    public Condition(Term term) : this(term.Origin, term.Only) { }

    public static Condition operator &(Condition x, Condition y) => new(x.Builder, x.Builder.Apply(Arithmetic.And, x.Value, y.Value));
    public static Condition operator |(Condition x, Condition y) => new(x.Builder, x.Builder.Apply(Arithmetic.Or, x.Value, y.Value));
}
