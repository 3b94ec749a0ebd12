using System;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Parameters of primary constructors are state of the object: constants to its methods.</summary>
public sealed class PrimaryConstructorTests
{
    private const string Program = """
        using System;
        using AutoDiff;

        public partial class Model(double scale, double[] weights, int n)
        {
            private readonly double shift = scale * 2;

            [Differentiable] public double Loss(double r, ReadOnlySpan<double> x)
            {
                double total = 0;
                for (int i = 0; i < n; i++) { double scale2 = scale * x[i]; total += weights[i] * scale2 * scale2 + Term(r); }
                return total * shift;
            }

            /// With a local of its own that is called like a parameter of the constructor.
            private static double Half(double x) { double scale = x / 2; return scale * scale; }

            private double Term(double r) => scale * Half(r);

            [Differentiable] public double Power(double r, int k) => k == 0 ? scale : r * Power(r, k - 1) + scale;

            [Differentiable] public double Counting(double r) { double s = 0; for (int i = 0; i < n; i++) { n = n - 1; s += r * r * n; } return s; }
        }

        public partial struct Spring(double stiffness) { [Differentiable] public double Energy(double x) => stiffness * x * x / 2; }

        public sealed partial record Disc(double Radius) { [Differentiable] public double Area(double x) => Radius * x * x; }

        public static class Use
        {
            public static string Loss() { var d = new double[3]; double value = new Model(0.5, [1, 2, 3], 2).LossGradient(3, [1, -2, 5], out double dR, d); return $"{value} {dR} {d[0]} {d[1]} {d[2]}"; }
            public static string Power() { double value = new Model(0.5, [], 2).PowerGradient(3, 2, out double dR); return $"{value} {dR}"; }
            public static string Counting() { var m = new Model(0.5, [], 5); double value = m.CountingGradient(3, out double dR); return $"{value == new Model(0.5, [], 5).Counting(3)} {dR == 2 * value / 3} {m.Counting(3) == 0 * value}"; }
            public static string Others() { double a = new Spring(3).EnergyGradient(2, out double dX), b = new Disc(0.5).AreaGradient(2, out double dY); return $"{a} {dX} {b} {dY}"; }
        }
        """;

    private static readonly CompiledProgram Compiled = GeneratorHarness.Run(Program).Program!;

    [Theory]
    [InlineData("Loss", "4.5 1.5 0.5 -2 0")]
    [InlineData("Power", "6.5 3.5")]
    [InlineData("Others", "6 6 2 2")]
    public void They_are_read_as_fields_are(string method, string expected) => Assert.Equal(expected, Compiled.Call("Use", method));

    [Fact]
    public void They_change_as_fields_do() => Assert.StartsWith("True True", (string)Compiled.Call("Use", "Counting")!);

    [Theory]
    [InlineData("partial class C(double a) { [Differentiable] double F(double x) { ⟦a = x⟧; return x; } }", DiagnosticIds.ActiveValueStored)]
    [InlineData("partial class C(double a) { [Differentiable] double F(double x, C other) => x * other.G(x); double G(double x) => ⟦a⟧ * x; }", DiagnosticIds.ExpressionNotSupported)]
    [InlineData("partial class C(double dX) { [Differentiable] double ⟦F⟧(double x) => x * dX; }", DiagnosticIds.NameCollision)]
    public void What_cannot_be_is_reported(string type, string id)
    {
        string marked = $"using System; using AutoDiff; {type}", source = marked.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);
        Diagnostic first = GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics[0];
        Assert.Equal((id, marked.Split('⟦', '⟧')[1]), (first.Id, source.Substring(first.Location.SourceSpan.Start, first.Location.SourceSpan.Length)));
    }
}
