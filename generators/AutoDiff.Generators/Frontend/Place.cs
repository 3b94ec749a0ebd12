using System;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What an assignment writes to. Its parts, such as an index, are evaluated once.</summary>
internal abstract record Place
{
    public abstract Lowered Read(LoweringContext context);

    public abstract void Write(LoweringContext context, Lowered value);
}

internal sealed record VariablePlace(ISymbol Variable) : Place
{
    public override Lowered Read(LoweringContext context) =>
        context.Environment[Variable] ?? throw new InvalidOperationException($"{Variable.Name} is read before it is assigned.");

    public override void Write(LoweringContext context, Lowered value) => context.Assignments.Bind(Variable, value);
}

/// <summary>An element of a span or an array.</summary>
internal sealed record ElementPlace(IOperation Syntax, Value Memory, Value Index, bool InRange) : Place
{
    public override Lowered Read(LoweringContext context) => new Scalar(context.Builder.Load(Memory, Index, inRange: InRange));

    public override void Write(LoweringContext context, Lowered value) =>
        context.At(Syntax, () => context.Builder.Store(Memory, Index, value.Leaves.Single(), inRange: InRange));
}

/// <summary>An array in an array of arrays, which stays where it is.</summary>
internal sealed record RowPlace(IOperation Syntax, Value Memory, Value Index, bool InRange) : Place
{
    public override Lowered Read(LoweringContext context) =>
        new Memory(context.Builder.Define(((MemoryType)Memory.Type).Element, new Row(Memory, Index, InRange)));

    public override void Write(LoweringContext context, Lowered value) =>
        context.Fence.Expression(Syntax, "Putting another array into an array of arrays", "copy the elements, or use T[,]");
}

/// <summary>An element of a tuple that itself stands somewhere.</summary>
internal sealed record TuplePlace(Place Tuple, int Element) : Place
{
    public override Lowered Read(LoweringContext context) => ((Aggregate)Tuple.Read(context)).Parts[Element];

    public override void Write(LoweringContext context, Lowered value) =>
        Tuple.Write(context, new Aggregate(((Aggregate)Tuple.Read(context)).Parts.Select((part, k) => k == Element ? value : part).ToEquatableArray()));
}

internal sealed record DiscardPlace : Place
{
    public override Lowered Read(LoweringContext context) => throw new InvalidOperationException("A discard has no value.");

    public override void Write(LoweringContext context, Lowered value) { }
}

/// <summary>A field or property of an object or a static: written by C# that is carried along.</summary>
internal sealed record ObjectPlace(Carried Target) : Place
{
    public override Lowered Read(LoweringContext context) => throw new InvalidOperationException("The target of a store is not read.");

    public override void Write(LoweringContext context, Lowered value)
    {
        (string template, EquatableArray<Value> arguments) = Target.Then(" = ").Then(value.Leaves.Single()).ToTemplate();
        context.Builder.Do(new OpaqueCall(template, arguments, Effects.Any));
    }
}
