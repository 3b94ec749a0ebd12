using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>A method, from its parameters on, that other systems have differentiated wrongly, and where to try it.</summary>
internal sealed record Trap(string Method, params object[][] Points)
{
    /// <summary>One class with a method <c>F0</c>, <c>F1</c>, … for each.</summary>
    public static CompiledProgram Compile(IEnumerable<Trap> traps)
    {
        IEnumerable<string> methods = traps.Select((trap, i) => $"[Differentiable({(trap.IsVoid ? "" : "Derivatives.Gradient | ")}Derivatives.Vjp)]\n    public static {(trap.IsVoid ? "void" : trap.Scalar)} F{i}{trap.Method}");
        return GeneratorHarness.RunInAllModes($$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                {{string.Join("\n\n    ", methods)}}
            }

            {{CallTraps.Helpers}}

            {{StructTraps.Types}}
            """).Program!;
    }

    public bool IsVoid { get; init; }

    public string Scalar { get; init; } = "double";
}
