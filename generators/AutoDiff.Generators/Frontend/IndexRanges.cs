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
    private readonly Dictionary<int, int> lengths = [];
    private readonly Dictionary<int, long> minimums = [];

    /// <summary>By index and memory: index + this ≤ length.</summary>
    private readonly Dictionary<(int Index, int Memory), long> margins = [];

    public Value Constant(Value value, object constant)
    {
        if (constant is int number) sums[value.Id] = new Affine(null, number);
        return value;
    }

    public void Length(Value length, Value memory) => lengths[length.Id] = memory.Id;

    public void Sum(Value sum, Value value, long offset)
    {
        Affine affine = Of(value);
        sums[sum.Id] = affine with { Offset = affine.Offset + offset };
    }

    public Affine Of(Value value) => sums.TryGetValue(value.Id, out Affine affine) ? affine : new Affine(value, 0);

    public long? ConstantOf(Value value) => Of(value) is { Base: null, Offset: var constant } ? constant : null;

    public bool IsLength(Value? value) => value is not null && lengths.ContainsKey(value.Id);

    /// <summary>lowest ≤ index &lt; end, as a counted loop has it.</summary>
    public void Between(Value index, Value lowest, Value end)
    {
        Affine first = Of(lowest), last = Of(end);
        if (first.Base is null) minimums[index.Id] = first.Offset;
        else if (minimums.TryGetValue(first.Base.Id, out long minimum)) minimums[index.Id] = minimum + first.Offset;

        if (last.Base is not null && lengths.TryGetValue(last.Base.Id, out int memory)) margins[(index.Id, memory)] = 1 - last.Offset;
    }

    /// <summary>Is 0 ≤ index &lt; length for certain?</summary>
    public bool IsInRange(Value memory, Value index)
    {
        Affine affine = Of(index);
        return affine.Base is { } counter
            && minimums.TryGetValue(counter.Id, out long minimum)
            && minimum + affine.Offset >= 0
            && margins.TryGetValue((counter.Id, memory.Id), out long margin)
            && affine.Offset < margin;
    }
}
