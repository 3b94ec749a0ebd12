using System;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class CounterRandomTests
{
    [Fact]
    public void Numbers_are_the_same_on_every_machine()
    {
        CounterRandom random = new(1), other = new(1, 1);
        Assert.Equal(Expected[1], random.At(1));
        Assert.Equal(Expected, (ulong[])[random.Next(), random.Next(), other.Next(), other.Next()]);
    }

    [Fact]
    public void Numbers_below_a_bound_are_equally_likely()
    {
        foreach (int bound in (int[])[1, 2, 3, 10, 1000])
        {
            CounterRandom random = new(5, (ulong)bound);
            int[] counts = new int[bound];
            for (int i = 0; i < 200 * bound; i++) counts[random.Next(bound)]++;
            double chi = counts.Sum(static count => (count - 200.0) * (count - 200) / 200);
            Assert.InRange(chi, 0, bound + (5 * Math.Sqrt(2 * bound)));
        }
    }

    [Fact]
    public void All_orders_are_equally_likely()
    {
        int[] counts = new int[256];
        for (ulong seed = 0; seed < 6000; seed++)
        {
            Span<int> order = [0, 1, 2];
            new CounterRandom(seed).Shuffle(order);
            counts[(order[0] * 16) + (order[1] * 4) + order[2]]++;
        }

        int[] seen = [.. counts.Where(static count => count > 0)];
        Assert.Equal(6, seen.Length);
        Assert.All(seen, static count => Assert.InRange(count, 850, 1150));
    }

    private static readonly ulong[] Expected = [0x80ABE802AC1E182E, 0x949F48C1E9EB8A36, 0x882821205BABC31F, 0x8576B56C3603C2B9];
}
