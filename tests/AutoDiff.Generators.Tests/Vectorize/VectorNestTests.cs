using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops with loops in them, whose outermost iterations have a lane each, against the loops of the source.</summary>
public sealed class VectorNestTests
{
    /// <summary>Bodies of the methods of <see cref="LoopAgreement"/>; T is the type of the numbers, M the class of its mathematics.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["polynomials"] = "T s = 0; int m = Math.Min(5, x.Length); for (int i = 0; i < y.Length; i++) { T t = y[i] / 2, r = -1, p = 1; for (int j = 0; j < m; j++) { r += x[j] * p; p *= t; } s += r * r; } return s;",
        ["by index"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T t = (T)i / 100, r = M.Sign(t - a), p = 1; for (int j = 0; j < 4; j++) { r -= a * p; p *= t; } s += r * r * x[i]; } return s;",
        ["by numbers that wrap around"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T t = (T)(i * 1103515245) / 2147483648, p = 1; for (int j = 0; j < 4; j++) p = p * t + a; s += p * x[i]; } return s;",
        ["by comparing numbers that wrap around"] = "T s = 0; for (int i = 0; i < x.Length; i++) { int h = i * 1103515245; T p = 1; for (int j = 0; j < 4; j++) { if (h > j) p = p * x[i] + a; else p -= a; } s += p; } return s;",
        ["by sums that wrap around"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T t = (T)(i + int.MaxValue - k) / 2147483648, p = 1; for (int j = 0; j < 4; j++) { if (i + int.MaxValue < j) p = p * t + a; else p -= x[i] * a; } s += p * x[i]; } return s;",
        ["sign of what varies"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T r = M.Sign(x[i]), p = 1; for (int j = 0; j < 4; j++) { r += a * p; p *= x[i]; } s += r * r; } return s;",
        ["nearest"] = "int d = k + 1, n = x.Length / d, m = Math.Min(5, z.Length / d); T s = 0; for (int i = 0; i < n; i++) { T best = 1000; for (int c = 0; c < m; c++) { T q = 0; for (int j = 0; j < d; j++) { T e = x[i * d + j] - z[c * d + j]; q += e * e; } best = M.Min(best, q); } s += best; } return s;",
        ["nearest by slices"] = "int d = k + 1; T s = 0; for (int i = 0; i + d <= x.Length; i += d) { ReadOnlySpan<T> p = x.Slice(i, d); T best = 1000; for (int c = 0; c + d <= Math.Min(z.Length, 5 * d); c += d) { ReadOnlySpan<T> q = z.Slice(c, d); T e = 0; for (int j = 0; j < p.Length; j++) { T f = p[j] - q[j]; e += f * f; } best = M.Min(best, e); } s += best; } return s;",
        ["steps"] = "int d = k + 1; T s = 0; for (int i = 0; i < x.Length; i += d) { ReadOnlySpan<T> p = x.Slice(i, d); T e = 1; for (int j = 0; j < p.Length; j++) e = e * a + p[j] * p[j] * j; s += e; } return s;",
        ["layers"] = "int d = k + 1, n = x.Length / d, m = Math.Min(4, z.Length / d); T[] h = new T[m]; T s = 0; for (int i = 0; i < n; i++) { for (int o = 0; o < m; o++) { T v = a; for (int j = 0; j < d; j++) v += z[o * d + j] * x[i * d + j]; h[o] = M.Tanh(v); } T u = 0; for (int o = 0; o < m; o++) u += h[o] * y[o]; s += (u - a) * (u - a); } return s / (n + 1);",
        ["layers with an array each"] = "int d = k + 1, n = x.Length / d; T s = 0; for (int i = 0; i < n; i++) { T[] h = new T[3]; for (int o = 0; o < 3; o++) { T v = a; for (int j = 0; j < d; j++) v += y[o] * x[i * d + j]; h[o] = v > 0 ? v : v / 8; } T u = 0; for (int o = 0; o < 3; o++) u += h[o] * h[2 - o]; s += u * u; } return s;",
        ["what the last one left"] = "T[] h = new T[3]; T s = 0; for (int i = 0; i < x.Length; i++) { for (int o = 0; o < 3; o++) h[o] = h[o] * a + x[i]; for (int o = 0; o < 3; o++) s += h[o] * h[o]; } return s;",
        ["half of what the last one left"] = "T[] h = new T[4]; T s = 0; for (int i = 0; i < x.Length; i++) { for (int o = 0; o < k; o++) h[o] = a * x[i]; T u = 0; for (int o = 0; o < 4; o++) u += h[o] * h[o]; h[3] = u / (1 + u); s += u; } return s;",
        ["left behind"] = "T[] h = new T[4]; T s = 0; for (int i = 0; i < x.Length; i++) { for (int o = 0; o < 4; o++) h[o] = a * x[i] + o; T u = 1; for (int o = 0; o < 4; o++) u *= h[o]; s += u; } return s + h[2] * h[3];",
        ["added up in an array"] = "int n = x.Length / 3; T[] g = new T[3]; T s = 0; for (int i = 0; i < n; i++) { T v = a; for (int j = 0; j < 3; j++) v = v * x[i * 3 + j] / 2 + 1; for (int j = 0; j < 3; j++) g[j] += v * z[j]; } for (int j = 0; j < 3; j++) s += g[j] * g[j]; return s;",
        ["added up in rows"] = "int n = x.Length / 3; T[] g = new T[6]; T s = 0; for (int i = 0; i < n; i++) { for (int c = 0; c < 2; c++) for (int j = 0; j < 3; j++) g[c * 3 + j] += x[i * 3 + j] * z[c]; } for (int j = 0; j < 6; j++) s += g[j] * g[j]; return s;",
        ["softmax"] = "int n = x.Length / 3; T[] l = new T[3]; T s = 0; for (int i = 0; i < n; i++) { for (int c = 0; c < 3; c++) { l[c] = a; for (int j = 0; j < 3; j++) l[c] += x[i * 3 + j] * z[c * 3 + j]; } T m = l[0]; for (int c = 1; c < 3; c++) m = M.Max(m, l[c]); T q = 0; for (int c = 0; c < 3; c++) q += M.Exp(l[c] - m); s += m + M.Log(q) - l[0]; } return s;",
        ["labels"] = "int n = x.Length / 3; int[] label = new int[n]; for (int i = 0; i < n; i++) label[i] = i * 7 % 3; T[] l = new T[3]; T s = 0; for (int i = 0; i < n; i++) { for (int c = 0; c < 3; c++) { l[c] = a; for (int j = 0; j < 3; j++) l[c] += x[i * 3 + j] * z[c * 3 + j]; } T q = 0; for (int c = 0; c < 3; c++) { q += M.Exp(l[c] / 8); if (c == label[i]) q -= l[c]; } s += q; } return s;",
        ["best"] = "int n = x.Length / 4; T s = 0; for (int i = 0; i < n; i++) { T best = a; int at = 0; for (int j = 0; j < 4; j++) { T v = x[i * 4 + j] * z[j]; if (v > best) { best = v; at = j; } } s += best * at + best; } return s;",
        ["branches"] = "int n = x.Length / 3; T s = 0; for (int i = 0; i < n; i++) { T v = 0; if (x[i] > 0) { for (int j = 0; j < 3; j++) v += x[i * 3 + j] * y[j]; } else { v = a; for (int j = 0; j < 3; j++) v *= a; } s += v * v; } return s;",
        ["uniform branches"] = "int n = x.Length / 3; T s = 0; for (int i = 0; i < n; i++) { T v = 1; for (int j = 0; j < 3; j++) { if (j > k) v += x[i * 3 + j] * a; else v = v * x[i * 3 + j] + y[j]; } s += v; } return s;",
        ["triangles"] = "int n = x.Length / 4; T s = 0; T[] t = new T[4]; for (int i = 0; i < n; i++) { for (int r = 0; r < 4; r++) t[r] = x[i * 4 + r] * a; for (int c = 0; c < 4; c++) for (int r = c + 1; r < 4; r++) t[r] += z[c + r] * x[i * 4 + c]; for (int r = 0; r < 4; r++) s += t[r] * t[r]; } return s;",
        ["counted in it"] = "int n = x.Length / 4; T s = 0; for (int i = 0; i < n; i++) { int next = 0; T v = a; for (int c = 0; c < 3; c++) for (int r = c; r < 3; r++) v = v * z[next++] + x[i * 4 + c]; s += v; } return s;",
        ["as far as the index"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = a; for (int j = 0; j < i % 5; j++) v = v * v / 4 + x[i]; s += v; } return s;",
        ["past the end"] = "int d = k + 1; T s = 0; for (int i = 0; i < x.Length; i++) { T v = a; for (int j = 0; j < d; j++) v = v * x[i * d + j] / 2 + y[j]; s += v; } return s;",
        ["slices past the end"] = "int d = k + 1; T s = 0; for (int i = 0; i < x.Length; i++) { ReadOnlySpan<T> p = x.Slice(i * d, d); T v = a; for (int j = 0; j < d; j++) v = v * p[j] / 2 + y[j]; s += v; } return s;",
        ["thrown"] = "int n = x.Length / 3; T s = 0; for (int i = 0; i < n; i++) { T v = a; if (k > 2 && n > 9) throw new InvalidOperationException(); for (int j = 0; j < 3; j++) v = v * x[i * 3 + j] + y[j]; s += v; } return s;",
        ["deep"] = "int n = x.Length; T s = 0; for (int i = 0; i < n; i++) { T v = x[i]; for (int p = 0; p < k; p++) for (int q = 0; q < 2; q++) for (int r = 0; r < p; r++) v = v * a + y[q] * z[r]; s += v * v; } return s;",
        ["epochs"] = "int n = x.Length / 3; T s = 0; T[] h = new T[3]; for (int e = 0; e < 2; e++) for (int i = 0; i < n; i++) { for (int j = 0; j < 3; j++) h[j] = x[i * 3 + j] * a + e; T v = 1; for (int j = 0; j < 3; j++) v *= h[j]; s += v; } return s;",
        ["into memory"] = "int n = Math.Min(x.Length / 3, z.Length); for (int i = 0; i < n; i++) { T v = a; for (int j = 0; j < 3; j++) v = v * x[i * 3 + j] + 1; z[i] = v; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["integration"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T q = x[i], p = 0; for (int t = 0; t < 7; t++) { p -= a * M.Sin(q) / 8; q += p / 8; } s += q * q; } return s;",
        ["copies"] = "int n = x.Length / 3; T[] h = new T[3], g = new T[3]; T s = 0; for (int i = 0; i < n; i++) { for (int j = 0; j < 3; j++) h[j] = x[i * 3 + j]; for (int t = 0; t < 2; t++) { for (int j = 0; j < 3; j++) g[j] = h[j] * h[2 - j] * a; g.CopyTo(h, 0); } for (int j = 0; j < 3; j++) s += h[j]; } return s;",
    };

    private static readonly LoopAgreement Agreement = new(Bodies, "[NoGradient] "), OfAll = new(Bodies);

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_agree_with_the_order_of_the_source(string name) => Agreement.Check(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_agree_where_the_data_have_a_gradient_too(string name) => OfAll.Check(name);

    [Fact]
    public void What_must_be_in_lanes_is()
    {
        string[] scalar = ["what the last one left", "half of what the last one left", "left behind", "as far as the index", "by comparing numbers that wrap around", "thrown", "into memory", "nearest by slices", "steps", "layers with an array each", "branches", "counted in it", "deep", "copies"];
        string source = Agreement.Generated([.. Bodies.Keys]);
        Assert.Equal([.. scalar.Order()], [.. Bodies.Keys.Where(name => !Remarks(name).Contains("an iteration to a lane", StringComparison.Ordinal)).Order()]);

        string Remarks(string name) => source[source.IndexOf($"// {LoopAgreement.MethodName(name, isSingle: false)}Gradient:", StringComparison.Ordinal)..].Split("#nullable")[0];
    }
}
