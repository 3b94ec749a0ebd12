using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>One element of each operand, where an entry of the <see cref="TensorTable"/> computes with them.</summary>
internal sealed class TensorElements(Builder builder, IReadOnlyList<Value> values)
{
    public Term this[int operand] => Term.Of(builder, values[operand]);

    public IReadOnlyList<Term> All => [.. values.Select(value => Term.Of(builder, value))];

    /// <summary>What a method of float or double that has no derivative says about the first of them.</summary>
    public Term Ask(string method, ScalarType result, Effects effects = Effects.None) =>
        Term.Of(builder, builder.Define(result, new OpaqueCall($"{TypeText.Of(values[0].Type)}.{method}({{0}})", [values[0]], effects)));
}
