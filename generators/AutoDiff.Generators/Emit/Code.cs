namespace AutoDiff.Generators.Emit;

/// <summary>How tightly C# binds an expression, from the loosest to the tightest.</summary>
internal enum Precedence { Conditional, OrElse, AndAlso, Or, Xor, And, Equality, Relational, Shift, Additive, Multiplicative, Unary, Primary }

/// <summary>The text of a C# expression and what its outermost operator is.</summary>
internal sealed record Code(string Text, Precedence Precedence)
{
    /// <summary>Where the expression has a sign in front: what it is exactly the negation of.</summary>
    public Code? Opposite { get; init; }

    /// <summary>The text, in parentheses where it binds looser than its surroundings ask for.</summary>
    public string At(Precedence minimum) => Precedence >= minimum ? Text : $"({Text})";

    public override string ToString() => Text;

    public static Code Primary(string text) => new(text, Precedence.Primary);
}
