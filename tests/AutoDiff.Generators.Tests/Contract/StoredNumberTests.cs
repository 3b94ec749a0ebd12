using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Numbers that a method stores in objects and statics: those that depend on no active parameter are stored once, and the others are refused.</summary>
public sealed class StoredNumberTests
{
    private const string Types = """

        public struct Vec { public double X, Y; public static Vec operator +(Vec a, Vec b) => new() { X = a.X + b.X, Y = a.Y + b.Y }; }
        public class Log { public double Last, Total; public float Single; public double[] Values = new double[4]; public Vec V; public double P { get; set; } public double this[int i] { get => Values[i]; set => Values[i] = value; } }
        public static class Statics { public static double Number; public static float Single; }
        """;

    private const string Program = """
        using System;
        using AutoDiff;

        public partial class Holder
        {
            public readonly Log Log = new();

            public string State => $"{Log.Last} {Log.Total} {Log.Single} {string.Join(' ', Log.Values)} {Log.V.X} {Log.V.Y} {Log.P} {Statics.Number}";

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
            public double F(double x, [NoGradient] double m, [NoGradient] double[] data)
            {
                Statics.Number = 0;
                for (int i = 0; i < data.Length; i++)
                {
                    double z = m * 0.25 + data[i];
                    Log.Values[i & 3] = z;
                    Log.Total += z * data[i];
                    Log.Single += (float)z;
                    Log.Last = Statics.Number = Math.Exp(-z);
                    (Log.P, double w) = (z + 1, x * z);
                    Log[0] -= Math.Abs(m);
                    Log.V.Y = z;
                    Log.P++;
                    Statics.Number *= (int)x;
                    x = Math.Sin(x) + w * Diff.StopGradient(Log.Last);
                }

                Log.V = new Vec { X = m, Y = Diff.StopGradient(x) };
                return x * x;
            }
        }

        public static class Use
        {
            public static string Compare(string mode)
            {
                Holder one = new(), two = new();
                double[] data = [0.5, 0.25, 2, -1, 3];
                double value = one.F(1.25, 0.75, data), dX = 0;
                double same = mode switch
                {
                    "Gradient" => two.FGradient(1.25, 0.75, data, out dX),
                    "Vjp" => two.FVjp(1.25, 0.75, data, 1, ref dX),
                    "Hvp" => two.FHvp(1.25, 0.75, data, 1, out dX, out _),
                    _ => two.FJvp(1.25, 0.75, data, 1) is var (v, t) && (dX = t) == t ? v : 0,
                };
                double slope = (new Holder().F(1.25 + 1e-6, 0.75, data) - new Holder().F(1.25 - 1e-6, 0.75, data)) / 2e-6;
                return $"{value == same} {Math.Abs(dX - slope) < 1e-6 * Math.Abs(slope)} {(one.State == two.State ? "same" : one.State + " / " + two.State)}";
            }
        }
        """ + Types;

    [Theory]
    [InlineData("Gradient")]
    [InlineData("Vjp")]
    [InlineData("Jvp")]
    [InlineData("Hvp")]
    public void What_depends_on_no_active_parameter_is_stored_once(string mode) =>
        Assert.Equal("True True same", GeneratorHarness.Run(Program).Program!.Call("Use", "Compare", mode));

    [Theory]
    [InlineData("[Differentiable] static double F(double x) { ⟦Statics.Number = x⟧; return x; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { ⟦l.Total += x * 2⟧; return x; }")]
    [InlineData("double t; [Differentiable] double F(double x) { ⟦t -= Math.Sin(x)⟧; return x; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { ⟦l[1] = x⟧; return x; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { ⟦l.Values[0] *= x⟧; return x; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { ⟦Statics.Single = (float)x⟧; return x; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { double y; (⟦l.Last⟧, y) = (x, 2.0); return x * y; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { double y = ⟦l.Last = x⟧; return y; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { double y = 1; for (int i = 0; i < 3; i++) { ⟦l.Last = y⟧; y *= x; } return y; }")]
    [InlineData("[Differentiable] static double F(double x, Log l) { Keep(l, 2); Keep(l, x); return x; } static void Keep(Log l, double a) { ⟦l.Last = a⟧; }")]
    [InlineData("[Differentiable] static double F(Vec v, Log l) { ⟦l.V = v⟧; return v.X; }")]
    [InlineData("[Differentiable] static double F(Vec v, Log l) { ⟦l.V.X = v.Y⟧; return v.X; }")]
    [InlineData("[Differentiable] static double F(Span<double> x, Log l) { ⟦l.Last = x[0]⟧; return x[0]; }")]
    public void What_depends_on_one_is_refused(string members)
    {
        string marked = $"using System; using AutoDiff; partial class C {{ {members} }} {Types}", source = marked.Replace("⟦", "").Replace("⟧", "");
        var refused = GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics;
        Assert.All(refused, diagnostic => Assert.Equal(DiagnosticIds.ActiveValueStored, diagnostic.Id));
        Assert.Equal([marked.Split('⟦', '⟧')[1]], refused.Select(diagnostic => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)).Distinct());
    }
}
