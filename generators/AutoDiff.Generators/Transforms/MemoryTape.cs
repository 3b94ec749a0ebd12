using System.Collections.Generic;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>A buffer with room for a snapshot in every iteration of a nest of counted loops.</summary>
/// <param name="count">The elements of the room; a snapshot may have fewer.</param>
internal sealed class IndexedMemoryTape(Value buffer, Value count, IReadOnlyList<TapedLoop> nest, Snapshot snapshot) : Tape
{
    public override void Write(Builder builder, Value value) => builder.Do(new Copy(snapshot.Part, Room(builder)));

    public override Value Read(Builder builder, Value value) => Room(builder);

    private Value Room(Builder builder)
    {
        Value start = nest.Count == 0 ? builder.Int(0) : builder.Apply(Arithmetic.Multiply, IndexedTape.Position(builder, nest), count);
        return builder.Define(buffer.Type, new Slice(buffer, start, count, InRange: true), snapshot.Copy.Name);
    }
}

/// <summary>Growing stacks of the elements of snapshots and of how many each has.</summary>
internal sealed class StackMemoryTape(Value elements, Value counts, Snapshot snapshot) : Tape
{
    public override bool ReadsIntoNewMemory => true;

    public override void Write(Builder builder, Value value)
    {
        Value count = builder.Length(snapshot.Part), index = builder.Numbers.Create(ScalarType.Int32);
        Builder body = builder.Nested();
        body.Do(new Push(elements, body.Load(snapshot.Part, index, inRange: true)));
        builder.Do(new For(builder.Int(0), count, builder.Int(1), [], body.ToBlock([index], [])));
        builder.Do(new Push(counts, count));
    }

    public override Value Read(Builder builder, Value value)
    {
        Value count = builder.Define(ScalarType.Int32, new Pop(counts)), index = builder.Numbers.Create(ScalarType.Int32);
        Value copy = builder.Define(value.Type, new Alloc(count), value.Name);
        Builder body = builder.Nested();
        body.Store(copy, index, body.Define(((MemoryType)value.Type).Element, new Pop(elements)), inRange: true);
        builder.Do(new For(builder.Int(0), count, builder.Int(1), [], body.ToBlock([index], []), Reversed: true));
        return copy;
    }
}
