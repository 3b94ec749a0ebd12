using System.Collections.Generic;
using static AutoDiff.Generators.Tests.Traps.Points;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Calls of methods whose source is at hand.</summary>
internal static class CallTraps
{
    /// <summary>What the traps call: of another class, private, generic in nothing, with exits and effects of their own.</summary>
    public const string Helpers = """
        internal static class Helpers
        {
            public static double Square(this double x) => x * x;
            public static double Clip(double x, double low = -1, double high = 1) { if (x < low) return low; if (x > high) return high; return x; }
            public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) { double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; }
            public static void Scale(Span<double> a, double factor) { for (int i = 0; i < a.Length; i++) a[i] *= factor; }
            public static double[] Doubled(ReadOnlySpan<double> a) { var r = new double[a.Length]; for (int i = 0; i < a.Length; i++) r[i] = 2 * a[i]; return r; }
            public static (double Sum, double Product) Both(double a, double b) => (a + b, a * b);
            public static double Positive(double x) => x > 0 ? x : throw new ArgumentException("not positive");
            public static double First(ReadOnlySpan<double> a, double limit) { for (int i = 0; i < a.Length; i++) { for (int j = 0; j <= i; j++) { if (a[i] + a[j] > limit) return a[i] * a[j]; } } return limit * limit; }
            public static void Add(ref double sum, double x) { sum += x; if (x < 0) return; sum *= x; }
            public static void Swap(ref double a, ref double b) => (a, b) = (b, a);
            public static void Split(double x, out double sine, out double cosine) { sine = Math.Sin(x); cosine = Math.Cos(x); }
            public static bool TryRoot(double x, out double root) { root = 0; if (x < 0) return false; root = Math.Sqrt(x); return true; }
            public static void Accumulate(ReadOnlySpan<double> x, ref double s) { for (int i = 0; i < x.Length; i++) s += x[i] * s; }
            public static double Sum(params double[] x) { double s = 0; foreach (double e in x) s += e * e; return s; }
            public static double SumOf(params ReadOnlySpan<double> x) { double s = 0; foreach (double e in x) s += e * e; return s; }
            public static double By(in double x, int n) { double p = 1; while (n-- > 0) p *= x; return p; }
            public static Span<double> Tail(Span<double> x) => x.Length > 0 ? x[1..] : x;
            public static int At(int i, int j) => i * 2 + j;
            public static double Changed(double x) { x = x * x; x += 1; return x; }
            public static double Weighted([NoGradient] ReadOnlySpan<double> data, ReadOnlySpan<double> weights, [NoGradient] double offset) { double s = offset; for (int i = 0; i < data.Length; i++) s += data[i] * weights[i] * offset; return s; }
            public static double Simpson(Func<double, double> f, double a, double b, int n) { double h = (b - a) / n, s = f(a) + f(b); for (int i = 1; i < n; i++) s += (i % 2 == 0 ? 2 : 4) * f(a + i * h); return s * h / 3; }
            public static double Fold(ReadOnlySpan<double> x, double seed, Func<double, double, double> step) { double s = seed; foreach (double e in x) s = step(s, e); return s; }
            private static double Hidden(double x) => Math.Exp(-x * x);
            public static double Outer(double x) => Hidden(x) * Hidden(2 * x);
        }
        """;

