using System;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Rules that name the method of somebody else with [VjpOf].</summary>
public sealed class ForeignRuleTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using AutoDiff;
        using Rule = AutoDiff.VjpOfAttribute;

        namespace Library
        {
            public static class Special
            {
                public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
                public static float Power(float x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
                public static double Mix(double x, double y) { lock (typeof(Special)) return x * y + y; }
                public static double Mix(double x, double y, double result) { lock (typeof(Special)) return x * y * result; }
            }

            public sealed class Gauge(double scale)
            {
                public double Scale => scale;
                public double Read(double x, IReadOnlyList<int> dials) { try { return scale * x * x * dials.Count; } finally { } }
            }

            public class Wave<T>
            {
                public static double At(double x) { try { return Math.Sin(x); } finally { } }
            }
        }

        public static partial class C
        {
            private static class Sums
            {
                public static double Sum(ReadOnlySpan<double> x) { try { double sum = 0; foreach (double element in x) sum += element * element; return sum; } finally { } }
                public static double Sum(Span<double> x) => throw new NotSupportedException();
            }

            [VjpOf(typeof(Library.Special), nameof(Library.Special.Power))]
            private static void PowerVjp(double x, int n, double seed, ref double dX) => dX += n == 0 ? 0 : seed * n * Library.Special.Power(x, n - 1);

            [VjpOf(typeof(Library.Special), "Power")]
            internal static float PowerVjp(float x, int n, float result, float seed, ref float dX)
            {
                dX += seed * n * result / x;
                return result;
            }

            /// <summary>It has no rule for x.</summary>
            [Rule(typeof(Library.Special), nameof(Library.Special.Mix))]
            internal static void MixVjp(double x, double y, double result, double seed, ref double dY) => dY += seed * result / y;

            [VjpOf(typeof(Sums), nameof(Sums.Sum))]
            internal static void SumVjp(ReadOnlySpan<double> values, double seed, Span<double> dValues)
            {
                for (int i = 0; i < values.Length; i++) dValues[i] += 2 * seed * values[i];
            }

            [VjpOf(typeof(Library.Gauge), nameof(Library.Gauge.Read))]
            internal static void ReadVjp(Library.Gauge gauge, double x, IReadOnlyList<int> dials, double result, double seed, ref double slope) => slope += 2 * seed * result / x;

            [VjpOf(typeof(Library.Wave<int>), nameof(Library.Wave<int>.At))]
            internal static void AtVjp(double x, double seed, ref double dX) => dX += seed * Math.Cos(x);

            /// <summary>Not what the derivative is.</summary>
            [VjpOf(typeof(Math), nameof(Math.Sin))]
            internal static void SinVjp(double a, double seed, ref double dA) => dA += 7 * seed;

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Powers(double x, int n)
            {
                double sum = 0;
                for (int i = 0; i < n; i++) sum += Library.Special.Power(x, i) / (1 + sum * sum);
                return sum;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static float Floats(float x, int n) => Library.Special.Power(x * x, n) + x;

            [Differentiable]
            public static double Mixed(double x, double y) => Library.Special.Mix(x, y) * x;

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Summed(Span<double> x, double a)
            {
                double[] own = [a, 2 * a, x[0]];
                return Sums.Sum((ReadOnlySpan<double>)x[1..]) * Sums.Sum((ReadOnlySpan<double>)own);
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Gauged(double x, [NoGradient] double scale, int n)
            {
                IReadOnlyList<int> dials = Dials(n);
                Library.Gauge gauge = new(scale);
                for (int i = 0; i < n; i++) x = gauge.Read(x, dials) + x;
                return x;
            }

            private static IReadOnlyList<int> Dials(int n) => [n, 1];

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Waves(double x) => Library.Wave<int>.At(x * x);

            [Differentiable]
            public static double Overridden(double x) => Math.Sin(x) + Math.Cos(x);
        }
        """;

    private static readonly GeneratorResult Program = GeneratorHarness.Run(Source);

    [Fact]
    public void Overloads_are_told_apart_by_signature()
    {
        for (int n = 0; n < 4; n++)
        {
            GradientCheck.Run(Program, "C", "Powers", 0.8, n);
            GradientCheck.Run(Program, "C", "Floats", 0.8f, n);
        }
    }

    [Fact]
    public void What_the_rule_does_not_add_to_has_no_derivative()
    {
        object?[] arguments = [2.0, 3.0, null, null];
        Assert.Equal((3 * 2 + 3) * 2.0, Program.Program!.Call("C", "MixedGradient", arguments));
        Assert.Equal(3 * 2 + 3.0, arguments[2]);
        Assert.Equal((2 + 1) * 2.0, (double)arguments[3]!, 1e-12);
    }

    [Fact]
    public void Spans_and_arrays_made_here_are_passed_to_the_overload_that_was_called() => GradientCheck.Run(Program, "C", "Summed", new[] { 0.3, 0.9, -0.4 }, 0.7);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_rule_for_an_instance_method_takes_the_object_first(int n) => GradientCheck.Run(Program, "C", "Gauged", 0.4, 0.5, n);

    [Fact]
    public void A_type_of_a_generic_definition_is_named_in_full() => GradientCheck.Run(Program, "C", "Waves", 0.9);

    [Fact]
    public void A_rule_wins_over_what_the_compiler_knows()
    {
        object?[] arguments = [0.5, null];
        Assert.Equal(Math.Sin(0.5) + Math.Cos(0.5), Program.Program!.Call("C", "OverriddenGradient", arguments));
        Assert.Equal(7 - Math.Sin(0.5), (double)arguments[1]!, 1e-12);
    }
}
