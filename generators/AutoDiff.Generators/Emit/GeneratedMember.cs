using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A member to emit: the derived function holds its parameters and results in the order that the kind prescribes.</summary>
/// <param name="Remarks">What the compiler has to say about it.</param>
internal sealed record GeneratedMember(DerivativeKind Kind, Module Module, EquatableArray<Remark> Remarks = default)
{
    public Function Function => Module.Root;
}
