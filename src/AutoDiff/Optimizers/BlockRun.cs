using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>Consecutive blocks of a group that one pass serves, because their constants are the same.</summary>
internal sealed unsafe class BlockRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The positions in the group of the first block, and of the one after the last.</summary>
    public required (int Start, int End) Range { get; init; }

    /// <summary>The first block.</summary>
    public required ParameterBlock Block { get; init; }

    /// <summary>Where its elements begin among those of the optimizer.</summary>
    public required nint Offset { get; init; }

    /// <summary>The elements of all the blocks.</summary>
    public required nint Length { get; init; }

    public required T* First { get; init; }

    public required T* Second { get; init; }

    public required T* Third { get; init; }

    public required StepInfo Info { get; init; }
}
