using System;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Second derivatives through methods with both rules: the primal's tangent is the one rule, and the other is differentiated in turn.</summary>
public sealed class SecondOrderRuleTests
{
    private const string Source = """
        using System;
        using AutoDiff;

        public readonly record struct Vec(double X, double Y);

        public record struct Item(float Mass, int Id, Vec At);

        public static class Library
        {
            public static double Bump(double x) { try { return Math.Exp(-x * x); } finally { } }
        }

        public static partial class C
        {
            [CustomVjp(nameof(SoftplusVjp)), CustomJvp(nameof(SoftplusJvp))]
            private static double Softplus(double x) { try { return Math.Log(1 + Math.Exp(x)); } finally { } }

            private static double SoftplusVjp(double x, double result, double seed, ref double dX) { dX += seed * (1 - Math.Exp(-result)); return result; }

            private static (double Value, double Tangent) SoftplusJvp(double x, double result, double vX) => (result, vX * (1 - Math.Exp(-result)));

            /// <summary>The pullback calls the method, which is pushed forward there in turn.</summary>
            [VjpOf(typeof(Library), nameof(Library.Bump))]
            private static void BumpVjp(double x, double seed, ref double dX) => dX -= 2 * x * seed * Library.Bump(x);

            [JvpOf(typeof(Library), nameof(Library.Bump))]
            private static (double, double) BumpJvp(double x, double vX) => (Library.Bump(x), -2 * x * vX * Library.Bump(x));

            /// <summary>Memory in and out.</summary>
            [CustomJvp(nameof(DecayJvp)), CustomVjp(nameof(DecayVjp))]
            private static void Decay(Span<double> x, ReadOnlySpan<double> y, double rate) { for (int i = 0; i < x.Length; i++) x[i] *= rate * y[i]; }

            private static void DecayJvp(Span<double> x, ReadOnlySpan<double> y, double rate, Span<double> vX, ReadOnlySpan<double> vY, double vRate)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    vX[i] = vX[i] * rate * y[i] + x[i] * (vRate * y[i] + rate * vY[i]);
                    x[i] *= rate * y[i];
                }
            }

            private static void DecayVjp(Span<double> x, ReadOnlySpan<double> y, double rate, Span<double> dX, Span<double> dY, ref double dRate)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    dRate += dX[i] * x[i] * y[i];
                    dY[i] += dX[i] * x[i] * rate;
                    dX[i] *= rate * y[i];
                }
            }

            /// <summary>Structs in and out, with fields that are constant.</summary>
            [CustomVjp(nameof(TurnVjp)), CustomJvp(nameof(TurnJvp))]
            private static Item Turn(Item item, double angle) { try { return Turned(item, angle); } finally { } }

            private static Item Turned(Item item, double angle) => new(item.Mass, item.Id + 1, Rotated(item.At, angle));

            private static Vec Rotated(Vec v, double angle) => new(v.X * Math.Cos(angle) - v.Y * Math.Sin(angle), v.X * Math.Sin(angle) + v.Y * Math.Cos(angle));

            private static void TurnVjp(Item item, double angle, Item result, Item seed, ref Item dItem, ref double dAngle)
            {
                Vec back = Rotated(seed.At, -angle);
                dItem.Mass += seed.Mass;
                dItem.At = new Vec(dItem.At.X + back.X, dItem.At.Y + back.Y);
                dAngle += seed.At.Y * result.At.X - seed.At.X * result.At.Y;
            }

            private static (Item Value, Item Tangent) TurnJvp(Item item, double angle, Item vItem, double vAngle)
            {
                Item value = Turned(item, angle);
                Vec along = Rotated(vItem.At, angle);
                return (value, new(vItem.Mass, 0, new Vec(along.X - vAngle * value.At.Y, along.Y + vAngle * value.At.X)));
            }

            [CustomVjp(nameof(StretchVjp)), CustomJvp(nameof(StretchJvp))]
            private static (double Long, Vec Wide) Stretch(Vec v, double by) { try { return (v.X * by * by, new Vec(v.Y * by, v.X)); } finally { } }

            private static void StretchVjp(Vec v, double by, (double Long, Vec Wide) seed, ref Vec dV, ref double dBy)
            {
                dV = new Vec(dV.X + seed.Long * by * by + seed.Wide.Y, dV.Y + seed.Wide.X * by);
                dBy += seed.Long * 2 * by * v.X + seed.Wide.X * v.Y;
            }

            private static ((double Long, Vec Wide) Value, (double Long, Vec Wide) Tangent) StretchJvp(Vec v, double by, (double Long, Vec Wide) result, Vec vV, double vBy) =>
                (result, (vV.X * by * by + 2 * v.X * by * vBy, new Vec(vV.Y * by + v.Y * vBy, vV.X)));

            [Differentiable] public static double Both(double x, double y) => Softplus(x * y) * Softplus(y) + Library.Bump(x - y) * x;

            [Differentiable] public static double Loop(ReadOnlySpan<double> x, double w) { double s = w; foreach (double e in x) s += Softplus(e * s) * Library.Bump(s); return s; }

            [Differentiable]
            public static double Layers(Span<double> x, ReadOnlySpan<double> y, double rate, int n)
            {
                for (int i = 0; i < n; i++) { Decay(x, y, rate); Decay(x, y, 0.5); }
                double s = 0;
                foreach (double e in x) s += e * e * e;
                return s;
            }

            [Differentiable] public static double Recursive(ReadOnlySpan<double> x, int n) => n <= 0 ? 1 : Softplus(x[n - 1] * x[0]) * Recursive(x, n - 1);

            [Differentiable]
            public static double Turning(Item item, double angle, int n)
            {
                for (int i = 0; i < n; i++) item = Turn(item, angle * item.Mass);
                (double l, Vec wide) = Stretch(item.At, angle);
                return item.Id * item.Mass * item.At.X * item.At.Y + l * wide.X + wide.Y * wide.Y;
            }

            /// <summary>Arrays, outputs and working memory; what it was given is overwritten after.</summary>
            [CustomVjp(nameof(MapVjp)), CustomJvp(nameof(MapJvp))]
            private static void Map(double[] x, [Output] Span<double> o, [Scratch] Span<double> t, [NoGradient] double c) { for (int i = 0; i < x.Length; i++) { t[i] = x[i] * x[i]; o[i] = c * t[i] * x[i]; } }

            private static void MapVjp(double[] x, Span<double> o, Span<double> t, double c, Span<double> dX, Span<double> dO)
            {
                for (int i = 0; i < x.Length; i++) { t[i] = 3 * c * x[i]; dX[i] += t[i] * x[i] * dO[i]; }
            }

            private static void MapJvp(double[] x, Span<double> o, Span<double> t, double c, Span<double> vX, Span<double> vO)
            {
                Map(x, o, t, c);
                for (int i = 0; i < x.Length; i++) vO[i] = 3 * c * t[i] * vX[i];
            }

            [Differentiable]
            public static double Mapped(double[] x, double w)
            {
                Span<double> o = new double[x.Length];
                Span<double> t = new double[x.Length];
                double s = 0;
                for (int round = 0; round < 2; round++)
                {
                    Map(x, o, t, 0.5);
                    for (int i = 0; i < x.Length; i++) { s += o[i] * w * o[i]; x[i] *= w; }
                }

                return s;
            }

            [Differentiable, CustomJvp(nameof(CubeJvp)), CustomVjp(nameof(CubeVjp))]
            public static double Cube(double x) { try { return x * x * x; } finally { } }

            public static (double Value, double Tangent) CubeJvp(double x, double vX) => (x * x * x, 3 * x * x * vX);

            public static double CubeVjp(double x, double seed, ref double dX) { dX += 3 * seed * x * x; return x * x * x; }
        }
        """;

