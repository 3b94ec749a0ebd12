using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>A method, from its return type on with F for its name, and the arguments to try it with, all as C#.</summary>
internal sealed record StructProgram(string Method, params string[] Points)
{
    /// <summary>One class with a method <c>F0</c>, <c>F1</c>, … for each, and the arguments that <c>A0</c>, <c>A1</c>, … yield.</summary>
    public static CompiledProgram Compile(IEnumerable<StructProgram> programs) => GeneratorHarness.Run($$"""
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
        [Differentiable{{(ReturnsNumber ? "(Derivatives.Gradient | Derivatives.Vjp)" : "")}}]
            public static {{Method.Replace(" F(", $" F{number}(", System.StringComparison.Ordinal)}}

            public static object[][] A{{number}}() => [{{string.Join(", ", Points.Select(point => $"[{point}]"))}}];
        """;

    private bool ReturnsNumber => Method.StartsWith("double ", System.StringComparison.Ordinal) || Method.StartsWith("float ", System.StringComparison.Ordinal);
}
