using System;
using System.Collections.Generic;
using static AutoDiff.Generators.Tests.Traps.Points;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Memory that is written and read again.</summary>
internal static class MemoryTraps
{
    public static Dictionary<string, Trap> All { get; } = new()
    {
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
        // copies
        ["a copy onto itself, further on"] = new("(Span<double> x) { x[..4].CopyTo(x[1..]); double s = 1; foreach (double v in x) s = s * v + v * v; return s; }", [X]),
        ["a copy onto itself, further back"] = new("(Span<double> x, double a) { for (int i = 0; i < 3; i++) { double first = x[0]; x[1..].CopyTo(x); x[^1] = first * a; x[0] *= x[1]; } return x[0] + x[2] * x[4]; }", [X, 0.7]),
        ["a copy onto the very same"] = new("(Span<double> x) { x.CopyTo(x); x[0] *= x[1]; x[1..3].CopyTo(x[1..3]); return x[0] * x[1]; }", [X]),
        ["filled with an active number, in part"] = new("(Span<double> x, double a) { double s = 0; for (int i = 0; i < 3; i++) { s += x[2] * x[i]; x.Slice(i, 3).Fill(a * s); } foreach (double v in x) s += v * v; return s; }", [X, 0.7]),
        ["cleared in between"] = new("(Span<double> x) { double s = x[1] * x[2]; x[1..3].Clear(); foreach (double v in x) s += v * s; x[1] += s; return s * x[1]; }", [X]),
        ["a snapshot, and what changes after it"] = new("(Span<double> x) { double[] old = x.ToArray(); for (int i = 0; i < x.Length; i++) x[i] = old[(i + 1) % x.Length] * x[i]; double s = 0; for (int i = 0; i < x.Length; i++) s += old[i] * x[i]; return s; }", [X]),

        // names for memory
        ["three buffers in turn"] = new("(ReadOnlySpan<double> x, int n) { double[] a = x.ToArray(), b = new double[x.Length], c = new double[x.Length]; for (int t = 0; t < n; t++) { for (int i = 0; i < a.Length; i++) c[i] = Math.Sin(a[i]) * b[(i + 1) % b.Length] + 0.1 * a[i]; (a, b, c) = (b, c, a); } double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * (i + 1) + b[i] * b[i] + c[i]; return s; }", [X, 4], [X, 1], [X, 0]),
        ["parts of one memory that a condition chooses"] = new("(Span<double> x, int n) { for (int i = 0; i < n; i++) { Span<double> t = i % 2 == 0 ? x[..3] : x[1..4]; t[0] *= t[1]; x[1] += x[0] * t[2]; } return x[0] * x[1] + x[2]; }", [X, 3]),
        ["a view that shrinks from the front"] = new("(Span<double> x) { double s = 1; Span<double> rest = x; while (rest.Length > 0) { s = s * rest[0] + 0.5; rest[0] = s; rest = rest[1..]; } return s * x[0] * x[2]; }", [X]),
        ["a view that shrinks from both ends"] = new("(Span<double> x) { double s = 1; for (Span<double> t = x; t.Length > 1; t = t[1..^1]) { (t[0], t[^1]) = (t[^1] * s, t[0] * t[0]); s += t[0]; } foreach (double v in x) s += v * v; return s; }", [X]),
        ["a parameter cut down by the method"] = new("(ReadOnlySpan<double> x) { double s = 1; while (!x.IsEmpty) { s = Math.Sin(s) * x[0]; x = x.Slice(x.Length > 2 ? 2 : 1); } return s; }", [X], [Array.Empty<double>()]),
        ["an array given another name before it changes"] = new("(double[] x) { double[] a = x, b = new double[x.Length]; for (int i = 0; i < x.Length; i++) b[i] = a[i] * x[^1]; a = b; a[0] *= x[0]; x[1] = a[1] * a[0]; return a[0] + b[1] * x[1]; }", [X]),
        ["the default span until there is one"] = new("(Span<double> x, bool c) { Span<double> t = default; if (c) t = x[1..]; double s = x[0]; foreach (double v in t) s += v * s; return s; }", [X, true], [X, false]),
        ["elements exchanged with themselves"] = new("(Span<double> x, int i, int j) { (x[i], x[j]) = (x[j] * x[j], x[i]); (x[j], x[i]) = (x[i], x[j]); return x[i] * x[0] + x[j]; }", [X, 1, 3], [X, 2, 2], [X, 0, 4]),

        // addresses
        ["an index that moves within the statement"] = new("(Span<double> x) { int i = 0; x[i++] += x[i] * x[i]; x[i] = x[i = 3] * 2; x[++i] *= x[i - 1] + i; return x[0] + x[1] * x[3] + x[4]; }", [X]),
        ["index arrays that change"] = new("(ReadOnlySpan<double> x, int n) { int[] k = new int[x.Length]; double s = 1; for (int t = 0; t < n; t++) { int i = t % k.Length; k[i] = (k[i] + 2 * t + 1) % x.Length; s = s * x[k[i]] + k[(i + 1) % k.Length]; } return s; }", [X, 9]),
        ["an index array of the caller's that changes"] = new("(ReadOnlySpan<double> x, Span<int> k) { double s = 1; for (int t = 0; t < 6; t++) { int i = t % k.Length; s = s * x[k[i]] + x[k[k.Length - 1 - i]]; k[i] = (k[i] + 1) % x.Length; } return s; }", [X, new[] { 2, 0, 4 }]),
        ["a list whose links are cut and mended"] = new("(Span<double> x) { int[] next = new int[x.Length + 1]; for (int i = 0; i <= x.Length; i++) next[i] = (i + 1) % (x.Length + 1); double s = 1; for (int round = 0; round < 3; round++) { int before = 0; for (int at = next[0]; at != 0; at = next[at]) { s = s * x[at - 1] + 0.3; x[at - 1] *= s; if (s < 0.5) next[before] = next[at]; else before = at; } } return s; }", [X]),
        ["sets united by their roots"] = new("(Span<double> x) { int[] root = new int[x.Length]; for (int i = 0; i < root.Length; i++) root[i] = i; for (int i = 0; i + 1 < x.Length; i++) if (x[i] * x[i + 1] < 0.5) { int r = i; while (root[r] != r) r = root[r]; x[r] += x[i + 1] * x[r]; root[i + 1] = r; } double s = 0; for (int i = 0; i < x.Length; i++) s += x[root[i]] * x[i]; return s; }", [X], [Y]),
        ["a machine with a stack"] = new("(ReadOnlySpan<double> x, int[] code) { Span<double> stack = stackalloc double[8]; int top = 0; foreach (int op in code) { switch (op) { case 0: stack[top - 2] += stack[top - 1]; top--; break; case 1: stack[top - 2] *= stack[top - 1]; top--; break; case 2: stack[top - 1] = Math.Sin(stack[top - 1]); break; case 3: stack[top] = stack[top - 1]; top++; break; default: stack[top++] = x[op - 4]; break; } } return stack[0]; }", [X, new[] { 4, 5, 0, 3, 6, 1, 2, 7, 1, 1, 3, 1 }]),
        ["flags that say what was seen"] = new("(ReadOnlySpan<double> x, int[] k) { bool[] seen = new bool[x.Length]; double s = 1; foreach (int i in k) { if (seen[i]) { s *= 1.5 * s; continue; } seen[i] = true; s = s * x[i] + 1; } return s; }", [X, new[] { 1, 3, 1, 0 }]),
        ["transposed in place"] = new("(Span<double> x, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) (x[i * n + j], x[j * n + i]) = (x[j * n + i], x[i * n + j]); double s = 1; foreach (double v in x) s = s * v + 1; return s; }", [new[] { 0.2, 0.5, -0.3, 0.8, 0.1, -0.9, 1.2, 0.4, 0.6 }, 3]),

        // lifetimes
        ["one cell as the accumulator of a nest"] = new("(ReadOnlySpan<double> x) { double[] cell = new double[1]; for (int i = 0; i < x.Length; i++) for (int j = 0; j <= i; j++) cell[0] += x[j] * x[i] * (1 + cell[0]); return cell[0]; }", [X]),
        ["read, then overwritten with a constant"] = new("(Span<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * s; x[i] = 3; s += x[(i + 1) % x.Length]; } return s + x[0] * x[1]; }", [X]),
        ["overwritten in one branch"] = new("(Span<double> x, ReadOnlySpan<double> y) { double s = 0; for (int i = 0; i < x.Length; i++) { double t = x[i] * y[i]; if (t > 0.2) x[i] = t * t; else if (t < -0.5) x[0] = Math.Sin(t); s += t * x[i] * x[0]; } return s; }", [X, Y], [Y, X]),
        ["written in a loop that exits, read after it"] = new("(ReadOnlySpan<double> x) { double[] t = new double[x.Length + 1]; t[0] = 1; int i = 0; for (; i < x.Length; i++) { t[i + 1] = t[i] * x[i] + 0.5; if (t[i + 1] > 0.9) break; } double s = 0; for (int j = 0; j <= i; j++) s += t[j] * t[j]; return s; }", [X], [Y]),
        ["two phases in one scratch"] = new("(ReadOnlySpan<double> x, [Scratch] Span<double> t) { double s = 0; for (int i = 0; i < x.Length; i++) t[i] = Math.Exp(x[i]); for (int i = 0; i < x.Length; i++) s += t[i] * x[i]; for (int i = 0; i < x.Length; i++) t[i] = t[x.Length - 1 - i] * s; for (int i = 0; i < x.Length; i++) s += t[i] * t[i]; return s; }", [X, new double[5]]),
        ["an array of its own on some turns"] = new("(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) { double[] t = new double[i + 1]; for (int j = 0; j <= i; j++) t[j] = x[j] * s; s = t[i] * t[0] + t[i / 2]; } } return s; }", [X], [Y]),
        ["a table of the method's own constants"] = new("(ReadOnlySpan<double> x) { double[] weights = [0.5, -1, 2]; ReadOnlySpan<double> more = [1, 2, 4]; double s = 1; for (int i = 0; i < x.Length; i++) s = s * weights[i % 3] + x[i] * more[(i + 1) % 3] * s; return s; }", [X]),
        ["a table of active numbers"] = new("(double x, double y) { double[] t = [x, y, x * y]; Span<double> u = stackalloc[] { y, x }; for (int i = 0; i < 4; i++) t[i % 3] += t[(i + 1) % 3] * u[i % 2]; return t[0] * t[1] * t[2]; }", [0.7, 0.4]),
        ["single precision in place"] = new("(Span<float> x, float a) { for (int k = 0; k < 3; k++) for (int i = 1; i < x.Length; i++) x[i] += a * x[i - 1] * x[i]; float s = 0; foreach (float v in x) s += v * v; return s; }", [new[] { 0.5f, 0.25f, -0.75f, 1 }, 0.5f]) { Scalar = "float" },
    };
}
