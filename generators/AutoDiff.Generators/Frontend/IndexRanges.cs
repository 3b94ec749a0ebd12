using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>A value as another plus a constant; a constant alone where there is no other.</summary>
internal readonly record struct Affine(Value? Base, long Offset);

/// <summary>What is known about index values: which are sums of others and constants, which are lengths, and between
/// what bounds loops keep them. An element proven in range may be loaded or not.</summary>
internal sealed class IndexRanges
{
    private readonly Dictionary<int, Affine> sums = [];
    private readonly Dictionary<int, Extent> lengths = [];
    private readonly Dictionary<int, long> minimums = [];

    /// <summary>index + this ≤ length.</summary>
    private readonly Dictionary<(int Index, Extent Extent), long> margins = [];

    /// <summary>By the memory that stands for those of the same length.</summary>
    private readonly Dictionary<int, int> alike = [];

    /// <summary>One of the lengths of a piece of memory.</summary>
    private readonly record struct Extent(int Memory, int Dimension);

    public Value Constant(Value value, object constant)
    {
        if (constant is int number) sums[value.Id] = new Affine(null, number);
        return value;
    }

    public void Length(Value length, Value memory, int dimension) => lengths[length.Id] = ExtentOf(memory, dimension);

    /// <summary>Two pieces of memory have the same length.</summary>
    public void Alike(Value memory, Value other) => alike[memory.Id] = ExtentOf(other, 0).Memory;

    public void Sum(Value sum, Value value, long offset)
    {
        Affine affine = Of(value);
        sums[sum.Id] = affine with { Offset = affine.Offset + offset };
    }

    public Affine Of(Value value) => sums.TryGetValue(value.Id, out Affine affine) ? affine : new Affine(value, 0);

    public long? ConstantOf(Value value) => Of(value) is { Base: null, Offset: var constant } ? constant : null;

    public bool IsLength(Value? value) => value is not null && lengths.ContainsKey(value.Id);

    /// <summary>lower ≤ index &lt; upper, as a loop has it that counts up.</summary>
    public void Between(Value index, Value lower, Value upper) => Between(index, Of(lower), Of(upper));

    /// <summary>upper &lt; index ≤ lower, as a loop has it that counts down.</summary>
    public void BetweenDown(Value index, Value lower, Value upper) => Between(index, Next(Of(upper)), Next(Of(lower)));

    private void Between(Value index, Affine lowest, Affine end)
    {
        if (lowest.Base is null) minimums[index.Id] = lowest.Offset;
        else if (minimums.TryGetValue(lowest.Base.Id, out long minimum)) minimums[index.Id] = minimum + lowest.Offset;

        if (end.Base is not null && lengths.TryGetValue(end.Base.Id, out Extent extent)) margins[(index.Id, extent)] = 1 - end.Offset;
    }

    private Extent ExtentOf(Value memory, int dimension) => new(alike.TryGetValue(memory.Id, out int other) ? other : memory.Id, dimension);

    private static Affine Next(Affine affine) => affine with { Offset = affine.Offset + 1 };

    /// <summary>Is 0 ≤ index &lt; length for certain?</summary>
    public bool IsInRange(Value memory, Value index, int dimension = 0)
    {
        Affine affine = Of(index);
        return affine.Base is { } counter
            && minimums.TryGetValue(counter.Id, out long minimum)
            && minimum + affine.Offset >= 0
            && margins.TryGetValue((counter.Id, ExtentOf(memory, dimension)), out long margin)
            && affine.Offset < margin;
    }
}
