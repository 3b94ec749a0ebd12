using System.Collections.Generic;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A scope of C# variables: a block, and where it stands in the one around it.</summary>
internal sealed class Region(Region? parent, int position, bool sharesBraces = false)
{
    public Region? Parent { get; } = parent;

    /// <summary>The index, in the parent's block, of the let that holds this one.</summary>
    public int Position { get; } = position;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The scope whose pair of braces this one stands in: C# sees only those.</summary>
    public Region Braces => sharesBraces ? Parent!.Braces : this;

    public bool IsWithin(Region other)
    {
        Region? region = this;
        while (region is not null && region.Depth > other.Depth) region = region.Parent;
        return region == other;
    }
}

/// <summary>The scopes of a function. An arm of a branch whose other arm leaves shares the braces around it, and
/// so does a while loop's body, which stands within its condition.</summary>
internal sealed class Regions
{
    private readonly Exits exits;
    private readonly Dictionary<Let, Region[]> nested = new(ByReference.Instance);

    public Regions(Function function, Exits exits)
    {
        this.exits = exits;
        Add(function.Body, Root);
    }

    public Region Root { get; } = new(null, 0);

    /// <summary>The scopes of a let's blocks, in their order.</summary>
    public Region[] Of(Let let) => nested[let];

    private void Add(Block block, Region region)
    {
        for (int i = 0; i < block.Lets.Count; i++)
        {
            Let let = block.Lets[i];
            Region[] regions = let.Operation switch
            {
                If => OfBranch(let, region, i),
                For or Scope => [new(region, i)],
                While => OfWhile(region, i),
                _ => [],
            };
            nested[let] = regions;
            int next = 0;
            foreach (Block inner in Walk.Blocks(let.Operation)) Add(inner, regions[next++]);
        }
    }

    /// <summary>Where one arm leaves, the other follows it without braces.</summary>
    private Region[] OfBranch(Let let, Region region, int position)
    {
        (bool then, bool otherwise) = exits.Leaves(let);
        return [new(region, position, sharesBraces: otherwise && !then), new(region, position, sharesBraces: then)];
    }

    private static Region[] OfWhile(Region region, int position)
    {
        var condition = new Region(region, position);
        return [condition, new Region(condition, int.MaxValue, sharesBraces: true)];
    }

    /// <summary>Lets that read alike, such as two guards, are different places.</summary>
    private sealed class ByReference : IEqualityComparer<Let>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(Let x, Let y) => ReferenceEquals(x, y);

        public int GetHashCode(Let let) => RuntimeHelpers.GetHashCode(let);
    }
}
