using System;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

internal static class BuilderExtensions
{
    /// <summary>The operand in another type, a scalar also as the vector that has it in all lanes; itself where it is of that type.</summary>
    public static Value Convert(this Builder builder, Value operand, IrType type) => (operand.Type, type) switch
    {
        var (from, to) when from == to => operand,
        (ScalarType, VectorType vector) => builder.Define(vector, new Splat(builder.Convert(operand, vector.Element))),
        _ => builder.Define(type, new Apply(Arithmetic.Convert, [operand])),
    };

    /// <summary>The same number, or bool, in all lanes, as many as a vector has.</summary>
    public static Value Splat(this Builder builder, Value scalar, VectorType vector) =>
        builder.Define(scalar.Type == ScalarType.Bool ? vector.Mask : new VectorType((ScalarType)scalar.Type), new Splat(scalar));

    /// <summary>Of each lane what the mask says.</summary>
    public static Value SelectLanes(this Builder builder, Value mask, Value first, Value second) => first == second ? first : builder.Apply(Arithmetic.Select, mask, first, second);

    /// <summary>The elements of memory as they follow each other: of a matrix, row after row.</summary>
    public static Value Elements(this Builder builder, Value memory) => memory.Type is MemoryType { Form: MemoryForm.Matrix } matrix
        ? builder.Define(matrix with { Form = MemoryForm.Span }, new Slice(memory, builder.Int(0), builder.Count(memory), InRange: true))
        : memory;

    /// <summary>How many elements there are; of a matrix and of an array of arrays, in all rows.</summary>
    public static Value Count(this Builder builder, Value memory) => memory.Type switch
    {
        MemoryType { Form: MemoryForm.Matrix } => builder.Apply(Arithmetic.Multiply, builder.Length(memory), builder.Length(memory, 1)),
        MemoryType { IsJagged: true } => builder.ForEachRow(memory, static (_, _, _, _, _) => { }),
        _ => builder.Length(memory),
    };

    /// <summary>Visits the rows of an array of arrays, each with its index, with where it starts if one follows the other, and with its length.</summary>
    /// <returns>Where the last one ends.</returns>
    public static Value ForEachRow(this Builder builder, Value jagged, Action<Builder, Value, Value, Value, Value> visit)
    {
        Value index = builder.Numbers.Create(ScalarType.Int32), start = builder.Numbers.Create(ScalarType.Int32), end = builder.Numbers.Create(ScalarType.Int32);
        Builder body = builder.Nested();
        Value row = body.Define(((MemoryType)jagged.Type).Element, new Row(jagged, index, InRange: true)), count = body.Length(row);
        visit(body, row, index, start, count);
        Value next = body.Apply(Arithmetic.Add, start, count);
        builder.DefineAll([end], new For(builder.Int(0), builder.Length(jagged), builder.Int(1), [builder.Int(0)], body.ToBlock([index, start], [next])));
        return end;
    }
}
