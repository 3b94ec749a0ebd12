using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>What may be done with an operation without anyone noticing.</summary>
internal static class Effect
{
    /// <summary>Neither writes, reads what can change, throws nor allocates: its value follows from its operands alone.</summary>
    public static bool IsPure(Operation operation) => operation switch
    {
        Constant or LaneCount or Splat or Ramp or Reduce or Length or Apart or Choose or Slice { InRange: true } => true,
        Row row => !row.MayThrow,
        Apply apply => !apply.Primitive.MayThrow(apply.Operands),
        OpaqueCall call => call.Effects == Effects.None,
        _ => false,
    };

    /// <summary>Yields the same again wherever it has succeeded once, as long as no memory it reads is written.</summary>
    public static bool IsRepeatable(Operation operation) => operation switch
    {
        Constant or LaneCount or Splat or Ramp or Reduce or Length or Apart or Choose or Apply or Slice or Row or Load or Gather => true,
        OpaqueCall call => call.Effects is Effects.None or Effects.Throws,
        _ => false,
    };

    /// <summary>May throw by itself, whatever its blocks do.</summary>
    public static bool MayThrow(Operation operation) => operation switch
    {
        Constant or LaneCount or Splat or Ramp or Reduce or Length or Apart or Choose or Stack or Push or Pop or Reserve or Release or Fill or Scatter or Product or For or While or If or Scope => false,
        Apply apply => apply.Primitive.MayThrow(apply.Operands),
        Load load => !load.InRange,
        Store store => !store.InRange,
        Slice slice => !slice.InRange,
        Row row => row.MayThrow,
        OpaqueCall call => call.Effects != Effects.None,
        _ => true,
    };

    /// <summary>May be removed where none of its targets is used.</summary>
    public static bool IsRemovable(Operation operation) => operation switch
    {
        Load load => load.InRange,
        Alloc or Stack => true,
        For loop => IsRemovable(loop.Body),
        If branch => IsRemovable(branch.Then) && IsRemovable(branch.Else),
        Scope scope => IsRemovable(scope.Body),
        _ => IsPure(operation),
    };

    private static bool IsRemovable(Block block) => block.Lets.All(let => IsRemovable(let.Operation));
}
