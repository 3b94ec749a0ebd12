using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Programs with structs: their values are those of the user's method, to the bit, and their derivatives by each field
/// those of differences, as gradients and as pullbacks of random seeds.</summary>
public sealed class StructDerivativeTests
{
    private static readonly Dictionary<string, StructProgram> Programs = new(StructPrograms.Values.Concat(StructPrograms.Memory).Concat(GenericStructs.Programs).Concat(RecursiveStructs.Programs).Concat(StructFeatures.Programs));
    /// <summary>Compiled with the first test: looking for the tests must not wait for it.</summary>
    private static readonly Lazy<CompiledProgram> Program = new(static () => StructProgram.Compile(Programs.Values));

    public static TheoryData<string> Names => new(Programs.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        int number = Programs.Keys.ToList().IndexOf(name);
        foreach (object[] arguments in (object[][])Program.Value.Call("C", $"A{number}")!) new GradientCheck(new MethodUnderTest(Program.Value, "C", $"F{number}"), arguments) { MixesPrecisions = true }.RequireAll($"C.F{number}");
    }
}
