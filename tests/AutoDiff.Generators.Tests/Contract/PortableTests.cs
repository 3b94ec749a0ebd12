using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Differentiable methods of another assembly, whose source is not at hand.</summary>
public sealed class PortableTests
{
    private const string Library = """
        using System;
        using AutoDiff;

        namespace Library;

        public static partial class Losses
        {
            [Differentiable]
            public static double Huber(double x, [NoGradient] double width) => Math.Abs(x) < width ? 0.5 * x * x : width * (Math.Abs(x) - 0.5 * width);

            [Differentiable]
            public static double Mean(ReadOnlySpan<double> x)
            {
                if (x.Length == 0) throw new ArgumentException("empty");
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Scaled(x[i]);
                return sum / x.Length;
            }

            [Differentiable(Derivatives.Vjp)]
            public static void Normalise(Span<double> x)
            {
                double[] squares = new double[x.Length];
                double norm = 0;
                for (int i = 0; i < x.Length; i++) { squares[i] = x[i] * x[i]; norm += squares[i]; }
                for (int i = 0; i < x.Length; i++) x[i] /= Math.Sqrt(norm);
            }

            [Differentiable]
            public static double OfSettings(double x) => x * Hidden.Factor;

            private static double Scaled(double x) => 2 * x * x;
        }

        internal static class Hidden { public static double Factor => 3; }
        """;

    private const string Program = """
        using System;
        using AutoDiff;
        using Library;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double F(Span<double> x, double w, int n)
            {
                double total = 0;
                for (int i = 0; i < n; i++) total += Losses.Huber(width: 0.5, x: x[i] * w) * Losses.Mean(x[..(i + 1)]);
                Losses.Normalise(x);
                return total + Losses.Mean(x[1..]) * w;
            }

            [Differentiable]
            public static double Constant(double x, double y) => Losses.Huber(x, y);
        }
        """;

    [Fact]
    public void Calls_of_them_are_differentiated_through()
    {
        CompiledProgram program = Harness(Library).Generate(Program).Program!;
        GradientCheck.Run(program, "C", "F", new double[] { 0.5, -1.25, 0.75 }, 0.9, 3);
        GradientCheck.Run(program, "C", "F", new double[] { 0.5, -1.25, 0.75 }, 0.9, 0);
        string[] code = [.. Harness(Library).Generate(Program).GeneratedSources["C.F.g.cs"].Split('\n').Where(static line => !line.Contains("//", System.StringComparison.Ordinal))];
        Assert.DoesNotContain(code, static line => line.Contains("Losses.", System.StringComparison.Ordinal));
    }

    [Fact]
    public void What_they_declare_a_constant_has_no_derivative()
    {
        object?[] arguments = [2.0, 0.5, null, null];
        Harness(Library).Generate(Program).Call("C", "ConstantGradient", arguments);
        Assert.Equal([2.0, 0.5, 0.5, 0.0], arguments);
    }

    [Fact]
    public void What_others_may_not_access_is_not_described()
    {
        string described = "";
        Harness(Library, text =>
        {
            if (text.Contains("assembly:", System.StringComparison.Ordinal)) described += text;
            return text;
        });
        Assert.Contains("M:Library.Losses.Huber(System.Double,System.Double)", described, System.StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", described, System.StringComparison.Ordinal);
        Assert.DoesNotContain("OfSettings", described, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PortableMethod(1,", "PortableMethod(2,")]
    [InlineData("function Huber", "function ; Huber")]
    [InlineData("Multiply", "Multiplied")]
    public void A_description_that_cannot_be_read_is_said_to_be_so(string part, string other)
    {
        GeneratorHarness harness = Harness(Library, text => text.Contains("assembly:") ? text.Replace(part, other) : text);
        GeneratorResult result = harness.GenerateExpectingDiagnostics("using Library; using AutoDiff; public static partial class C { [Differentiable] public static double F(double x) => Losses.Huber(x, 1); }");
        Assert.Contains(result.Diagnostics, static diagnostic => diagnostic.Id == DiagnosticIds.DescriptionNotRead && diagnostic.Severity == DiagnosticSeverity.Info);
    }

    private static GeneratorHarness Harness(string library, System.Func<string, string>? edit = null) =>
        new(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { References = [ReferencedLibrary.Compile(library, edit)] };
}
