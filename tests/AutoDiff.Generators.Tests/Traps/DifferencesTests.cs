using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>The traps that differences can judge.</summary>
public sealed class DifferencesTests
{
    private static readonly double[] X = [0.7, -1.2, 0.4, 1.9, -0.3];
    private static readonly double[] Y = [1.1, 0.6, -0.8, 0.25, 1.4];

    private static readonly Dictionary<string, Trap> Traps = new()
    {
        // accumulators
        ["an accumulator that starts from a constant"] = new("(double x, int n) { double p = 1; for (int i = 0; i < n; i++) p *= x; return p; }", [3.0, 2], [0.5, 1], [0.5, 0]),
        ["a product of sums"] = new("(double x, int n) { double s = 2; for (int i = 0; i < n; i++) s = s * x + i; return s * s; }", [0.9, 3], [0.9, 0]),
        ["a quotient by the parameter"] = new("(double x, int n) { double s = 5; for (int i = 0; i < n; i++) s = s / x; return s; }", [1.3, 4]),
        ["a sine of what it made"] = new("(double x, int n) { double s = 0.5; for (int i = 0; i < n; i++) s = Math.Sin(s * x); return s; }", [1.7, 5]),
        ["a divisor in the line"] = new("(double x, double y) { double s = 0; for (int i = 1; i <= 3; i++) s += x * i / (y * y + i); return s; }", [1.5, 0.4]),
        ["a name used again"] = new("(double x) { x = Math.Sin(x); x = x * x; x = Math.Exp(x); return x; }", [0.8]),
        ["a square as a product"] = new("(double x) { double y = x; return x * y; }", [1.25]),
        ["a value used before and after its change"] = new("(double x) { double y = x; double z = y; y *= x; z += y; y *= z; return y + z; }", [1.25]),
        ["a value assigned within an expression"] = new("(double x) { double y; return (y = x * x) + x * y + (x = y); }", [1.25]),

        // loops
        ["a loop whose bound is computed from a parameter"] = new("(double x, int n) { double s = 0; int m = n * 2 - 1; for (int i = 0; i < m; i++) { s += Math.Pow(x, i + 1); m = n * 2 - 1; } return s; }", [0.9, 2], [0.9, 0]),
        ["a bound that is a step function"] = new("(double x) { double s = 0; for (int i = 0; i < (int)(x * 3); i++) s += x * x; return s; }", [1.2]),
        ["a counter that starts negative"] = new("(double x) { double s = 0; for (int i = -3; i < 2; i++) s += Math.Sin(x * i); return s; }", [0.6]),
        ["a stride of minus three"] = new("(ReadOnlySpan<double> x) { double p = 1; for (int i = x.Length - 1; i >= 0; i -= 3) p = p * x[i] + 1; return p; }", [X], [new double[] { 2 }], [Array.Empty<double>()]),
        ["a stride that does not divide"] = new("(ReadOnlySpan<double> x) { double p = 1; for (int i = 0; i < x.Length; i += 2) p = p * x[i] + i; return p; }", [X]),
        ["a byte counter"] = new("(double x) { double p = 1; for (byte b = 250; b < 255; b++) p += x * p / b; return p; }", [0.6]),
        ["a long counter"] = new("(double x) { double p = 1; for (long l = 3000000000L; l < 3000000004L; l++) p *= Math.Sin(x + (l % 5)); return p; }", [0.6]),
        ["a loop up to the largest integer"] = new("(double x) { double p = 1; for (int i = int.MaxValue - 3; i < int.MaxValue; i++) p = p * x + 1; return p; }", [0.6]),
        ["a loop down to the smallest integer"] = new("(double x) { double p = 1; for (int i = int.MinValue + 3; i > int.MinValue; i--) p = p * x + 1; return p; }", [0.6]),
        ["a triangular nest"] = new("(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = i + 1; j < x.Length; j++) { double d = x[i] - x[j]; s += d * d * s + d; } return s; }", [new double[] { 0.2, 0.5, -0.3 }], [new double[] { 1 }]),
        ["the sum in a nest, without a local"] = new("(Span<double> x, ReadOnlySpan<double> y) { for (int i = 0; i < x.Length; i++) for (int j = 0; j < y.Length; j++) x[i] += y[j] * x[i]; return x[0] * x[1]; }", [new double[] { 0.2, 0.5 }, new double[] { 0.3, -0.4 }]),
        ["a while loop that doubles"] = new("(double x) { double y = x; while (y < 10) y = y * y + x; return y; }", [1.3], [11.0]),
        ["an assignment in the condition"] = new("(double x) { double y = x; int n = 0; while ((y = y * 1.5 + x) < 10 && n < 9) n++; return y; }", [1.3], [11.0]),
        ["a do loop that runs once"] = new("(double x) { double y = x; do { y *= x; } while (y > 100); return y; }", [1.3]),
        ["a break inside if inside for inside while"] = new("(double x, int n) { double y = x; int k = 0; while (k++ < n) { for (int i = 0; i < 4; i++) { if (y > 3 + i) break; y = y * x + 0.1; } y *= 0.5; } return y; }", [1.4, 3], [1.4, 0]),
        ["an early return from a nest"] = new("(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) for (int j = 0; j <= i; j++) { s = s * x[j] + x[i]; if (s < -1) return s * s; } return s; }", [X], [Y]),
        ["a continue that skips"] = new("(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) { if (x[i] < 0) continue; s = s * x[i] + Math.Sin(s); } return s; }", [X]),
        ["a loop that breaks and the index after it"] = new("(ReadOnlySpan<double> x) { int i; double s = 1; for (i = 0; i < x.Length; i++) { if (x[i] > 1) break; s *= x[i]; } return s * (i + 1); }", [X], [new double[] { 0.5 }]),

        // memory
        ["read here, write there"] = new("(Span<double> x) { for (int i = 0; i + 1 < x.Length; i++) x[i + 1] = x[i] * x[i + 1]; return x[^1]; }", [X]),
        ["Gauss-Seidel"] = new("(Span<double> x, ReadOnlySpan<double> y, int n) { for (int k = 0; k < n; k++) for (int i = 1; i + 1 < x.Length; i++) x[i] = 0.5 * (x[i - 1] + x[i + 1]) + 0.1 * y[i] * x[i] * x[i]; double s = 0; foreach (double v in x) s += v * v; return s; }", [X, Y, 3]),
        ["a prefix sum"] = new("(Span<double> x) { for (int i = 1; i < x.Length; i++) x[i] += x[i - 1]; double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i]); return s; }", [X]),
        ["butterflies in place"] = new("(Span<double> x) { for (int h = 1; h < x.Length; h *= 2) for (int i = 0; i < x.Length; i += 2 * h) for (int j = i; j < i + h; j++) { double a = x[j], b = x[j + h] * 0.9; x[j] = a + b * b; x[j + h] = a - b; } return x[0] * x[^1]; }", [new double[] { 0.3, -0.2, 0.8, 0.5 }]),
        ["an insertion sort"] = new("(Span<double> x) { for (int i = 1; i < x.Length; i++) { int j = i; while (j > 0 && x[j - 1] > x[j]) { (x[j - 1], x[j]) = (x[j], x[j - 1]); j--; } } double s = 0; for (int i = 0; i < x.Length; i++) s = s * 0.5 + (i + 1) * x[i] * x[i]; return s; }", [X]),
        ["an accumulator set to zero again"] = new("(ReadOnlySpan<double> x, [Scratch] Span<double> t) { double s = 1; for (int i = 0; i < x.Length; i++) { t.Clear(); for (int j = 0; j < t.Length; j++) t[j] += x[i] * x[j]; for (int j = 0; j < t.Length; j++) s += t[j] * s * 0.1; } return s; }", [X, new double[3]]),
        ["scratch overwritten with active data"] = new("(ReadOnlySpan<double> x, [Scratch] Span<double> t) { for (int i = 0; i < t.Length; i++) t[i] = 1; double s = 0; for (int i = 0; i < x.Length; i++) { t[i % t.Length] *= x[i]; s += t[0] * x[i]; } return s; }", [X, new double[2]]),
        ["a swap of elements"] = new("(Span<double> x) { (x[0], x[1]) = (x[1], x[0]); x[0] *= x[1]; return x[0] * x[0] + x[1]; }", [X]),
        ["a swap of locals in a loop"] = new("(double a, double b) { for (int i = 0; i < 5; i++) (a, b) = (b, a * b + i); return a - b; }", [0.5, 0.7]),
        ["a local that is another name of a parameter"] = new("(Span<double> x) { Span<double> y = x; y[0] = x[1] * y[2]; x[1] = y[0] * y[0]; return x[0] * x[1]; }", [X]),
        ["slices of one memory that overlap"] = new("(Span<double> x) { Span<double> a = x[..3], b = x[1..4]; for (int i = 0; i < a.Length; i++) b[i] = a[i] * b[i]; return x[3] * x[1]; }", [X]),
        ["an element by a computed index"] = new("(Span<double> x, int[] k) { double s = 0; foreach (int i in k) { s += x[i] * s + x[i]; x[i] *= 0.5; } return s; }", [X, new[] { 1, 3, 1, 0 }]),
        ["a local array of every iteration"] = new("(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) { var t = new double[2]; t[0] = x[i] * s; t[1] += t[0] * t[0]; s += t[1] - t[0]; } return s; }", [X]),

        // branches
        ["a branch that assigns and one that does not"] = new("(double x, double y) { double z = x; if (y > 0) z = z * y; else if (x > 0) z += x * x; return z * z; }", [0.5, 0.7], [0.5, -0.7], [-0.5, -0.7]),
        ["a nest of branches"] = new("(double x, double y) { double z = y; if (x > 0) { if (y > 0) { z *= x; if (z > 1) z = Math.Log(z); } else z = x * x; } return z + x * z; }", [0.5, 0.7], [2.5, 0.7], [0.5, -0.7], [-0.5, 0.4]),
        ["a switch with shared sections"] = new("(double x, int n) { double y = x; switch (n) { case 0: case 1: y *= x; break; case 2: return y; case > 4: y = Math.Sin(y); break; default: y += 2 * x; break; } return y * y; }", [0.5, 1], [0.5, 2], [0.5, 3], [0.5, 7]),
        ["conditions that stop early"] = new("(double x, double y) { double z = x > 0 && Math.Log(x) > y ? x * y : x - y; if (x < 0 || Math.Sqrt(x) < y) z *= x; return z; }", [0.5, 0.7], [3.0, 0.7], [-0.5, 0.2]),
        ["a long chain of reuse"] = new("(double x) { double y = x; for (int i = 0; i < 20; i++) { double t = y; y = x; x = Math.Sin(t) + 0.5 * y; } return x * y; }", [0.4]),
        ["a tape that a zero adjoint would leave unread"] = new("(double a, double[] z, double t, int n) { int i = 0; while (i <= n) { z[0] = a; a += Math.Log(1.5 + z[0] * z[0]) / (1.5 + t + z[0]); i++; } return 1; }", [0.5, new[] { 0.2 }, 0.7, 3]),

        // conversions
        ["an index that is a step function of the argument"] = new("(double x, ReadOnlySpan<double> y) { int i = (int)(x * 2); return x * y[i] * i; }", [1.2, Y]),
        ["integers that came from numbers"] = new("(double x) { int n = (int)Math.Floor(x * 10); double s = x; for (int i = 0; i < n; i++) s += n * x; return s; }", [0.53]),

        // results
        ["a vector of results from a loop"] = new("(ReadOnlySpan<double> x, [Output] Span<double> y) { double s = 1; for (int i = 0; i < x.Length; i++) { s = s * x[i] + 0.5; y[i] = s * s; } }", [X, new double[5]]) { IsVoid = true },
        ["a state updated in place"] = new("(Span<double> x, double a, int n) { for (int k = 0; k < n; k++) for (int i = 0; i < x.Length; i++) x[i] += a * x[(i + 1) % x.Length] * x[i]; }", [X, 0.1, 2], [X, 0.1, 0]) { IsVoid = true },
        ["an output overwritten in part"] = new("(Span<double> x, double a) { x[0] = a; x[1] *= a; if (a > 0) x[2] = x[0] * x[1]; }", [X, 0.3], [X, -0.3]) { IsVoid = true },
        ["a result and memory"] = new("(Span<double> x, double[] z, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * z[i]; z[i] = s * a; x[i] = z[i] * x[i]; } return s * s; }", [X, Y, 0.4]),
    };

    private static readonly Lazy<CompiledProgram> Program = new(() => Trap.Compile(Traps.Values));

    public static TheoryData<string> Names => [.. Traps.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_agrees_with_differences(string trap)
    {
        int number = Traps.Keys.ToList().IndexOf(trap);
        foreach (object[] point in Traps[trap].Points) GradientCheck.Run(Program.Value, "C", $"F{number}", point);
    }
}
