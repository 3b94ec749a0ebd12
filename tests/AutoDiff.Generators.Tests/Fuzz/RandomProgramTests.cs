using System;
using System.IO;
using AutoDiff.Fuzz.Runs;
using Xunit;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>A fixed batch of what <c>tests/AutoDiff.Fuzz</c> runs for hours.</summary>
/// <remarks><c>AUTODIFF_FUZZ=first..last</c> runs the programs of these seeds in place of the usual ones.</remarks>
public sealed class RandomProgramTests
{
    private const int BatchSize = 25;

    public static TheoryData<int, int> Batches
    {
        get
        {
            string[] range = (Environment.GetEnvironmentVariable("AUTODIFF_FUZZ") ?? "200000..200100").Split("..");
            int first = int.Parse(range[0], null), last = int.Parse(range[1], null);
            var batches = new TheoryData<int, int>();
            for (int seed = first; seed < last; seed += BatchSize) batches.Add(seed, Math.Min(BatchSize, last - seed));
            return batches;
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Random_programs_have_right_derivatives(int first, int count)
    {
        var output = new StringWriter();
        int failing = new FuzzRun(output).Run(first, count);
        Assert.True(failing == 0, output.ToString());
    }
}
