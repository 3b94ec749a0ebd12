using System;
using Xunit;

namespace AutoDiff.Tests;

[Collection(nameof(Workspace.Poison))]
public sealed class PoisonTests
{
    [Fact]
    public void Poisoned_memory_reads_as_NaN_each_time_it_is_handed_out()
    {
        bool before = Workspace.Poison;
        Workspace.Poison = true;
        try
        {
            for (int round = 0; round < 3; round++)
            {
                using var workspace = Workspace.Enter();
                Span<double> doubles = workspace.Allocate<double>(1001);
                Span<float> floats = workspace.Allocate<float>(1001);
                foreach (double x in doubles)
                {
                    Assert.True(double.IsNaN(x));
                }

                foreach (float x in floats)
                {
                    Assert.True(float.IsNaN(x));
                }

                doubles.Clear();
                floats.Clear();
            }
        }
        finally
        {
            Workspace.Poison = before;
        }
    }
}
