using System;
using Xunit;

namespace AutoDiff.Tests;

[Collection(nameof(Workspace.Poison))]
public sealed class PoisonTests
{
    [Fact]
    public void Memory_is_poisoned_by_default_in_a_debug_build_and_by_the_switch_in_a_release_build() => Assert.True(Workspace.Poison);

    [Fact]
    public void Memory_that_is_handed_out_again_holds_what_was_left_in_it_without_poison()
    {
        Workspace.Poison = false;
        try
        {
            OnOwnThread.Run(() =>
            {
                using (var first = Workspace.Enter())
                {
                    first.Allocate<double>(10).Fill(1);
                }

                using var second = Workspace.Enter();
                Assert.Equal(-1, second.Allocate<double>(10).IndexOfAnyExcept(1.0));
            });
        }
        finally
        {
            Workspace.Poison = true;
        }
    }

    [Fact]
    public void Poisoned_memory_reads_as_NaN_each_time_it_is_handed_out()
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
}