    private static readonly CompiledProgram Program = GeneratorHarness.RunInAllModes(Source).Program!;

    private static readonly double[] X = [0.4, -0.7, 0.9];

    [Fact]
    public void Of_numbers() => GradientCheck.Run(Program, "C", "Both", 0.4, 0.7);

    [Fact]
    public void In_a_loop() => GradientCheck.Run(Program, "C", "Loop", X, 0.3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_memory(int rounds) => GradientCheck.Run(Program, "C", "Layers", X, new[] { 0.9, 1.1, -0.8 }, 0.7, rounds);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Of_arrays_outputs_and_working_memory(int length) => GradientCheck.Run(Program, "C", "Mapped", X[..length], 0.75);

    [Fact]
    public void In_a_recursion() => GradientCheck.Run(Program, "C", "Recursive", X, 3);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Of_structs(int rounds)
    {
        object at = Activator.CreateInstance(Program.TypeNamed("Vec"), 0.5, -0.25)!, item = Activator.CreateInstance(Program.TypeNamed("Item"), 0.75f, 2, at)!;
        GradientCheck.Run(Program, "C", "Turning", item, 0.6, rounds);
    }

    [Fact]
    public void Of_the_method_itself() => GradientCheck.Run(Program, "C", "Cube", 0.8);

    [Theory]
    [InlineData("dX += Math.Round(seed, (MidpointRounding)Digits()) * seed;")]
    [InlineData("try { dX += seed; } finally { }")]
    [InlineData("dX += (double)(object)seed;")]
    [InlineData("dX += Opaque(seed);")]
    public void A_pullback_that_cannot_be_differentiated_is_named_at_the_call(string pullback)
    {
        string source = $$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                private static int Digits() => 2;

                private static double Opaque(double x) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x));

                [Differentiable(Derivatives.Gradient | Derivatives.Hvp)]
                public static double F(double x) => x * G(x);

                [CustomVjp(nameof(GVjp)), CustomJvp(nameof(GJvp))]
                private static double G(double x) => x;

                private static (double, double) GJvp(double x, double vX) => (x, vX);

                private static void GVjp(double x, double seed, ref double dX) { {{pullback}} }
            }
            """;
        GeneratorResult result = GeneratorHarness.RunExpectingDiagnostics(source);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticIds.MethodNotSupported, diagnostic.Id);
        Assert.Contains("'C.GVjp'", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("G(x)", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void A_pullback_that_nobody_differentiates_may_be_anything()
    {
        GeneratorResult result = GeneratorHarness.Run("""
            using System;
            using AutoDiff;

            public static partial class C
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Hvp)]
                public static double F(double x, [NoGradient] double y) => x * x * x * G(y);

                [Differentiable]
                public static double H(double x) => G(x);

                [CustomVjp(nameof(GVjp))]
                private static double G(double x) => x;

                private static void GVjp(double x, double seed, ref double dX) { try { dX += seed; } finally { } }
            }
            """);
        GradientCheck.Run(result, "C", "F", 0.7, 0.5);
        GradientCheck.Run(result, "C", "H", 0.7);
    }
}
