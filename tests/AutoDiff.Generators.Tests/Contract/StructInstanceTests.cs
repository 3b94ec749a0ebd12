using System;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Instance methods of structs have every derivative that static ones have: the functions that those consist of, which cannot see the struct, see a copy.</summary>
public sealed class StructInstanceTests
{
    private const string Program = """
        using System;
        using AutoDiff;

        public readonly partial struct Spring(double stiffness, double[] weights)
        {
            private readonly double rest = stiffness / 4;

            public double Rest => rest + weights[0];

            [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
            public double Energy(ReadOnlySpan<double> x, double self)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) { double d = x[i] - Rest; sum += weights[i] * stiffness * d * d * d * self; }
                return sum + Half(x[0]) * this.rest;
            }

            [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
            public (double, double) Forces(double x, double y) => (stiffness * x * y * Rest, weights[1] * Math.Sin(x) + rest * y);

            [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
            public double Power(double x, int n) => n == 0 ? stiffness : x * Power(x, n - 1) + rest;

            private double Half(double x) => x * x * x * stiffness / 2;
        }

        public partial record struct Disc<T>(double Radius, T Tag) where T : struct
        {
            public int Count;

            [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
            public double Area(double x, double y) { double r = Radius * Count * x; if (Count > 2) r *= y; return Math.PI * r * r + x * y; }
        }

        public static class Use
        {
            public static readonly Spring Spring = new(3, [0.5, -2, 1.5, 0.25]);

            public static double Energy(ReadOnlySpan<double> x, double self) => Spring.Energy(x, self);
            public static double EnergyGradient(ReadOnlySpan<double> x, double self, Span<double> dX, out double dSelf) => Spring.EnergyGradient(x, self, dX, out dSelf);
            public static double EnergyHvp(ReadOnlySpan<double> x, double self, ReadOnlySpan<double> vX, double vSelf, Span<double> dX, out double dSelf, Span<double> hX, out double hSelf) =>
                Spring.EnergyHvp(x, self, vX, vSelf, dX, out dSelf, hX, out hSelf);
            public static double EnergyHessian(ReadOnlySpan<double> x, double self, Span<double> dX, out double dSelf, Span<double> hessian) => Spring.EnergyHessian(x, self, dX, out dSelf, hessian);

            public static (double, double) Forces(double x, double y) => Spring.Forces(x, y);
            public static ((double, double) Value, (double, double) Tangent) ForcesJvp(double x, double y, double vX, double vY) => Spring.ForcesJvp(x, y, vX, vY);
            public static void ForcesJacobian(double x, double y, Span<double> jacobian) => Spring.ForcesJacobian(x, y, jacobian);

            public static double Power(double x, int n) => Spring.Power(x, n);
            public static double PowerGradient(double x, int n, out double dX) => Spring.PowerGradient(x, n, out dX);
            public static double PowerHessian(double x, int n, out double dX, Span<double> hessian) => Spring.PowerHessian(x, n, out dX, hessian);

            public static double Area(double x, double y) => new Disc<int>(2, 0) { Count = 3 }.Area(x, y);
            public static double AreaGradient(double x, double y, out double dX, out double dY) => new Disc<int>(2, 0) { Count = 3 }.AreaGradient(x, y, out dX, out dY);
            public static double AreaHvp(double x, double y, double vX, double vY, out double dX, out double dY, out double hX, out double hY) => new Disc<int>(2, 0) { Count = 3 }.AreaHvp(x, y, vX, vY, out dX, out dY, out hX, out hY);
            public static double AreaHessian(double x, double y, out double dX, out double dY, Span<double> hessian) => new Disc<int>(2, 0) { Count = 3 }.AreaHessian(x, y, out dX, out dY, hessian);
        }
        """;

    private static readonly CompiledProgram Compiled = GeneratorHarness.Run(Program).Program!;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void All_derivatives_of_a_method_that_reads_its_struct_are_right(int length)
    {
        double[] x = [0.5, -1.25, 2, 0.75];
        if (length == 0) Assert.Throws<IndexOutOfRangeException>(() => Compiled.Call("Use", "EnergyHessian", Array.Empty<double>(), 0.5, Array.Empty<double>(), null, new double[1]));
        else GradientCheck.Run(Compiled, "Use", "Energy", x[..length], 0.75);
    }

    [Fact]
    public void So_are_those_of_one_that_yields_two_numbers() => GradientCheck.Run(Compiled, "Use", "Forces", 0.5, -1.25);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void So_are_those_of_one_that_calls_itself(int depth) => GradientCheck.Run(Compiled, "Use", "Power", 0.75, depth);

    [Fact]
    public void So_are_those_of_one_in_a_generic_struct_that_is_no_constant() => GradientCheck.Run(Compiled, "Use", "Area", 0.5, -1.25);
}
