using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class MinimumCutTests
{
    private const int Inner = 6;

    /// <summary>By trying every set of nodes.</summary>
    [Fact]
    public void A_cut_is_the_cheapest_and_the_smallest_of_the_cheapest()
    {
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            List<(int From, int To, long Capacity)> edges = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (random.Next(Inner + 2), random.Next(Inner + 2), (long)random.Next(10)))];
            var cut = new MinimumCut();
            for (int i = 0; i < Inner; i++) cut.AddNode();
            foreach ((int from, int to, long capacity) in edges) cut.AddEdge(from, to, capacity);

            bool[] found = cut.SourceSide();
            bool[][] all = [.. Enumerable.Range(0, 1 << Inner).Select(Side)];
            long cheapest = all.Min(Cost);
            Assert.True(found[MinimumCut.Source]);
            Assert.False(found[MinimumCut.Sink]);
            Assert.Equal(cheapest, Cost(found));
            Assert.Equal(all.Where(side => Cost(side) == cheapest).Min(side => side.Count(static on => on)), found.Count(static on => on));

            long Cost(bool[] side) => edges.Where(edge => side[edge.From] && !side[edge.To]).Sum(static edge => edge.Capacity);
        }

        static bool[] Side(int set) => [true, false, .. Enumerable.Range(0, Inner).Select(i => (set & (1 << i)) != 0)];
    }

    [Fact]
    public void What_is_infinite_is_not_cut()
    {
        var cut = new MinimumCut();
        int middle = cut.AddNode();
        cut.AddEdge(MinimumCut.Source, middle, MinimumCut.Infinite);
        cut.AddEdge(middle, MinimumCut.Sink, 7);
        Assert.True(cut.SourceSide()[middle]);
    }
}
