using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>What is not a matter of slopes: predicates, signs and indices, and which element of several an extreme is.</summary>
public sealed class TensorValueTests
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    private static readonly double[][] Points =
    [
        [],
        [0.5],
        [-0.0, 0.0, -0.0],
        [0.0, -0.0, 0.0],
        [-3, 1, 3, -3],
        [3, 1, -3, 3],
        [1, -0.25, 0.25, 2],
        [1, 0.25, -0.25, 2],
        [2, NaN, 5, NaN],
        [NaN, 1, 2],
        [Infinity, -Infinity, 0, double.Epsilon, 8, 7, 1.5],
        [.. Enumerable.Range(0, 33).Select(i => (double)(i * 7 % 11))],
        [.. Enumerable.Range(0, 33).Select(i => (double)-(i * 7 % 11))],
    ];

    private static readonly TensorMethod[] Discrete = [.. TensorMethod.Of(typeof(double)).Where(method => !method.IsContinuous && !method.IsRefused)];

    private static readonly string[] Extremes = ["Max", "Min", "MaxMagnitude", "MinMagnitude", "MaxNumber", "MinNumber", "MaxMagnitudeNumber", "MinMagnitudeNumber"];

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.Run(TensorCoverageTests.Program(
    [
        .. Discrete.Select((method, number) => Wrapper(method, number)),
        .. Extremes.Select(name => $"[Differentiable(Derivatives.Gradient | Derivatives.Vjp)] public static double {name}(ReadOnlySpan<double> x) => TensorPrimitives.{name}(x);"),
        .. Extremes.Where(name => !name.EndsWith("Number", StringComparison.Ordinal)).Select(name => $"public static int IndexOf{name}(ReadOnlySpan<double> x) => TensorPrimitives.IndexOf{name}(x);"),
    ])).Program!);

    public static TheoryData<string> DiscreteMethods => [.. Discrete.Select(method => method.Signature)];

    public static TheoryData<string> ExtremeMethods => [.. Extremes];

    [Theory]
    [MemberData(nameof(DiscreteMethods))]
    public void What_is_not_continuous_is_as_the_library_has_it_and_loses_no_other_derivative(string signature)
    {
        int number = Array.FindIndex(Discrete, method => method.Signature == signature);
        TensorMethod method = Discrete[number];
        foreach (double[] point in Points)
        {
            object[] arguments = [1.5, .. method.Variables.Select(variable => TensorMethod.IsDestination(variable) ? Array.CreateInstance(TensorMethod.ElementOf(variable), point.Length) : point)];
            object?[] expected = [.. arguments.Select(Copy)], actual = [.. arguments.Select(Copy), 0.0];
            object? value = null, derivative = null;
            Exception? thrown = Record.Exception(() => value = Program.Value.Call("C", $"F{number}", expected));
            Assert.Equal(thrown?.GetType(), Record.Exception(() => derivative = Program.Value.Call("C", $"F{number}Gradient", actual))?.GetType());
            if (thrown is not null) continue;
            Assert.Equal(value, derivative);
            Assert.Equal(expected, actual[..^1]);
            Assert.Equal((double)value! / 1.5, (double)actual[^1]!, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(ExtremeMethods))]
    public void An_extreme_is_the_element_that_the_library_finds_and_that_has_the_derivative(string name)
    {
        string index = "IndexOf" + name.Replace("Number", "", StringComparison.Ordinal);
        foreach (double[] point in Points.Skip(1))
        {
            double[] gradient = new double[point.Length];
            double expected = (double)Program.Value.Call("C", name, point)!, actual = (double)Program.Value.Call("C", name + "Gradient", point, gradient)!;
            Assert.Equal((expected, double.IsNegative(expected) && !double.IsNaN(expected)), (actual, double.IsNegative(actual) && !double.IsNaN(actual)));
            int winner = (int)Program.Value.Call("C", index, point)!;
            Assert.Equal(Enumerable.Range(0, point.Length).Select(i => i == winner ? 1.0 : 0), gradient);
        }
    }

    [Theory]
    [InlineData("Norm(x)", 0.0)]
    [InlineData("Distance(x, x)", 0.0)]
    [InlineData("Distance(x, Zero)", 0.0)]
    [InlineData("StdDev(x)", 0.0)]
    [InlineData("SumOfMagnitudes(x)", 0.0)]
    [InlineData("Norm(x) * TensorPrimitives.Norm(x)", 0.0)]
    [InlineData("Product(x)", 0.0)]
    [InlineData("Max(x) + TensorPrimitives.Min(x)", 2.0)]
    public void At_the_origin_a_reduction_has_the_derivative_of_its_convention(string call, double byFirst)
    {
        CompiledProgram program = GeneratorHarness.Run(TensorCoverageTests.Program([$"private static readonly double[] Zero = new double[3]; [Differentiable] public static double F(ReadOnlySpan<double> x) => TensorPrimitives.{call};"])).Program!;
        double[] gradient = new double[3];
        program.Call("C", "FGradient", new double[3], gradient);
        Assert.Equal([byFirst, 0, 0], gradient);
    }

    [Fact]
    public void A_softmax_that_overflows_is_what_the_library_makes_of_it()
    {
        CompiledProgram program = GeneratorHarness.Run(TensorCoverageTests.Program(["[Differentiable] public static double F(ReadOnlySpan<double> x, int i) { Span<double> y = stackalloc double[x.Length]; TensorPrimitives.SoftMax(x, y); return y[i]; }"])).Program!;
        foreach (double[] x in new double[][] { [800, 1, 2], [-800, -801, -802], [700, 699, 1], [1, -900, 0.5] })
        {
            for (int i = 0; i < x.Length; i++) Assert.Equal((double)program.Call("C", "F", x, i)!, (double)program.Call("C", "FGradient", x, i, new double[3])!, 1e-15);
        }

        double[] gradient = new double[3];
        program.Call("C", "FGradient", new double[] { 709, -709, 708 }, 0, gradient);
        double y = 1 / (1 + Math.Exp(-1));
        Assert.Equal([y * (1 - y), 0, -y * (1 - y)], gradient.Select(slope => Math.Round(slope, 14) + 0.0), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    /// <summary>What is computed scales an active factor, so that it shows in the gradient too; NaN would hide it.</summary>
    private static string Wrapper(TensorMethod method, int number)
    {
        string parameters = string.Join(", ", ["double factor", .. method.Variables.Select(TensorMethod.Declaration).Select(declaration => declaration.Replace("[Output] ", "", StringComparison.Ordinal))]);
        string body = TensorMethod.Keyword(method.Method.ReturnType) switch
        {
            "void" => $"{method.Call()}; return factor;",
            "bool" => $"return {method.Call()} ? factor : 2 * factor;",
            _ => $"return {method.Call()} * factor;",
        };
        return $"[Differentiable] public static double F{number}({parameters.Replace("ReadOnlySpan", "[NoGradient] ReadOnlySpan", StringComparison.Ordinal)}) {{ {body} }}";
    }

    private static object? Copy(object argument) => argument is Array array ? array.Clone() : argument;
}
