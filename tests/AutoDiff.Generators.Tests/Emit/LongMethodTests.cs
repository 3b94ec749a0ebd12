using System;
using System.Diagnostics;
using System.Text;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

/// <summary>Unrolled code is long: what is done with it must not grow with the square of its length.</summary>
public sealed class LongMethodTests
{
    private const int Statements = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Thousands_of_values_that_are_alive_at_once_are_emitted_in_time()
    {
        var text = new StringBuilder("function F(%0.x: double active) {\n");
        for (int i = 0; i < Statements; i++)
        {
            text.Append($"    %{(2 * i) + 1}: double = Sin(%{2 * (i / 2)})\n    %{(2 * i) + 2}: double = Multiply(%{2 * i}, %{(2 * i) + 1})\n");
        }

        text.Append($"    return %{2 * Statements}\n}}\n");
        Function gradient = ReverseMode.Run(Ir.Parse(text.ToString()), ReverseKind.Gradient);
        var clock = Stopwatch.StartNew();
        Emitted.File(gradient);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience);
    }
}
