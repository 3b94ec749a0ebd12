using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Where the forward sweep leaves one value an iteration for the reverse sweep.</summary>
internal abstract class Tape
{
    public abstract void Write(Builder builder, Value value);

    /// <summary>What was written in the same iteration. Built with the primal's loop indices, which stand for the reverse loops' own.</summary>
    public abstract Value Read(Builder builder, Value value);

    /// <summary>To read is to allocate, for as long as the iteration lasts.</summary>
    public virtual bool ReadsIntoNewMemory => false;
}

/// <summary>A counted loop and the number of its iterations.</summary>
/// <param name="DividesWide">The distance of an index from the first may not fit the index's own type, and has to be divided.</param>
internal sealed record TapedLoop(For Loop, Value Trips, bool CountsDown, bool DividesWide);

/// <summary>A buffer with a place for every iteration of a nest of counted loops, given from the outermost inwards.</summary>
internal sealed class IndexedTape(Value buffer, IReadOnlyList<TapedLoop> nest) : Tape
{
    public override void Write(Builder builder, Value value) => builder.Store(buffer, Position(builder, nest), value, inRange: true);

    public override Value Read(Builder builder, Value value) =>
        builder.Define(value.Type, new Load(buffer, Position(builder, nest), InRange: true), value.Name);

    /// <summary>((i · m + j) · n + k) of the iteration numbers i, j, k.</summary>
    public static Value Position(Builder builder, IReadOnlyList<TapedLoop> nest)
    {
        Value position = Iteration(builder, nest[0]);
        foreach (TapedLoop inner in nest.Skip(1))
        {
            Value rows = builder.Apply(Arithmetic.Multiply, position, inner.Trips);
            position = builder.Apply(Arithmetic.Add, rows, Iteration(builder, inner));
        }

        return position;
    }

    /// <summary>(index - lower) / step, which is the index itself in a loop from 0 by 1 once that is simplified. Without a division it is exact modulo 2³².</summary>
    private static Value Iteration(Builder builder, TapedLoop taped)
    {
        For loop = taped.Loop;
        ScalarType wide = loop.Lower.Type == ScalarType.Int32 && !taped.DividesWide ? ScalarType.Int32 : ScalarType.Int64;
        Value index = builder.Convert(loop.Body.Arguments[0], wide), lower = builder.Convert(loop.Lower, wide);
        Value iteration = taped.CountsDown
            ? builder.Apply(Arithmetic.Subtract, lower, index)
            : builder.Apply(Arithmetic.Quotient, builder.Apply(Arithmetic.Subtract, index, lower), builder.Convert(loop.Step, wide));
        return builder.Convert(iteration, ScalarType.Int32);
    }
}

/// <summary>A growing stack, for loops whose trip counts are not known when the nest is entered.</summary>
internal sealed class StackTape(Value stack) : Tape
{
    public override void Write(Builder builder, Value value) => builder.Do(new Push(stack, value));

    public override Value Read(Builder builder, Value value) => builder.Define(value.Type, new Pop(stack), value.Name);
}
