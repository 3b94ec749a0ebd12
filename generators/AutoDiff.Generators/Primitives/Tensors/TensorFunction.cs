using System;
using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>A method of <c>System.Numerics.Tensors.TensorPrimitives</c>, as loops over scalar primitives. One entry serves all forms
/// of it: a number may be one for all elements, or a span.</summary>
/// <param name="Operands">What stands before the destinations.</param>
/// <param name="Destinations">How many spans are written.</param>
/// <param name="Lower">Appends the loops; yields the result, where there is one.</param>
internal sealed record TensorFunction(string Name, IReadOnlyList<Operand> Operands, int Destinations, Func<TensorLoops, Term?> Lower)
{
    /// <summary>The elements it is known for.</summary>
    public Func<ScalarType, bool> Elements { get; init; } = static type => type.IsFloating;

    /// <summary>What it may write, where that is not settled by what it reads.</summary>
    public Func<ScalarType, bool> Results { get; init; } = static _ => true;

    /// <summary>It throws where there are no elements.</summary>
    public bool NeedsElements { get; init; }

    /// <summary>Of integers, too, as wide as those that C# computes with.</summary>
    public TensorFunction OfIntegers => this with { Elements = static type => type.IsFloating || type.Kind is ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64 };
}
