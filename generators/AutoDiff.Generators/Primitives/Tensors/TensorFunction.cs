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
    /// <summary>It throws where there are no elements.</summary>
    public bool NeedsElements { get; init; }

    /// <summary>It takes any numbers and writes float or double; all others take float or double.</summary>
    public bool IsConversion { get; init; }
}
