using System;
using System.Collections.Generic;
using static AutoDiff.Generators.Tests.Traps.Points;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Loops of every kind.</summary>
internal static class LoopTraps
{
    public static Dictionary<string, Trap> All { get; } = new()
    {
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
        // counters
        ["a counter that wraps around"] = new("(double x) { double p = 1; int n = 0; for (int i = int.MaxValue - 6; i > 0; i += 3) { p = p * x + 1; n++; } return p * n; }", [0.6]),
        ["a range wider than the largest integer"] = new("(double x) { double p = 1; for (int i = -2000000000; i < 2000000000; i += 1000000000) p = p * x + i * 1e-9; return p; }", [0.6]),
        ["a loop up to and with the largest integer"] = new("(double x) { double p = 1; for (int i = int.MaxValue - 2; i <= int.MaxValue; i++) { p = p * x + 1; if (i == int.MaxValue) break; } return p; }", [0.6]),
        ["an unsigned counter that runs below zero"] = new("(double x) { double p = 1; for (uint u = 3; u < 4; u--) p = p * x + u; return p; }", [0.6]),
        ["counters of small types"] = new("(double x) { double p = 1; for (sbyte b = -2; b < 2; b++) for (ushort u = 0; u < 2; u++) for (char c = 'a'; c <= 'b'; c++) p = p * x + b * u + (c - 'a'); return p; }", [0.6]),
        ["counters of large types"] = new("(double x) { double p = 1; for (ulong a = ulong.MaxValue - 2; a > 2; a++) for (nint b = 0; b < 2; b++) p = Math.Sin(p * x) + b; return p; }", [0.6]),
        ["two counters"] = new("(ReadOnlySpan<double> x) { double p = 1; for (int i = 0, j = x.Length - 1; i < j; i++, j--) p = p * x[i] + x[j] * p; return p; }", [X], [new double[] { 1 }]),
        ["a counter that the body moves on"] = new("(double x, int n) { double p = 1; for (int i = 0; i < n; i++) { if (i % 3 == 1) i++; p = p * x + i; } return p; }", [0.6, 7], [0.6, 0]),
        ["a step that the body changes"] = new("(double x, int n) { double p = 1; int step = 1; for (int i = 0; i < n; i += step) { step++; p = p * x + i; } return p; }", [0.6, 9]),
        ["a step of either sign, or none"] = new("(double x, int step, int n) { double y = x; for (int i = 0; i < n; i += step) { y = y * x + i; if (y > 20 || i < -3) break; } return y; }", [1.4, 2, 5], [1.4, 0, 5], [1.4, -2, 5], [1.4, 1, 0]),
        ["a bound that the body lowers"] = new("(ReadOnlySpan<double> x) { int n = x.Length; double p = 1; for (int i = 0; i < n; i++) { p = p * x[i] + 1; if (p > 1) n--; } return p; }", [X]),
        ["an active number as the counter"] = new("(double x) { double s = 0; for (double t = x; t < 3; t += 0.5 + t * 0.1) s += t * t * x; return s; }", [0.7]),
        ["an active number as the bound"] = new("(double x) { double s = 0; for (double t = 0; t < x; t += 0.25) s += t * x; return s; }", [1.1]),
        ["the counter after the loop"] = new("(double x, int n) { int i = 0; double p = x; for (; i < n && p < 9; i++) p *= 1 + x; return p * i + x; }", [1.4, 3], [1.4, 30], [1.4, 0]),

        // exits
        ["a loop without an end, and a way out"] = new("(double x) { double y = x; for (;;) { y = y * x + 0.3; if (y > 10) return y; if (y < -10) break; } return y * y; }", [1.4], [-2.2]),
        ["a return from the third loop, in a switch"] = new("(ReadOnlySpan<double> x, int n) { double s = 1; for (int i = 0; i < n; i++) for (int j = 0; j < x.Length; j++) { int k = 0; do { switch ((i + j + k) % 4) { case 0: s = s * x[j] + 1; break; case 1: continue; case 2: s += x[i]; if (s > 1.5) return s * x[j]; break; default: s = Math.Sin(s); break; } } while (++k < 3 && s < 5); } return s; }", [X, 3], [X, 1], [Y, 5], [X, 0]),
        ["a continue in a do loop whose condition changes something"] = new("(double x, int n) { double y = x; int k = 0; do { if (k % 2 == 0) continue; y = y * y + x; } while (++k < n && (y *= 0.9) < 4); return y; }", [0.7, 6], [1.3, 9], [0.7, 0]),
        ["a condition that writes memory"] = new("(Span<double> x) { int i = 0; while (i < x.Length && (x[i] *= 0.5) < 0.8) { x[(i + 1) % x.Length] += x[i] * x[i]; i++; } return x[0] * x[^1] + i; }", [X]),
        ["a search for the first, then its use"] = new("(ReadOnlySpan<double> x, double y) { int found = -1; for (int i = 0; i < x.Length; i++) if (x[i] * y < -0.2) { found = i; break; } return found < 0 ? y : x[found] * x[found] * y; }", [X, 0.5], [X, 0.0]),
        ["breaks out of both loops by a flag"] = new("(ReadOnlySpan<double> x) { bool done = false; double s = 1; for (int i = 0; i < x.Length && !done; i++) { for (int j = 0; j < x.Length; j++) { s = s * x[j] + x[i]; if (s > 2) { done = true; break; } } s *= 1.1; } return s; }", [X], [Y]),
        ["a loop in the branch that is not taken"] = new("(ReadOnlySpan<double> x, bool c) { double s = 1; if (c) { foreach (double v in x) s = s * v + Math.Tanh(s); } else { int i = x.Length; while (i-- > 0) s = Math.Sin(s + x[i]); } return s; }", [X, true], [X, false]),
        ["loops one after the other over one state"] = new("(double x, int n) { double y = x; for (int i = 0; i < n; i++) y = Math.Sin(y) * x; while (y < 3) y = 2 * y * y + 1; for (int i = n; i > 0; i--) y = Math.Sqrt(y) + i; return y; }", [0.8, 3]),
        ["a branch inside that keeps only on some turns"] = new("(ReadOnlySpan<double> x) { double s = 0.5; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) { double t = Math.Exp(s); s = t * x[i]; if (t > 1.6) s = Math.Sqrt(s) * t; } else if (i % 2 == 1) s = Math.Cos(s); } return s; }", [X], [new[] { 1.1, -0.6, 0.8, 0.25 }]),
        ["a dense layer in a nest"] = new("(ReadOnlySpan<double> w, ReadOnlySpan<double> x) { double loss = 0; for (int i = 0; i < w.Length / x.Length; i++) { double a = 0; for (int j = 0; j < x.Length; j++) a += w[i * x.Length + j] * x[j]; double h = Math.Tanh(a); loss += h * h; } return loss; }", [new[] { 0.2, 0.5, -0.3, 0.8, 0.1, -0.9 }, new[] { 0.4, -0.6 }]),
        ["bounds that are data"] = new("(ReadOnlySpan<double> x, int[] start) { double s = 1; for (int i = 0; i + 1 < start.Length; i++) { double p = s; for (int k = start[i]; k < start[i + 1]; k++) p = p * x[k] + Math.Exp(-p); s += p; } return s; }", [X, new[] { 0, 2, 2, 5 }], [X, new[] { 3 }]),

        // together
        ["a condition that steps the state with memory that the body writes"] = new("(Span<double> x, double a) { double y = a; int k = 0; while ((y = Math.Sin(y + x[k % x.Length])) > -2 && k < 6) { x[k % x.Length] *= y; k++; } return y * x[0]; }", [X, 0.3]),
        ["loops of unknown length in one another, over integers that jump"] = new("(ReadOnlySpan<double> x, int n) { double s = 1; int i = 0; while (i < n) { int j = i; while (j > 0 && s < 50) { s = s * (1 + 0.1 * x[j % x.Length]) + x[(i + j) % x.Length]; j = j % 3 == 0 ? j / 3 : j - 1; } i++; } return s; }", [X, 6], [X, 0]),
        ["a loop that stops on what it computes"] = new("(ReadOnlySpan<double> x) { int i = 0; double s = 1; while (i < x.Length && x[i] * s > -1) { s += x[i] * x[i] * s; i++; } if (i < x.Length || s > 3) s *= x[0]; return s; }", [X], [Y]),
        ["a loop of unknown length in the other branch"] = new("(double x, int n) { double y = x; for (int i = 0; i < n; i++) { if (i % 2 == 0) { double t = Math.Exp(y * 0.1); y = t * t; } else { int k = i; while (k > 0) { y = Math.Sin(y) + x; k -= 2; } } } return y; }", [0.7, 5], [0.7, 0]),
        ["three locals in turn"] = new("(ReadOnlySpan<double> x) { double a = 1, b = x[0], c = x[1]; foreach (double v in x) (a, b, c) = (b * v, c + a, a * b); return a + b * c; }", [X]),
        ["a flag that is carried and compared"] = new("(ReadOnlySpan<double> x) { bool up = true; double s = 1, last = 0; for (int i = 0; i < x.Length; i++) { bool now = x[i] > last; if (now != up) { s *= 1 + x[i] * x[i]; up = now; } else s += x[i] * s; last = x[i]; } return s; }", [X], [Y]),
        ["a series until its terms vanish"] = new("(double x, int n) { double r = 1, term = 1; int k = 1; while (Math.Abs(term) > 1e-14) { term *= x / k++; r += term; if (k > n) break; } return r; }", [0.9, 60], [0.9, 3]),
        ["an active loop beside, of no use to the result"] = new("(ReadOnlySpan<double> x) { double a = 0, b = 1; for (int i = 0; i < x.Length; i++) { a = Math.Exp(a + x[i]); b *= x[i]; } if (a > 1e300) return 0; return b; }", [X]),
        ["two exits with different values"] = new("(ReadOnlySpan<double> x, int n) { double s = 1; int i = 0; for (; ; i++) { if (i == n) { s *= 2; break; } s += x[i] * s; if (s > 3) { s = Math.Sqrt(s); break; } } return s * s + i; }", [X, 5], [X, 0], [Y, 5]),
        ["a counter of long, counting down, around one of int by minus three"] = new("(double x, long n, int m) { double y = x; for (long l = n; l > 0; l -= 2) for (int j = m; j >= -m; j -= 3) y = Math.Sin(y * x) + 0.1 * j; return y; }", [0.8, 7L, 4], [0.8, 0L, 4]),
        ["a loop without an end around one without an end"] = new("(ReadOnlySpan<double> x) { double s = 1; int i = -1; while (true) { i++; if (i >= x.Length) break; if (x[i] < 0) { s *= 0.5; continue; } for (int j = 0; ; j++) { if (j > i) break; if (j == 1) continue; s = Math.Sin(s * x[j]) + 1; } } return s; }", [X], [Y]),

        // bodies whose slope changes from turn to turn, where the number of turns is not known
        ["a product until it is large"] = new("(double x) { double p = 1; while (p < 20) p *= x; return p; }", [3.0], [1.3]),
        ["a quotient until it is small"] = new("(double x) { double p = 5; while (p > 0.3) p /= x; return p; }", [1.3]),
        ["a sine until it is small"] = new("(double x) { double s = 1; int n = 0; do { s = Math.Sin(s * x); n++; } while (s > 0.4 && n < 20); return s; }", [0.9]),
        ["a difference and a power until they settle"] = new("(double x, double y) { double s = y; while (Math.Abs(s) < 50) s = x - s * s * s; return s; }", [0.9, 1.6]),
        ["a root by Newton"] = new("(double x) { double r = x; for (int i = 0; i < 20; i++) { double next = 0.5 * (r + x / r); if (Math.Abs(next - r) < 1e-15) break; r = next; } return r; }", [2.0]),
        ["a fixed point"] = new("(double x) { double y = 1, last; do { last = y; y = Math.Cos(x * y); } while (Math.Abs(y - last) > 1e-12); return y * x; }", [0.7]),
        ["an inverse by Newton of a function with a loop"] = new("(double y) { double x = y; for (int i = 0; i < 8; i++) { double f = 0, slope = 0, power = 1; for (int k = 1; k <= 3; k++) { slope += k * power; power *= x; f += power; } x -= (f - y) / slope; } return x; }", [1.7]),
        ["a state that nobody uses"] = new("(ReadOnlySpan<double> x) { double s = 1, idle = 1; for (int i = 0; i < x.Length; i++) { idle = Math.Exp(idle * 0.1) * x[i]; s = s * x[i] + 1; } return s; }", [X]),
        ["a state read only one turn later"] = new("(ReadOnlySpan<double> x) { double s = 1, last = 1; for (int i = 0; i < x.Length; i++) { s += last * x[i]; last = x[i] * x[i] * s; } return s; }", [X], [new double[] { 2 }]),
        ["a carry from three turns ago"] = new("(ReadOnlySpan<double> x, double y) { double a = y, b = 1, c = 1; for (int i = 0; i < x.Length; i++) { c = b * x[i]; b = a; a = c + y; } return a * c; }", [X, 0.6], [new double[] { 2 }, 0.6]),
        ["three stencils under masks"] = new("(ReadOnlySpan<double> x, int[] mask) { double s = 0; for (int i = 1; i + 1 < x.Length; i++) { double d = 0; if ((mask[i] & 1) != 0) d += x[i + 1] - x[i]; if ((mask[i] & 2) != 0) d *= x[i] - x[i - 1]; if ((mask[i] & 4) != 0) d += (x[i + 1] - 2 * x[i] + x[i - 1]) * d; s += d * d; } return s; }", [X, new[] { 0, 7, 3, 5, 1 }]),
        ["a term of each element and one of its neighbour"] = new("(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; if (i > 0) s += x[i - 1] * x[i] * s; s += x[x.Length - 1 - i]; } return s; }", [X]),
        ["powers by squares"] = new("(double x, int n) { double r = 1, b = x; for (int k = n; k > 0; k >>= 1) { if ((k & 1) == 1) r *= b; b *= b; } return r; }", [1.2, 13], [1.2, 0]),
        ["a power of a power, in loops"] = new("(double x, int n) { double r = x; for (int i = 0; i < n; i++) { double p = 1; for (int j = 0; j < n; j++) p *= r; r = p * 0.5 + x; } return r; }", [0.9, 3], [0.9, 0]),
        ["the largest of many, and its place"] = new("(ReadOnlySpan<double> x, ReadOnlySpan<double> y) { double best = double.NegativeInfinity; int at = -1; for (int i = 0; i < x.Length; i++) { double v = x[i] * x[i] - y[i]; if (v > best) { best = v; at = i; } } return best * y[at]; }", [X, Y], [Y, X]),
        ["the largest so far, used in every turn"] = new("(ReadOnlySpan<double> x) { double most = 0.1, s = 0; for (int i = 0; i < x.Length; i++) { most = Math.Max(most, x[i] * x[i]); s += most * x[i] * s + most; } return s; }", [X], [Y]),
        ["a random walk of integers beside"] = new("(ReadOnlySpan<double> x, uint state) { double s = 1; for (int i = 0; i < 9; i++) { state = state * 1664525u + 1013904223u; double u = (state >> 8) * (1.0 / (1 << 24)); s = u < 0.5 ? s * x[(int)(state >> 20) % x.Length] : s + u * x[i % x.Length]; } return s; }", [X, 7u]),
        ["a path traced until it is absorbed"] = new("(double albedo, double step, double light) { double sum = 0, throughput = 1, at = 0; for (int bounce = 0; bounce < 12; bounce++) { at += step * throughput; if (at > 2) { sum += throughput * light * Math.Exp(-at); break; } sum += throughput * 0.1 * at; throughput *= albedo * Math.Cos(at); if (throughput < 0.01) return sum; } return sum + throughput; }", [0.8, 0.7, 2.0], [0.3, 0.7, 2.0], [0.95, 0.05, 1.0]),
    };
}
