using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

internal static class BuilderExtensions
{
    /// <summary>The operand in another scalar type; itself where it is of that type.</summary>
    public static Value Convert(this Builder builder, Value operand, ScalarType type) =>
        operand.Type == type ? operand : builder.Define(type, new Apply(Arithmetic.Convert, [operand]));

    /// <summary>The elements of memory as they follow each other: of a matrix, row after row.</summary>
    public static Value Elements(this Builder builder, Value memory) => memory.Type is MemoryType { Form: MemoryForm.Matrix } matrix
        ? builder.Define(matrix with { Form = MemoryForm.Span }, new Slice(memory, builder.Int(0), builder.Count(memory), InRange: true))
        : memory;

    /// <summary>How many elements there are; of a matrix, in all rows.</summary>
    public static Value Count(this Builder builder, Value memory) => memory.Type is MemoryType { Form: MemoryForm.Matrix }
        ? builder.Apply(Arithmetic.Multiply, builder.Length(memory), builder.Length(memory, 1))
        : builder.Length(memory);
}
