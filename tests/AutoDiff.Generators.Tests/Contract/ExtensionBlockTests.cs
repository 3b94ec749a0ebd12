using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>The members of extension blocks are code like any other.</summary>
public sealed class ExtensionBlockTests
{
    private const string Numbers = """
        public static class Numbers
        {
            extension(double x)
            {
                public double Twice => 2 * x;
                public double Cube(double k) => x * x * x * k;
                public double Constant(double k) => k * k;
                public double Deep() => x.Cube(x).Twice + x.Twice;
                public double Power(int n) => n == 0 ? 1 : x * x.Power(n - 1);
                public int Steps => (int)x + 2;
                public double Sum(int n)
                {
                    double s = 0;
                    for (int i = 0; i < n; i++)
                    {
                        s += x.Halved(s) * x;
                        x *= 0.9;
                        if (s > 2) return s + x.Halved(1);
                    }

                    return s * x;
                }

                private double Halved(double k)
                {
                    x += k;
                    if (x > 1) x *= 0.5;
                    return x * x;
                }

                public static double Square(double q) => q * q;
                public static double Three => 3;
                public static string Name(int k) => "n" + k;
            }

            extension(ref double r)
            {
                public double Grow(double k) { r += k * r; r.Shrink(k); return r; }
                private void Shrink(double k) => r -= k;
            }

            extension(ReadOnlySpan<double> xs)
            {
                public double First => xs[0];
                public double Total() { double s = 0; foreach (double x in xs) s += x * x; return s; }
            }

            extension(Span<double> xs)
            {
                public void Scale(double k) { for (int i = 0; i < xs.Length; i++) xs[i] *= k; }
            }

            extension((double A, double B) pair)
            {
                public double Product => pair.A * pair.B;
                public (double A, double B) Swapped() => (pair.B, pair.A);
            }

            extension(string s)
            {
                public int Size => s.Length;
                public double Times(double x) => s.Length * x;
            }
        }
        """;

    /// <summary>The block has one parameter for all its members, of which one may call another.</summary>
    [Theory]
    [InlineData("x.Twice * x.Cube(y) + y.Constant(x)")]
    [InlineData("y.Deep() * x + x")]
    [InlineData("x.Power(3) * y.Power(2)")]
    [InlineData("x.Steps * y + x")]
    [InlineData("x.Sum(4) + x * y.Sum(3)")]
    [InlineData("double.Square(x) * y * double.Three + double.Name(12).Length * x")]
    [InlineData("x.Grow(y) * x * y.Grow(x)")]
    [InlineData("(x, y).Product * (y, x * y).Swapped().A")]
    [InlineData("\"abc\".Times(x) * \"abc\".Size * y")]
    public void A_number_is_extended(string expression)
    {
        GeneratorResult result = Run($"[Differentiable] public static double F(double x, double y) => {expression};");
        GradientCheck.Run(result, "P", "F", 0.7, 1.3);
    }

    [Fact]
    public void Memory_is_extended()
    {
        GeneratorResult result = Run("""
            [Differentiable] public static double F(ReadOnlySpan<double> x, double[] y, double k)
            {
                y.AsSpan().Scale(k * k);
                return x.Total() * x.First * y[1];
            }
            """);
        GradientCheck.Run(result, "P", "F", new[] { 0.5, 2, 3 }, new[] { 1.0, 2 }, 1.5);
    }

    private static GeneratorResult Run(string members) => GeneratorHarness.RunInAllModes($"using System;\nusing AutoDiff;\n\npublic static partial class P\n{{\n{members}\n}}\n\n{Numbers}");
}
