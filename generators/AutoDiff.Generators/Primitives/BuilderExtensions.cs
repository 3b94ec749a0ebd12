using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

internal static class BuilderExtensions
{
    /// <summary>The operand in another scalar type; itself where it is of that type.</summary>
    public static Value Convert(this Builder builder, Value operand, ScalarType type) =>
        operand.Type == type ? operand : builder.Define(type, new Apply(Arithmetic.Convert, [operand]));
}
