using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Matrices of structs and tuples: parameters, outputs, working memory and locals, of every shape.</summary>
public sealed class StructMatrixTests
{
    private const string A = "new Vec3(0.5, -1.25, 2)";
    private const string B = "new Vec3(1.5, 0.75, -0.5)";
    private const string C = "new Vec3(-0.25, 1, 0.125)";
    private const string Grid = $"new Vec3[,] {{ {{ {A}, {B}, {C} }}, {{ {B}, {C}, {A} }} }}";
    private const string Column = $"new Vec3[,] {{ {{ {A} }}, {{ {B} }}, {{ {C} }} }}";
    private const string Row = $"new Vec3[,] {{ {{ {A}, {B} }} }}";
    private const string Earth = "new Body { Position = new Vec3(1, 0.25, 0.5), Velocity = new Vec3(-0.25, 1, 0.125), Mass = 1.5, Id = 3 }";
    private const string Bodies = $"new Body[,] {{ {{ {Earth}, {Earth} with {{ Mass = 2.5 }} }} }}";
    private const string Red = "new Rgb { R = 0.75f, G = 0.25f, B = 0.125f, Space = Space.Gamma }";
    private const string Blue = "new Rgb { R = 0.125f, G = 0.5f, B = 0.875f }";

    private static readonly Dictionary<string, StructProgram> Programs = new()
    {
        ["elements"] = new("double F(Vec3[,] p, double s) { double e = 0; for (int i = 0; i < p.GetLength(0); i++) for (int j = 0; j + 1 < p.GetLength(1); j++) e += (p[i, j] - s * p[i, j + 1]).Norm * (i + 1); return e; }", $"{Grid}, 0.75", $"{Column}, 0.75", $"{Row}, 1.5", "new Vec3[0, 0], 1.0", "new Vec3[3, 0], 1.0", "new Vec3[0, 3], 1.0"),
        ["every element"] = new("double F(Vec3[,] p, int n) { double e = 1; foreach (Vec3 v in p) e = e * v.X + v.Y * v.Z; return e * p.Length + p[n - 1, p.GetUpperBound(1)].X; }", $"{Grid}, 2", $"{Column}, 3"),
        ["in place"] = new("void F(Body[,] b, double dt) { for (int k = 0; k < 3; k++) for (int i = 0; i < b.GetLength(0); i++) for (int j = 0; j < b.GetLength(1); j++) { ref Body one = ref b[i, j]; one.Kick(-one.Mass * one.Position); one.Step(dt); b[i, j].Mass *= 1 + dt * b[i, j].Id; } }", $"{Bodies}, 0.125", "new Body[0, 2], 0.5"),
        ["output"] = new("void F(Vec3[,] p, Quat q, [Output] Vec3[,] r) { for (int i = 0; i < p.GetLength(0); i++) for (int j = 0; j < p.GetLength(1); j++) r[j, i] = q.Rotate(p[i, j]); }", $"{Grid}, new Quat(1, 0.5, -0.25, 0.75), new Vec3[3, 2]", $"{Row}, new Quat(1, 0.5, -0.25, 0.75), new Vec3[4, 3]"),
        ["scratch"] = new("double F(Vec3[,] p, [Scratch] Vec3[,] t) { for (int i = 0; i < p.GetLength(0); i++) for (int j = 0; j < p.GetLength(1); j++) t[i, j] = p[i, j].X * p[i, j]; Vec3 s = Vec3.Up; foreach (Vec3 v in t) s += Vec3.Cross(v, s); return s.Norm; }", $"{Grid}, new Vec3[2, 3]"),
        ["floats and enums"] = new("float F(Rgb[,] p, Rgb c, float t) { float s = 0; for (int i = 0; i < p.GetLength(0); i++) for (int j = 0; j < p.GetLength(1); j++) { p[i, j] = p[i, j].Blend(c, t); s += p[i, j].Luma * (i + 2 * j + 1); } return s; }", $"new Rgb[,] {{ {{ {Red}, {Blue} }}, {{ {Blue}, {Blue} }} }}, {Blue}, 0.25f"),
        ["tuples"] = new("double F((double W, Vec3 P)[,] t) { double s = 0; for (int i = 0; i < t.GetLength(0); i++) { (double w, Vec3 p) = t[i, 0]; s += w * p.Norm; t[i, 0].W *= s; } foreach ((double w, Vec3 p) in t) s += w * p.X; return s; }", $"new[,] {{ {{ (0.5, {A}) }}, {{ (1.5, {B}) }} }}"),
        ["constants"] = new("double F([NoGradient] Body[,] b, [NoGradient] Pair<int>[,] edges, double x) { double s = 0; foreach (var (i, j) in edges) s += (b[i, 0].Position - x * b[j, 0].Position).Norm; return s; }", $"new Body[,] {{ {{ {Earth} }}, {{ {Earth} with {{ Mass = 2 }} }} }}, new Pair<int>[,] {{ {{ new(0, 1), new(1, 0) }} }}, 0.5"),
        ["local matrices"] = new("double F(Vec3 a, Vec3 b, double s, int n) { var q = new Vec3[n, 2]; Vec3[,] r = { { a, b, a + b }, { s * b, a - b, Vec3.Zero } }; for (int i = 0; i < n; i++) { q[i, 0] = i * a + r[i % 2, 1]; q[i, 1] = s * q[i, 0] + r[1, i % 3]; } double e = 0; foreach (Vec3 v in q) e = s * e + v.Norm; return e; }", $"{A}, {B}, 0.5, 4", $"{A}, {B}, 0.5, 0"),
        ["copies"] = new("double F(Vec3[,] p, double s) { var q = (Vec3[,])p.Clone(); q[0, 0] = s * q[0, 0] + q[0, 1]; Array.Clear(p); Vec3 t = p[0, 1]; foreach (Vec3 v in q) t += v * v.X; return t.Norm; }", $"{Grid}, 0.75", $"{Row}, 0.75"),
        ["handed on"] = new("double F(Vec3[,] p, double s) { Scale(p, s); return Below(p, p.GetLength(0)); static void Scale(Vec3[,] m, double by) { for (int i = 0; i < m.GetLength(0); i++) m[i, 0] = by * m[i, 0] + m[i, m.GetLength(1) - 1]; } static double Below(Vec3[,] m, int i) => i == 0 ? 1 : m[i - 1, 0].X * Below(m, i - 1) + m[i - 1, 0].Y; }", $"{Grid}, 0.75", $"{Column}, 0.75"),
        ["one of two"] = new("double F(Vec3[,] p, Vec3[,] q, int k) { Vec3[,] m = k > 0 ? p : q; return m[0, 1].Norm * q[0, 0].X; }", $"{Grid}, {Row}, 1", $"{Grid}, {Row}, 0"),
    };

