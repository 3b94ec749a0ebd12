using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>Wherever a generated member stands and however it is called, the call is what it is outside of differentiable code.</summary>
public sealed class NestedContractTests
{
    private const string Library = """
        using System;
        using System.Numerics;
        using AutoDiff;
        using static Physics.Statics;
        using Physics;
        using Physics.Inner;

        namespace Physics
        {
            public readonly record struct P(double X, double Y, int N);

            public static partial class Statics
            {
                [Differentiable] public static double Pull(double x, double y) => x * x * y + Math.Sin(x * y);
                [Differentiable] public static double Pull(double x) => x * x * x;
                [Differentiable] public static float Pull(float x) => x * x * x * 0.5f;
                [Differentiable] public static double Reach(this ReadOnlySpan<double> x, [NoGradient] double scale, int power) { double s = 0; foreach (double e in x) s += Math.Pow(e, power) * scale; return s; }
            }

            namespace Inner
            {
                public partial class Model
                {
                    public double Factor = 1.5;
                    public Model? Next;
                    [Differentiable] public double Energy(ReadOnlySpan<double> x) { double s = 0; foreach (double e in x) s += Math.Exp(e * Factor); return s; }
                    [Differentiable] public double Total(ReadOnlySpan<double> x) { Span<double> d = new double[x.Length]; double s = EnergyGradient(x, d); foreach (double e in d) s += e * e; return s; }
                }

                public partial record struct Well(double Depth, double Width)
                {
                    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public readonly double Energy(double x) => -Depth * Math.Exp(-x * x / Width);
                }

                public static partial class Fields
                {
                    [Differentiable] public static T Bend<T>(T x, T y) where T : struct, IFloatingPointIeee754<T> => x * x * y + T.Sin(y);
                    [Differentiable] public static double OfStruct(P p, (double A, int B) pair) => p.X * p.X * p.Y * p.N + pair.A * p.Y * pair.A * pair.B;
                    [Differentiable] public static P Turn(P p, double angle) => p with { X = p.X * Math.Cos(angle) - p.Y, Y = p.Y * p.Y * angle };
                    [Differentiable] public static void Scale(Span<double> x, ReadOnlySpan<double> factors, [Output] Span<double> squares) { for (int i = 0; i < x.Length; i++) { squares[i] = x[i] * x[i] * factors[i]; x[i] *= factors[i] * x[i]; } }
                    [Differentiable] public static double OfStructs(ReadOnlySpan<P> p) { double s = 0; foreach (P e in p) s += e.X * e.Y * e.X * e.N; return s; }
                    [Differentiable] public static double OfMatrix(double[,] m) { double s = 0; for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) s += m[i, j] * m[i, j] * m[i, j] * (i + 1); return s; }
                    [Differentiable] public static double Scratched(ReadOnlySpan<double> x, [Scratch] Span<double> room) { double s = 0; for (int i = 0; i < x.Length; i++) room[i] = x[i] * x[i]; for (int i = 0; i < x.Length; i++) s += room[i] * room[^1]; return s; }
                }
            }
        }
        """;

