using System;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>The directions of an inner and an outer derivative are kept apart; and what nested derivatives are used for.</summary>
public sealed class PerturbationTests
{
    private const string Program = """
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable] public static double Sum(double y, double x) => x + y;
            [Differentiable] public static double Times(double y, double x) => x * y * y;
            [Differentiable] public static double Square(double x) => x * x;

            // d/dx [x · d/dy (x + y)] = 1, and at y = x, y = 1, forwards and backwards
            [Differentiable] public static double ByReverse(double x) { SumGradient(1, x, out double d, out _); return x * d; }
            [Differentiable] public static double ByForward(double x) => x * SumJvp(1, x, 1, 0).Tangent;
            [Differentiable] public static double Diagonal(double x) { SumGradient(x, x, out double d, out _); return x * d; }

            // d/dx [x · d/dy (x y²)] at y = 3: 2 x · 2 · 3
            [Differentiable] public static double Product(double x) => x * TimesJvp(3, x, 1, 0).Tangent;
            [Differentiable] public static double Total(double x) { TimesGradient(x, x, out double dY, out double dX); return x * (dY + dX); }

            // three deep: d/dx x · d/dy (y · d/dz (x y z²))
            [Differentiable] public static double Innermost(double z, double y, double x) => x * y * z * z;
            [Differentiable] public static double Middle(double y, double x) => y * InnermostJvp(2, y, x, 1, 0, 0).Tangent;
            [Differentiable] public static double Outermost(double x) { MiddleGradient(5, x, out double dY, out _); return x * dY; }
            [Differentiable] public static double MiddleReversed(double y, double x) { InnermostGradient(2, y, x, out double dZ, out _, out _); return y * dZ; }
            [Differentiable] public static double OutermostForward(double x) => x * MiddleReversedJvp(5, x, 1, 0).Tangent;

            // the derivative of the derivative of the derivative
            [Differentiable] public static double Quintic(double x) => x * x * x * x * x;
            [Differentiable] public static double First(double x) { QuinticGradient(x, out double d); return d; }
            [Differentiable] public static double Second(double x) => FirstJvp(x, 1).Tangent;
            [Differentiable] public static double Third(double x) { SecondGradient(x, out double d); return d; }

            // poles: 0 · ∞ stays 0 however deep
            [Differentiable] public static double Root(double x, double w) => w * Math.Sqrt(x);
            [Differentiable] public static double AtZero(double x, double w) { RootGradient(x, w, out double dX, out double dW); return dX * dX + dW * dW; }
            [Differentiable] public static double Power(double x) => Math.Pow(x, 2);
            [Differentiable] public static double Slope(double x) { PowerGradient(x, out double d); return d; }

            // what a weight is worth after so many steps of a descent that it governs
            [Differentiable] public static double Loss(ReadOnlySpan<double> p, double weight) { double s = 0; for (int i = 0; i < p.Length; i++) s += (p[i] - i - 1) * (p[i] - i - 1) + weight * p[i] * p[i]; return s; }
            [Differentiable] public static double Trained(ReadOnlySpan<double> start, double weight, double rate, int steps)
            {
                Span<double> p = start.ToArray(), d = stackalloc double[start.Length];
                for (int k = 0; k < steps; k++) { LossGradient(p, weight, d, out _); for (int i = 0; i < p.Length; i++) p[i] -= rate * d[i]; }
                return Loss(p, 0);
            }

            // the force is the slope of an energy, and the place after so many steps is differentiated
            [Differentiable] public static double Energy(ReadOnlySpan<double> q, double k) { double e = 0; for (int i = 0; i < q.Length; i++) { double d = i == 0 ? q[0] : q[i] - q[i - 1]; e += 0.5 * k * d * d + 0.1 * d * d * d * d; } return e; }
            [Differentiable] public static double Flown(ReadOnlySpan<double> q0, ReadOnlySpan<double> v0, double k, int steps)
            {
                double[] q = q0.ToArray(), v = v0.ToArray();
                var slope = new double[q.Length];
                for (int n = 0; n < steps; n++)
                {
                    EnergyGradient(q, k, slope, out _);
                    for (int i = 0; i < q.Length; i++) { v[i] -= 0.05 * slope[i]; q[i] += 0.05 * v[i]; }
                }
                return q[^1] * q[^1] + v[0];
            }
            [Differentiable] public static double Caught(ReadOnlySpan<double> q0, double k)
            {
                double[] q = q0.ToArray(), v = new double[q.Length];
                int n = 0;
                while (q[^1] > 0.2 && n++ < 50)
                {
                    Span<double> slope = stackalloc double[q.Length];
                    EnergyGradient(q, k, slope, out _);
                    for (int i = 0; i < q.Length; i++) { v[i] -= 0.2 * slope[i]; q[i] += 0.2 * v[i]; }
                }
                return q[0] - q[^1] * v[^1];
            }
        }
        """;

    private static readonly Lazy<GeneratorResult> Compiled = new(static () => GeneratorHarness.RunInAllModes(Program));

    [Theory]
    [InlineData("ByReverse", 2.0, 1.0)]
    [InlineData("ByForward", 2.0, 1.0)]
    [InlineData("Diagonal", 2.0, 1.0)]
    [InlineData("Product", 2.0, 24.0)]
    [InlineData("Total", 2.0, 36.0)] // x · 3 x², which is 3 x³
    [InlineData("Outermost", 3.0, 240.0)] // x · d/dy (4 x y²) at y = 5 is 40 x²
    [InlineData("OutermostForward", 3.0, 240.0)]
    [InlineData("Third", 2.0, 240.0)] // 60 x², by x
    [InlineData("Slope", 0.0, 2.0)]
    public void Directions_are_kept_apart(string method, double x, double derivative)
    {
        object[] arguments = [x, 0.0];
        Compiled.Value.Program!.Call("C", $"{method}Gradient", arguments);
        Assert.Equal(derivative, arguments[1]);
        (double, double) along = ((double, double))Compiled.Value.Program!.Call("C", $"{method}Jvp", x, 1.0)!;
        Assert.Equal(derivative, along.Item2);
    }

    [Theory]
    [InlineData("ByReverse")]
    [InlineData("Total")]
    [InlineData("OutermostForward")]
    [InlineData("Second")]
    public void All_derivatives_agree_with_differences(string method) => GradientCheck.Run(Compiled.Value, "C", method, 1.3);

    [Fact]
    public void Zero_times_infinity_is_zero_in_the_second_derivative()
    {
        object[] arguments = [0.0, 0.0, 1.0, 1.0];
        Assert.Equal(0.0, Compiled.Value.Program!.Call("C", "AtZeroGradient", arguments));
        Assert.Equal([0.0, 0.0, 0.0, 0.0], arguments);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_descent_is_differentiated_by_what_governs_it(int steps) => GradientCheck.Run(Compiled.Value, "C", "Trained", new double[] { 0.3, -0.4, 0.8 }, 0.2, 0.1, steps);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_flight_is_differentiated_whose_force_is_a_slope(int steps) => GradientCheck.Run(Compiled.Value, "C", "Flown", new double[] { 0.3, 0.9, 1.4 }, new double[] { 0.1, -0.3, 0.2 }, 1.2, steps);

    [Fact]
    public void A_flight_may_last_as_long_as_it_takes() => GradientCheck.Run(Compiled.Value, "C", "Caught", new double[] { 0.3, 0.9, 1.4 }, 1.2);
}
