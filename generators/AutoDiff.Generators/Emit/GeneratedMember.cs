using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Which derivative a generated member computes.</summary>
internal enum DerivativeKind { Gradient, Vjp }

/// <summary>A member to emit: the derived function holds its parameters and results in the order that the kind prescribes.</summary>
internal sealed record GeneratedMember(DerivativeKind Kind, Module Module)
{
    public Function Function => Module.Root;
}