    public static Dictionary<string, Trap> All { get; } = new()
    {
        ["a call of a call with the same argument"] = new("(double x) => Helpers.Square(Helpers.Square(x)) * x.Square();", [1.25]),
        ["named and default arguments out of order"] = new("(double x, double y) => Helpers.Clip(high: y * y, x: x * 3) + Helpers.Clip(x, low: y);", [0.2, 0.7], [3.0, 0.9], [-4.0, -0.5]),
        ["early returns of a callee in a loop"] = new("(ReadOnlySpan<double> x, double w) { double s = 0; for (int i = 0; i < x.Length; i++) { if (i == 3) continue; s += Helpers.Clip(x[i] * w) * Helpers.First(x, w); } return s; }", [X, 0.8], [X, 9.0]),
        ["a callee that writes what it is given"] = new("(Span<double> x, double w) { Helpers.Scale(x, w); Helpers.Scale(x[1..], w * w); return Helpers.Dot(x, x); }", [X, 0.8]),
        ["an array that a callee makes"] = new("(ReadOnlySpan<double> x, double w) { var y = Helpers.Doubled(x); Helpers.Scale(y, w); var z = Helpers.Doubled(y); return Helpers.Dot(y, x) + Helpers.Dot(z, y); }", [X, 0.8]),
        ["a tuple that a callee returns"] = new("(double x, double y) { var (s, p) = Helpers.Both(x, y); (double a, _) = Helpers.Both(s, p); return a * Helpers.Both(p, x).Product; }", [1.5, 0.4]),
        ["a callee that may throw"] = new("(double x) => Helpers.Positive(x) * Math.Log(Helpers.Positive(x * 2));", [1.5]),
        ["a ref argument that changes"] = new("(double x, double y) { double s = x; for (int i = 0; i < 4; i++) { Helpers.Add(ref s, y * i - 1); } Helpers.Swap(ref s, ref y); return s * s * y; }", [0.5, 0.7]),
        ["a ref argument in an array"] = new("(Span<double> x, int i) { Helpers.Add(ref x[i], x[0]); Helpers.Swap(ref x[0], ref x[i]); Helpers.Swap(ref x[1], ref x[1]); double s = 1; Helpers.Accumulate(x, ref s); Helpers.Accumulate(x, ref x[2]); return s + x[2]; }", [X, 3], [X, 0]),
        ["the same variable by reference twice"] = new("(double x) { double s = x * 2; Helpers.Swap(ref s, ref s); Helpers.Add(ref s, s); return s * s; }", [0.8]),
        ["out arguments, some of them discarded"] = new("(double x) { Helpers.Split(x, out double s, out _); Helpers.Split(s, out _, out var c); double d; Helpers.Split(c * x, out d, out c); return s * c + d; }", [0.8]),
        ["an out argument under a condition"] = new("(double x) { double s = 0; for (int i = -2; i < 3; i++) if (Helpers.TryRoot(x + i, out double r) && r > 0.1) s += r * i; return s; }", [0.83]),
        ["arguments that are collected"] = new("(double x, double y) => Helpers.Sum(x, y, x * y) * Helpers.Sum() + Helpers.SumOf(x, x) + Helpers.Sum([x, y]);", [0.8, 1.1]),
        ["an argument that the callee changes"] = new("(double x, int n) { double y = Helpers.Changed(x) * x; return y * Helpers.By(x, n) + n; }", [0.8, 3], [0.8, 0]),
        ["a part of memory that a callee returns"] = new("(Span<double> x, double w) { var t = Helpers.Tail(x); Helpers.Scale(Helpers.Tail(t), w); return Helpers.Dot(t, t) * w; }", [X, 0.6], [new[] { 0.5, 0.25 }, 0.6]),
        ["an index that a callee computes"] = new("(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) s += x[Helpers.At(i, j)] * x[Helpers.At(j, i)]; return s; }", [X]),
        ["private helpers of another class"] = new("(double x) => Helpers.Outer(x) * Helpers.Outer(x / 2);", [0.4]),
        ["a local function that captures and assigns"] = new("(ReadOnlySpan<double> x, double w) { double total = 0; int calls = 0; double Term(double a) { calls++; total += a * w; if (a < 0) return total; return Math.Sin(a) * calls; } for (int i = 0; i < x.Length; i++) total += Term(x[i]); return total * calls; }", [X, 0.8]),
        ["a local function declared after its use"] = new("(double x) { return Twice(x) * Half(x); double Twice(double a) => 2 * a * a; static double Half(double a) => a / 2; }", [0.8]),
        ["a local function that calls another"] = new("(double x, int n) { double s = x; void Step() { s = Inner(s) * x; } double Inner(double a) => Math.Sin(a) + n; for (int i = 0; i < n; i++) Step(); while (s > 0.5) Step2(ref s); return s; void Step2(ref double v) => v *= 0.5; }", [0.8, 3], [0.8, 0]),
        ["a call in the condition of a loop"] = new("(double x) { double s = 1; int n = 0; while (Helpers.Square(s) < 40 && n++ < 20) s += Helpers.Changed(s) * x; return s; }", [0.4]),
        ["a static lambda in a variable"] = new("(double x) { Func<double, double> f = static a => a * a + 1; return f(f(x)) * f(2); }", [0.4]),
        ["a lambda that captures a count"] = new("(ReadOnlySpan<double> x, int n) { int calls = 0; Func<double, double, double> f = (a, s) => { calls++; if (a < 0) return s; return s + a * calls * n; }; double total = 0; for (int i = 0; i < x.Length; i++) { total = f(x[i], total); total = f(total, total); } return total; }", [X, 3]),
        ["lambdas and methods handed on"] = new("(ReadOnlySpan<double> x, double w) { Func<double, double> g = Helpers.Square; return Helpers.Simpson(static t => Math.Sin(t) * t, 0, w, 4) + Helpers.Fold(x, w, (s, e) => s * e + 1) + Helpers.Simpson(Helpers.Changed, w, 2, 2) * g(w); }", [X, 0.8]),
        ["a lambda called on the spot"] = new("(double x) => ((Func<double, double>)(a => a * a))(x + 1);", [0.4]),
        ["an assertion with a message"] = new("(double x, int n) { System.Diagnostics.Debug.Assert(x > -9, $\"{{x}} is {x,8:g3} at {n:d2}\"); return x * x * n; }", [0.4, 2]),
        ["a call in both arms of a choice"] = new("(double x) => x > 0 ? Helpers.Square(x) : Helpers.Changed(x);", [0.4], [-0.4]),
    };
}
