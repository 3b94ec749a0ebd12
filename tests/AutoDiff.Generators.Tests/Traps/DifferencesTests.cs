using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>The traps that differences can judge.</summary>
public sealed class DifferencesTests
{
    private static readonly Dictionary<string, Trap> Traps = new([.. ValueTraps.All, .. LoopTraps.All, .. MemoryTraps.All, .. ResultTraps.All, .. CallTraps.All, .. StructTraps.All]);

    private static readonly Lazy<CompiledProgram> Program = new(() => Trap.Compile(Traps.Values));

    public static TheoryData<string> Names => [.. Traps.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_agrees_with_differences(string trap)
    {
        int number = Traps.Keys.ToList().IndexOf(trap);
        foreach (object[] point in Traps[trap].Points) GradientCheck.Run(Program.Value, "C", $"F{number}", point);
    }
}
