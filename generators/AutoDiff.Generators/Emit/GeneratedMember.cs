using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A member to emit: the derived function holds its parameters and results in the order that the kind prescribes.</summary>
internal sealed record GeneratedMember(DerivativeKind Kind, Module Module)
{
    public Function Function => Module.Root;
}
