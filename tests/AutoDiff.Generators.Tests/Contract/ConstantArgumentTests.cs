using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Parameters marked [NoGradient] of methods that are called: what is handed in is a constant there.</summary>
public sealed class ConstantArgumentTests
{
    private const string Program = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            static double Weighted([NoGradient] ReadOnlySpan<double> data, ReadOnlySpan<double> weights, [NoGradient] double offset)
            {
                double s = offset;
                for (int i = 0; i < data.Length; i++) s += data[i] * weights[i] * offset;
                return s;
            }

            [Differentiable] public static double F(ReadOnlySpan<double> x, double y) => Weighted(x, x, y) * y;

            [Differentiable] public static double G([NoGradient] ReadOnlySpan<double> data, ReadOnlySpan<double> x) => Weighted(data[1..], x[1..], 2);

            public static string Gradient()
            {
                double[] x = [2, 3], dX = new double[2];
                double value = FGradient(x, 5, dX, out double dY);
                return $"{value} {dX[0]} {dX[1]} {dY}";
            }
        }
        """;

    [Fact]
    public void No_derivative_passes_through_them() =>

        // s = 5 + 4·5 + 9·5 = 70; F = 350; dX = y · (data · offset) = 5 · x · 5, from the weights alone; dY = s.
        Assert.Equal("350 50 75 70", GeneratorHarness.Run(Program).Call("C", "Gradient"));

    [Fact]
    public void What_is_a_constant_of_the_caller_is_not_copied() =>
        Assert.DoesNotContain("Workspace", GeneratorHarness.Run(Program).GeneratedSources["C.G.g.cs"], System.StringComparison.Ordinal);
}