    /// <summary>Compiled with the first test: looking for the tests must not wait for it.</summary>
    private static readonly Lazy<CompiledProgram> Program = new(static () => StructProgram.Compile(Programs.Values));

    private static readonly Lazy<CompiledProgram> Contract = new(static () => GeneratorHarness.Run("""
        using System;
        using AutoDiff;

        public record struct Vec(double X, float Y, int N);

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Scan(Vec[,] v, double[,] w, int n) { for (int j = 0; j < n; j++) v[0, j] = v[0, j] with { X = v[0, j].X * w[0, j] }; return v[0, 0].X; }

            public static string Complaint(int which)
            {
                Vec[,] v = { { new(1, 2, 3), new(4, 5, 6) } }, d = new Vec[1, 2];
                double[,] w = { { 2, 3 } }, dW = new double[1, 2];
                try
                {
                    switch (which)
                    {
                        case 0: ScanGradient(v, w, 2, new Vec[2, 1], dW); break;
                        case 1: ScanGradient(null!, w, 2, d, dW); break;
                        case 2: ScanGradient(v, w, 2, v, dW); break;
                        case 3: ScanGradient(v, w, 3, d, dW); break;
                        case 4: ScanGradient(new Vec[0, 5], w, 1, new Vec[0, 5], dW); break;
                        case 5: d[0, 1] = new(1, 1, 9); ScanVjp(v, w, 2, 1, d, dW); break;
                        default: d[0, 1] = new(1, 1, 9); ScanGradient(v, w, 2, d, dW); break;
                    }
                }
                catch (ArgumentException exception)
                {
                    return $"{exception.ParamName} {v[0, 0].X}";
                }
                catch (IndexOutOfRangeException)
                {
                    return $"range {v[0, 0].X} {v[0, 1].X}";
                }

                return $"{v[0, 0].X} {d[0, 0]} {d[0, 1]} {dW[0, 0]}";
            }

            public static long BytesAllocated()
            {
                Vec[,] v = new Vec[3, 2], d = new Vec[3, 2];
                double[,] w = new double[3, 2], dW = new double[3, 2];
                for (int i = 0; i < 3; i++) ScanGradient(v, w, 2, d, dW);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++) ScanGradient(v, w, 2, d, dW);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        """).Program!);

    public static TheoryData<string> Names => new(Programs.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        int number = Programs.Keys.ToList().IndexOf(name);
        foreach (object[] arguments in (object[][])Program.Value.Call("C", $"A{number}")!) GradientCheck.Run(Program.Value, "C", $"F{number}", arguments);
    }

    [Theory]
    [InlineData(0, "dV 1")]
    [InlineData(1, "v 1")]
    [InlineData(2, "dV 1")]
    [InlineData(3, "range 2 12")]
    [InlineData(4, "range 1 4")]
    [InlineData(5, "2 Vec { X = 2, Y = 0, N = 0 } Vec { X = 3, Y = 1, N = 9 } 1")]
    [InlineData(6, "2 Vec { X = 2, Y = 0, N = 0 } Vec { X = 0, Y = 0, N = 0 } 1")]
    public void Shapes_are_checked_and_stores_stay(int which, string expected) => Assert.Equal(expected, Contract.Value.Call("C", "Complaint", which));

    [Fact]
    public void Nothing_is_allocated() => Assert.Equal(0L, Contract.Value.Call("C", "BytesAllocated"));
}
