using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>What a C# expression is lowered to: a tree of values.</summary>
internal abstract record Lowered
{
    /// <summary>The values in order, whatever the shape.</summary>
    public abstract IEnumerable<Value> Leaves { get; }

    /// <summary>The same shape of other values, which are asked for in the order of <see cref="Leaves"/>; they may be of
    /// other types, such as the elements of memory.</summary>
    public abstract Lowered Map(Func<Value, Value> map);

    /// <summary>A value as what its type says it is.</summary>
    public static Lowered Of(Value value) => value.Type switch
    {
        ScalarType => new Scalar(value),
        MemoryType => new Memory(value),
        _ => new Opaque(value),
    };
}

/// <summary>A number, a character or a bool.</summary>
internal sealed record Scalar(Value Value) : Lowered
{
    public override IEnumerable<Value> Leaves => [Value];
    public override Lowered Map(Func<Value, Value> map) => Of(map(Value));
}

/// <summary>A span or an array.</summary>
internal sealed record Memory(Value Value) : Lowered
{
    public override IEnumerable<Value> Leaves => [Value];
    public override Lowered Map(Func<Value, Value> map) => Of(map(Value));
}

/// <summary>What is carried but not looked into: a string, an enum, an object.</summary>
internal sealed record Opaque(Value Value) : Lowered
{
    public override IEnumerable<Value> Leaves => [Value];
    public override Lowered Map(Func<Value, Value> map) => Of(map(Value));
}

/// <summary>A lambda, or a method as a delegate: its body takes the place of a call. What it captures, no numbers, are the variables themselves.</summary>
internal sealed record Closure(IMethodSymbol Method, IBlockOperation Body, Carried Receiver) : Lowered
{
    public override IEnumerable<Value> Leaves => [];
    public override Lowered Map(Func<Value, Value> map) => this;
}

/// <summary>A <c>ref</c> or <c>out</c> parameter that stands for a variable, or for a part of one, of the caller's.</summary>
internal sealed record Alias(Place Place) : Lowered
{
    public override IEnumerable<Value> Leaves => [];
    public override Lowered Map(Func<Value, Value> map) => this;
}

/// <summary>A tuple or a struct, split into its parts, or memory of such, split into memory of each part.</summary>
internal sealed record Aggregate(EquatableArray<Lowered> Parts) : Lowered
{
    public override IEnumerable<Value> Leaves => Parts.SelectMany(static part => part.Leaves);
    public override Lowered Map(Func<Value, Value> map) => new Aggregate(Parts.Select(part => part.Map(map)).ToEquatableArray());
}

/// <summary>One element of memory that a <c>ref</c> local stands for, or a variable that one refers to.</summary>
/// <param name="Memory">Memory; of what is split, a piece for each part.</param>
/// <param name="InRange">The element is there wherever its index is known; else it is there where the reference was made.</param>
internal sealed record Reference(Lowered Memory, Value Index, bool InRange = false) : Lowered
{
    public override IEnumerable<Value> Leaves => Memory.Leaves.Append(Index);

    public override Lowered Map(Func<Value, Value> map)
    {
        Lowered memory = Memory.Map(map);
        Value index = map(Index);
        return new Reference(memory, index, InRange && index == Index && memory.Leaves.SequenceEqual(Memory.Leaves));
    }
}
