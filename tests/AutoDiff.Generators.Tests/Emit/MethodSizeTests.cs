using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

/// <summary>Long methods: their derivatives are right, and the runtime's compiler optimises all that is emitted for them.</summary>
public sealed class MethodSizeTests
{
    /// <summary>What the runtime's compiler writes of a method that it compiled with optimisation.</summary>
    private const string Optimised = "FullOpts";

    [Theory]
    [InlineData(LongProgram.Shape.Values, 3000)]
    [InlineData(LongProgram.Shape.Variables, 1000)]
    [InlineData(LongProgram.Shape.Memory, 700)]
    [InlineData(LongProgram.Shape.Loop, 700)]
    public void Every_emitted_method_is_optimised(object shape, int statements)
    {
        string source = Source(LongProgram.Body((LongProgram.Shape)shape, statements), "double", "Gradient") + """

            public static class Program
            {
                public static void Main()
                {
                    double[] x = { 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 }, gradient = new double[8], up = new double[8];
                    double value = C.FGradient(x, gradient);
                    System.Console.WriteLine(value == C.F(x));
                    for (int i = 0; i < x.Length; i++)
                    {
                        double Shifted(double h)
                        {
                            x.CopyTo(up, 0);
                            up[i] += h;
                            return C.F(up);
                        }

                        double slope = (8 * (Shifted(1e-4) - Shifted(-1e-4)) - (Shifted(2e-4) - Shifted(-2e-4))) / 12e-4;
                        System.Console.WriteLine(System.Math.Abs(slope - gradient[i]) <= 1e-6 * (1 + System.Math.Abs(slope)));
                    }
                }
            }
            """;
        CSharpCompilation compilation = CSharpCompiler.Create(CSharpCompiler.Parse(source, "Program.cs"));
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: CSharpCompiler.ParseOptions).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_TieredCompilation"] = "0",
            ["DOTNET_JitDisasmSummary"] = "1",
            ["DOTNET_JitStdOutFile"] = "{directory}/methods.txt",
        };
        (string printed, string[] methods) = ChildProcess.Run(output, environment, static (printed, directory) => (printed, File.ReadAllLines(Path.Combine(directory, "methods.txt"))));
        Assert.All(printed.Split('\n', StringSplitOptions.RemoveEmptyEntries), static line => Assert.Equal("True", line.Trim()));
        string[] emitted = [.. methods.Where(static method => method.Contains("C:FGradient") || method.Contains("C:<FGradient"))];
        Assert.True(emitted.Length > 5, $"Only {emitted.Length} methods are compiled.");
        Assert.All(emitted, static method => Assert.Contains(Optimised, method));
    }

    /// <summary>Where the stack of the compiler's thread ends, which Roslyn has less need of, it goes on on another.</summary>
    [Theory]
    [InlineData(" * 0.999 + x[1]", "", 3000)]
    [InlineData(" + x[1] * (x[0] * 0.5", ")", 250)]
    public void Deep_expressions(string open, string close, int depth)
    {
        string expression = "x[0]" + string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));
        GeneratorResult? result = null;
        var thread = new Thread(() => result = GeneratorHarness.Run(Source($"return {expression};", "double", "Gradient")), 1 << 20);
        thread.Start();
        thread.Join();
        GradientCheck.Run(result!, "C", "F", Numbers);
    }

    [Theory]
    [InlineData(LongProgram.Shape.Values, 800, "double")]
    [InlineData(LongProgram.Shape.Values, 800, "float")]
    [InlineData(LongProgram.Shape.Variables, 800, "double")]
    [InlineData(LongProgram.Shape.Memory, 500, "double")]
    [InlineData(LongProgram.Shape.Loop, 500, "double")]
    public void Pullbacks_of_long_methods(object shape, int statements, string type)
    {
        GeneratorResult result = GeneratorHarness.Run(Source(LongProgram.Body((LongProgram.Shape)shape, statements, type), type, "Vjp"));
        Assert.Contains("ReversePiece1(", result.GeneratedSource);
        Array x = type == "float" ? Numbers.Select(static number => (float)number).ToArray() : Numbers;
        GradientCheck.Run(result, "C", "F", x);
    }

    private static double[] Numbers => [.. Enumerable.Range(0, LongProgram.Inputs).Select(static i => 0.3 + (0.1 * i))];

    private static string Source(string body, string type, string derivatives) => $$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.{{derivatives}})]
            public static {{type}} F(ReadOnlySpan<{{type}}> x)
            {
        {{body}}
            }
        }
        """;
}
