using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>Files of differentiable methods, all different, for the generator to work on.</summary>
internal static class GeneratorPrograms
{
    private const int MethodsPerFile = 10;

    /// <summary>Methods of every kind, the shorter ones more than once; <c>@</c> stands for a number of their own.</summary>
    private static readonly string[] Kinds =
    [
        "double F@(double x, double y) => Math.Sin(x * @) * y + Math.Exp(-x * x) / (1 + y * y);",
        "double F@(ReadOnlySpan<double> w) { double sum = 0; for (int i = 0; i + 1 < w.Length; i++) { double a = 1 - w[i], b = w[i + 1] - w[i] * w[i]; sum += a * a + @ * b * b; } return sum; }",
        "double F@(double x, int n) { double y = @; while (n-- > 0) { y = Math.Sin(y) + x; if (y > 1) y *= 0.5; } return y; }",
        "double F@(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double slope, double offset) { double sum = 0; for (int i = 0; i < x.Length; i++) { double r = slope * x[i] + offset - y[i]; sum += Math.Abs(r) < @ ? 0.5 * r * r : @ * (Math.Abs(r) - 0.5); } return sum / x.Length; }",
        "double F@(double x, double y) => x > @ ? Helpers.Smooth(x - @) * y : Helpers.Smooth(y) - x;",
        "double F@(ReadOnlySpan<double> x) { double most = double.NegativeInfinity; foreach (double v in x) most = Math.Max(most, v); double sum = 0; foreach (double v in x) sum += Math.Exp((v - most) / @); return most + @ * Math.Log(sum); }",
        "double F@(Span<double> x, double k, int steps) { for (int t = 0; t < steps; t++) for (int i = 1; i + 1 < x.Length; i++) x[i] += k * (x[i - 1] - 2 * x[i] + x[i + 1]) / @; double sum = 0; foreach (double v in x) sum += v * v; return sum; }",
        "double F@(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double label) { int n = x.Length, hidden = w.Length / (n + 1); double y = 0; for (int j = 0; j < hidden; j++) { double z = 0; for (int i = 0; i < n; i++) z += w[j * n + i] * x[i]; y += w[hidden * n + j] * Math.Tanh(z); } double r = y - label; return @ * r * r; }",
        "double F@(Body a, Body b) { double dx = a.X - b.X, dy = a.Y - b.Y, r = Math.Sqrt(dx * dx + dy * dy + 1e-@); return a.Mass * b.Mass / r; }",
        "double F@(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, int n) { double[] state = new double[n], next = new double[n]; double loss = 0; for (int t = 0; t < x.Length; t++) { for (int i = 0; i < n; i++) { double sum = x[t] * @; for (int j = 0; j < n; j++) sum += weights[i * n + j] * state[j]; next[i] = Math.Tanh(sum); } next.CopyTo(state, 0); loss += state[0] * state[0]; } return loss; }",
    ];

    /// <summary>What the methods call, in a file without any of them.</summary>
    public const string Elsewhere = """
        public struct Body { public double X, Y, Mass; }

        internal static class Helpers { public static double Smooth(double x) => x > 30 ? x : System.Math.Log(1 + System.Math.Exp(x)); }
        """;

    public static string[] Files(int methods) => [.. Enumerable.Range(1, methods).Chunk(MethodsPerFile).Select((numbers, i) => File(i, numbers))];

    private static string File(int number, IEnumerable<int> methods) => $$"""
        using System;
        using AutoDiff;

        public static partial class Methods{{number}}
        {
            {{string.Join("\n\n    ", methods.Select(Method))}}
        }
        """;

    private static string Method(int number) => $"[Differentiable]\n    public static {Kinds[number % Kinds.Length].Replace("@", $"{number}")}";
}