    /// <summary>Methods F, and what they are called with.</summary>
    private static readonly Dictionary<string, (string Method, object[] Arguments)> Calls = new()
    {
        ["Qualified"] = ("double F(double x) { double v = Physics.Statics.PullGradient(x, x + 1, out double a, out double b); return a * b + v; }", [0.7]),
        ["Using_static"] = ("double F(double x) { PullGradient(x, x + 1, out double a, out double b); return a * b; }", [0.7]),
        ["Overload"] = ("double F(double x) { PullGradient(x, out double a); return a * x; }", [0.7]),
        ["Float"] = ("float F(float x) { PullGradient(x, out float a); return a * x; }", [0.7f]),
        ["Named"] = ("double F(double x) { PullGradient(y: x, x: 2 * x, dY: out double b, dX: out double a); return a - b * b; }", [0.7]),
        ["Discard"] = ("double F(double x) { PullGradient(x, x * x, out _, out var b); return b; }", [0.7]),
        ["Extension"] = ("double F(ReadOnlySpan<double> x) { Span<double> d = stackalloc double[x.Length]; x.ReachGradient(2, 3, d); return d[0] * d[1]; }", [new double[] { 0.5, 0.6 }]),
        ["Instance"] = ("double F(Model m, ReadOnlySpan<double> x) { Span<double> d = new double[x.Length]; double s = m.EnergyGradient(x, d); foreach (double e in d) s += e * e; return s; }", []),
        ["Generic"] = ("double F(double x) { Fields.BendGradient(x, x * x, out double a, out double b); return a * b; }", [0.7]),
        ["Generic_float"] = ("float F(float x) { Fields.BendGradient(x, x * x, out float a, out float b); return a * b; }", [0.7f]),
        ["Receiver_that_is_active"] = ("double F(double depth, double x) { var well = new Well(depth, depth + 1); double v = well.EnergyGradient(x, out double a); return v * a; }", [1.3, 0.7]),
        ["Struct_arguments"] = ("double F(double x, double y) { Fields.OfStructGradient(new P(x, y, 3), (x * y, 2), out P d, out var pair); return d.X * d.Y * pair.A + d.N + pair.B; }", [0.7, 0.4]),
        ["Struct_results"] = ("double F(double x, double y) { P d = new(x, 1, 4); double angle = y; P v = Fields.TurnVjp(new P(x, y, 3), x, new P(y, x, 0), ref d, ref angle); return v.X * d.X + d.Y * angle + d.N; }", [0.7, 0.4]),
        ["Struct_tangents"] = ("double F(double x, double y) { var (v, t) = Fields.TurnJvp(new P(x, y, 3), x, new P(y, x, 9), y); return v.X * t.X + t.Y + t.N; }", [0.7, 0.4]),
        ["Spans_of_structs"] = ("double F(double x, double y) { Span<P> p = new P[2], d = new P[2]; p[0] = new(x, y, 2); p[1] = new(y, x * x, 3); d[0] = new(1, 1, 1); Fields.OfStructsGradient(p, d); return d[0].X * d[1].Y + d[0].N; }", [0.7, 0.4]),
        ["Matrices"] = ("double F(double[,] m) { var d = new double[m.GetLength(0), m.GetLength(1)]; double s = Fields.OfMatrixGradient(m, d); for (int i = 0; i < m.GetLength(0); i++) s += d[i, 0] * d[i, 1]; return s; }", [new double[,] { { 0.3, 0.4 }, { 0.7, 0.2 } }]),
        ["In_and_out_backwards"] = ("double F(double[] x, ReadOnlySpan<double> f) { Span<double> y = x, o = new double[x.Length], dY = y.ToArray(), dF = new double[x.Length], dO = f.ToArray(); Fields.ScaleVjp(y, f, o, dY, dF, dO); double s = 0; for (int i = 0; i < x.Length; i++) s += y[i] * o[i] * dY[i] + dF[i] * dO[i]; return s; }", [new double[] { 0.5, 0.6 }, new double[] { 1.5, 0.8 }]),
        ["In_and_out_forwards"] = ("double F(double[] x, ReadOnlySpan<double> f) { Span<double> y = x, o = new double[x.Length], vY = f.ToArray(), vO = new double[x.Length]; Fields.ScaleJvp(y, f, o, vY, f, vO); double s = 0; for (int i = 0; i < x.Length; i++) s += y[i] * o[i] * vY[i] + vO[i]; return s; }", [new double[] { 0.5, 0.6 }, new double[] { 1.5, 0.8 }]),
        ["Jacobian_of_spans"] = ("double F(double[] x, ReadOnlySpan<double> f) { Span<double> o = new double[x.Length], j = new double[2 * x.Length * 2 * x.Length]; Fields.ScaleJacobian(x, f, o, j); double s = 0; for (int i = 0; i < j.Length; i++) s += j[i] * j[i] * i; return s; }", [new double[] { 0.5, 0.6 }, new double[] { 1.5, 0.8 }]),
        ["Scratch"] = ("double F(ReadOnlySpan<double> x) { Span<double> room = new double[x.Length], d = new double[x.Length]; double s = Fields.ScratchedGradient(x, room, d); return s * d[0] * d[^1]; }", [new double[] { 0.5, 0.6, 0.2 }]),
        ["In_a_loop"] = ("double F(ReadOnlySpan<double> x) { Span<double> y = x.ToArray(); for (int k = 0; k < 4; k++) { Span<double> d = stackalloc double[y.Length]; y.ReachGradient(0.5, 3, d); for (int i = 0; i < y.Length; i++) y[i] -= 0.1 * d[i]; } return y[0] * y[^1]; }", [new double[] { 0.5, 0.6, 0.2 }]),
        ["In_a_helper"] = ("double F(double x) { return Slope(x) * Slope(Slope(x)); static double Slope(double x) { PullGradient(x, out double a); return a; } }", [0.7]),
        ["In_a_recursive_helper"] = ("double F(double x) => Down(x, 3); private static double Down(double x, int n) { if (n == 0) return x; PullGradient(0.5 * x, out double a); return a * Down(x * 0.9 + a * 0.1, n - 1) + x; }", [0.7]),
        ["In_a_condition"] = ("double F(double x) => x > 0 && PullGradient(x, out double a) < 1 ? a * a : x;", [0.7]),
        ["In_an_element"] = ("double F(ReadOnlySpan<double> x) { double[] d = new double[x.Length]; for (int i = 0; i < d.Length; i++) PullGradient(x[i], out d[i]); return d[0] * d[1]; }", [new double[] { 0.5, 0.6 }]),
        ["Thrice"] = ("double F(double x) { SecondGradient(x, out double c); return c * x; } [Differentiable] public static double First(double x) { PullGradient(x * x, out double a); return a * x; } [Differentiable] public static double Second(double x) { FirstGradient(x, out double b); return b * b; }", [0.7]),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    /// <summary>All of them, each in a class of its own.</summary>
    private static readonly Lazy<GeneratorResult> Compiled = new(static () => GeneratorHarness.RunInAllModes(Library + string.Concat(Calls.Select(static call => $$"""

        public static partial class {{call.Key}}
        {
            [Differentiable] public static {{call.Value.Method}}
        }
        """))));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_is_differentiated(string name)
    {
        object[] arguments = Calls[name].Arguments;
        if (name == "Instance") arguments = [Activator.CreateInstance(Compiled.Value.Program!.TypeNamed("Physics.Inner.Model"))!, new double[] { 0.2, 0.4 }];
        GradientCheck.Run(Compiled.Value, name, "F", arguments);
    }
}
