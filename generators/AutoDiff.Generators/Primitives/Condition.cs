using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>A comparison of terms.</summary>
internal sealed record Condition(Builder Builder, Value Value)
{
    public static Condition operator &(Condition x, Condition y) => new(x.Builder, x.Builder.Apply(Arithmetic.And, x.Value, y.Value));
    public static Condition operator |(Condition x, Condition y) => new(x.Builder, x.Builder.Apply(Arithmetic.Or, x.Value, y.Value));
}
