using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Nested;

/// <summary>Programs that take derivatives and are differentiated themselves.</summary>
internal static class NestedPrograms
{
    /// <summary>What the functions use.</summary>
    public const string Common = """
        public record struct Spring(double Stiffness, double Length, int Count);

        public static partial class Energies
        {
            private static double Bump(double x) => Math.Exp(-x * x);
            private static double Depth(ReadOnlySpan<double> x, double w, int i) => i == x.Length ? w : x[i] * Depth(x, w * Math.Cos(x[i]), i + 1);
        }
        """;

    /// <summary>Bodies of functions of a span and a number.</summary>
    public static readonly Dictionary<string, string> Functions = new()
    {
        ["Plain"] = "double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Sin(w * x[i]) * x[i]; return s;",
        ["Branches"] = "double s = w; for (int i = 0; i < x.Length; i++) { if (x[i] > 0.5) s += x[i] * x[i] * w; else if (i % 2 == 0) s *= Math.Exp(0.3 * x[i]); else s -= w * w * x[i]; } return s * s;",
        ["Taped"] = "double p = w; for (int i = 0; i < x.Length; i++) { p = p * Math.Tanh(x[i]) + Math.Sqrt(1 + p * p); for (int j = 0; j < 2; j++) p += 0.1 * p * x[i]; } return p;",
        ["Unknown"] = "double p = w; int n = 0; while (p < 4 && n < 9) { p += 0.5 + 0.3 * Math.Sin(p * x[n % x.Length]); n++; } return p * p * w;",
        ["Newton"] = "double r = 1; while (Math.Abs(r * r - w * w - 1) > 1e-12) r = 0.5 * (r + (w * w + 1) / r); return r * x[0] + r * r * x[1 % x.Length];",
        ["Exits"] = "double s = 0; foreach (double e in x) { if (e < 0) continue; s += e * e * e * w; if (s > 3) return s * w; } return s + w * w;",
        ["Calls"] = "double s = 0; for (int i = 0; i < x.Length; i++) s += Bump(x[i] * w) * Bump(s); return s + Depth(x, w, 0);",
        ["Rewritten"] = "double[] y = x.ToArray(); for (int k = 0; k < 3; k++) { for (int i = 1; i < y.Length; i++) y[i] += w * y[i - 1] * y[i]; y[0] *= y[^1]; } double s = w; foreach (double e in y) s += e; return s;",
        ["Structs"] = "var spring = new Spring(w, w * w, 2); double s = w; for (int i = 1; i < x.Length; i++) { double d = x[i] - x[i - 1] - spring.Length; s += 0.5 * spring.Stiffness * d * d; spring = spring with { Length = spring.Length * Math.Cos(d) }; } return s;",
        ["Poles"] = "double s = 0; foreach (double e in x) s += e * e; return Math.Sqrt(s + w * w) + Math.Log(1 + Math.Pow(w, 2));",
    };

    /// <summary>A loss of every derivative of a function.</summary>
    public static readonly Dictionary<string, string> Outers = new()
    {
        ["Gradient"] = """
            double F(ReadOnlySpan<double> x, double w) { Span<double> d = new double[x.Length]; double v = Energies.EGradient(x, w, d, out double dW), s = v * dW; for (int i = 0; i < d.Length; i++) s += d[i] * d[i] * (i + 1); return s; }
            """,
        ["Vjp"] = """
            double F(ReadOnlySpan<double> x, double w) { Span<double> d = x.ToArray(); double dW = w; double v = Energies.EVjp(x, w, w * w, d, ref dW), s = v + dW * dW; for (int i = 0; i < d.Length; i++) s += d[i] * d[i] * (i + 1); return s; }
            """,
        ["Jvp"] = """
            double F(ReadOnlySpan<double> x, double w) { var (v, t) = Energies.EJvp(x, w, x, w * 0.5); return v * t + t * t; }
            """,
        ["Hvp"] = """
            double F(ReadOnlySpan<double> x, double w) { Span<double> v = new double[x.Length], d = new double[x.Length], h = new double[x.Length]; v.Fill(w); double value = Energies.EHvp(x, w, v, 1, d, out double dW, h, out double hW), s = value * hW + dW; for (int i = 0; i < d.Length; i++) s += d[i] * h[i]; return s; }
            """,
        ["Jacobian"] = """
            double F(ReadOnlySpan<double> x, double w) { Span<double> j = new double[x.Length + 1]; Energies.EJacobian(x, w, j); double s = 0; for (int i = 0; i < j.Length; i++) s += j[i] * j[i] * (i + w); return s; }
            """,
        ["Hessian"] = """
            double F(ReadOnlySpan<double> x, double w) { int n = x.Length + 1; Span<double> d = new double[x.Length], h = new double[n * n]; double v = Energies.EHessian(x, w, d, out double dW, h), s = v * dW; for (int i = 0; i < n; i++) s += h[i * n + i] * h[i]; return s; }
            """,
    };
}
