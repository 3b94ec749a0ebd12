using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>A method, from its return type on with F for its name, and the arguments to try it with, all as C#.</summary>
internal sealed record StructProgram(string Method, params string[] Points)
{
    /// <summary>It calls what may run once only, so no derivative can run it again and again.</summary>
    public bool RunsOnce { get; init; }

    /// <summary>One class with a method <c>F0</c>, <c>F1</c>, … for each, and the arguments that <c>A0</c>, <c>A1</c>, … yield.</summary>
    public static CompiledProgram Compile(IEnumerable<StructProgram> programs) => GeneratorHarness.RunInAllModes($$"""
        using System;
        using System.Numerics;
        using AutoDiff;

        public static partial class C
        {
            {{string.Join("\n\n    ", programs.Select((program, i) => program.Declaration(i)))}}
        }

        {{StructLibrary.Source}}

        {{GenericStructs.Source}}

        {{RecursiveStructs.Source}}

        {{StructFeatures.Source}}
        """).Program!;

    private string Declaration(int number) => $$"""
        [Differentiable{{(RunsOnce ? "(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)" : "")}}]
            public static {{Method.Replace(" F(", $" F{number}(", System.StringComparison.Ordinal)}}

            public static object[][] A{{number}}() => [{{string.Join(", ", Points.Select(point => $"[{point}]"))}}];
        """;
}
