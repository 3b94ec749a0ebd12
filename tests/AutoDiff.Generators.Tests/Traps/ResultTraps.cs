using System;
using System.Collections.Generic;
using static AutoDiff.Generators.Tests.Traps.Points;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Several results, and results in memory.</summary>
internal static class ResultTraps
{
    public static Dictionary<string, Trap> All { get; } = new()
    {
        ["a vector of results from a loop"] = new("(ReadOnlySpan<double> x, [Output] Span<double> y) { double s = 1; for (int i = 0; i < x.Length; i++) { s = s * x[i] + 0.5; y[i] = s * s; } }", [X, new double[5]]) { IsVoid = true },
        ["a state updated in place"] = new("(Span<double> x, double a, int n) { for (int k = 0; k < n; k++) for (int i = 0; i < x.Length; i++) x[i] += a * x[(i + 1) % x.Length] * x[i]; }", [X, 0.1, 2], [X, 0.1, 0]) { IsVoid = true },
        ["an output overwritten in part"] = new("(Span<double> x, double a) { x[0] = a; x[1] *= a; if (a > 0) x[2] = x[0] * x[1]; }", [X, 0.3], [X, -0.3]) { IsVoid = true },
        ["a result and memory"] = new("(Span<double> x, double[] z, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * z[i]; z[i] = s * a; x[i] = z[i] * x[i]; } return s * s; }", [X, Y, 0.4]),
        ["an output written in part, or not at all"] = new("(ReadOnlySpan<double> x, [Output] Span<double> y, int n) { for (int i = 0; i < n; i++) y[2 * i] = x[i] * x[i + 1]; if (x[0] > 1) y[1] = x[0]; }", [X, new double[5], 2], [X, new double[5], 0], [Y, new double[5], 1]) { IsVoid = true },
        ["an output written twice and read in between"] = new("(ReadOnlySpan<double> x, [Output] Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = Math.Sin(x[i]); for (int i = 0; i < x.Length; i++) { double t = y[i] * y[(i + 1) % y.Length]; y[i] = t; } }", [X, new double[5]]) { IsVoid = true },
        ["an output as the state of a recurrence"] = new("(ReadOnlySpan<double> x, double a, [Output] Span<double> y) { y[0] = x[0]; for (int i = 1; i < x.Length; i++) y[i] = Math.Tanh(a * y[i - 1] + x[i]); return y[^1] * y[0]; }", [X, 0.6, new double[5]]),
        ["everything overwritten with constants"] = new("(Span<double> x) { double s = x[0] * x[1]; x.Fill(2); return s * x[2]; }", [X]),
        ["everything only moved"] = new("(Span<double> x, int[] to) { double[] old = x.ToArray(); for (int i = 0; i < x.Length; i++) x[to[i]] = old[i]; }", [X, new[] { 3, 0, 4, 1, 2 }]) { IsVoid = true },
        ["a return before anything is written"] = new("(Span<double> x, double a) { if (a < 0) return; for (int i = 0; i < x.Length; i++) { x[i] *= a; if (x[i] > 1) return; } x[0] = a; }", [X, -0.5], [X, 0.8], [X, 0.4]) { IsVoid = true },
        ["Cholesky in place"] = new("""
            (Span<double> a, int n)
            {
                for (int j = 0; j < n; j++)
                {
                    for (int i = j; i < n; i++)
                    {
                        for (int k = 0; k < j; k++) a[i * n + j] -= a[i * n + k] * a[j * n + k];
                        a[i * n + j] = i == j ? Math.Sqrt(a[i * n + j]) : a[i * n + j] / a[j * n + j];
                    }
                    for (int i = 0; i < j; i++) a[i * n + j] = 0;
                }
            }
            """, [new[] { 4, 0.3, 0.5, 0.2, 3, -0.4, 0.6, 0.1, 5 }, 3], [Array.Empty<double>(), 0]) { IsVoid = true },
        ["a linear system, factored in scratch and solved into an output"] = new("""
            (ReadOnlySpan<double> a, ReadOnlySpan<double> b, [Scratch] Span<double> lu, [Output] Span<double> x)
            {
                int n = b.Length;
                a.CopyTo(lu);
                b.CopyTo(x);
                for (int k = 0; k < n; k++)
                {
                    int pivot = k;
                    for (int i = k + 1; i < n; i++) if (Math.Abs(lu[i * n + k]) > Math.Abs(lu[pivot * n + k])) pivot = i;
                    for (int j = 0; j < n; j++) (lu[k * n + j], lu[pivot * n + j]) = (lu[pivot * n + j], lu[k * n + j]);
                    (x[k], x[pivot]) = (x[pivot], x[k]);
                    for (int i = k + 1; i < n; i++)
                    {
                        lu[i * n + k] /= lu[k * n + k];
                        for (int j = k + 1; j < n; j++) lu[i * n + j] -= lu[i * n + k] * lu[k * n + j];
                        x[i] -= lu[i * n + k] * x[k];
                    }
                }
                for (int i = n - 1; i >= 0; i--)
                {
                    for (int j = i + 1; j < n; j++) x[i] -= lu[i * n + j] * x[j];
                    x[i] /= lu[i * n + i];
                }
            }
            """, [new[] { 0.4, 3, 0.5, 2, 0.3, -0.4, 0.6, 0.1, 5 }, new[] { 1, -0.5, 0.7 }, new double[9], new double[3]]) { IsVoid = true },
        ["Fourier's transform in place, split"] = new("""
            (Span<double> re, Span<double> im)
            {
                int n = re.Length;
                for (int half = n / 2; half > 0; half /= 2)
                {
                    for (int block = 0; block < n; block += 2 * half)
                    {
                        for (int k = 0; k < half; k++)
                        {
                            int top = block + k, bottom = top + half;
                            double c = Math.Cos(Math.PI * k / half), s = -Math.Sin(Math.PI * k / half), a = re[top] - re[bottom], b = im[top] - im[bottom];
                            re[top] += re[bottom];
                            im[top] += im[bottom];
                            re[bottom] = c * a - s * b;
                            im[bottom] = s * a + c * b;
                        }
                    }
                }
            }
            """, [new[] { 0.2, 0.5, -0.3, 0.8 }, new[] { 0.1, -0.9, 1.2, 0.4 }]) { IsVoid = true },
        ["Gauss-Seidel with the change as the result"] = new("""
            (Span<double> x, ReadOnlySpan<double> b, double diagonal)
            {
                double change = 0;
                for (int sweep = 0; sweep < 9; sweep++)
                {
                    change = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double before = x[i];
                        x[i] = (b[i] + (i > 0 ? x[i - 1] : 0) + (i + 1 < x.Length ? x[i + 1] : 0)) / diagonal;
                        change += (x[i] - before) * (x[i] - before);
                    }
                    if (change < 0.01) break;
                }
                return change;
            }
            """, [X, Y, 3.5]),
        ["the heat equation between scratch and an output"] = new("""
            (ReadOnlySpan<double> start, double k, [Scratch] Span<double> other, [Output] Span<double> end, int steps)
            {
                start.CopyTo(steps % 2 == 0 ? end : other);
                for (int t = steps; t > 0; t--)
                {
                    Span<double> now = t % 2 == 0 ? end : other, then = t % 2 == 0 ? other : end;
                    for (int i = 0; i < now.Length; i++)
                        then[i] = now[i] + k * (now[Math.Max(i - 1, 0)] - 2 * now[i] + now[Math.Min(i + 1, now.Length - 1)]) + 0.1 * now[i] * now[i];
                }
            }
            """, [X, 0.2, new double[5], new double[5], 3], [X, 0.2, new double[5], new double[5], 2], [X, 0.2, new double[5], new double[5], 0]) { IsVoid = true },
        ["a sort of keys that takes values along"] = new("""
            (Span<double> key, Span<double> value)
            {
                for (int i = 1; i < key.Length; i++)
                {
                    double k = key[i], v = value[i];
                    int j = i - 1;
                    for (; j >= 0 && key[j] > k; j--)
                    {
                        key[j + 1] = key[j];
                        value[j + 1] = value[j] * key[j];
                    }
                    key[j + 1] = k;
                    value[j + 1] = v;
                }
            }
            """, [X, Y], [Array.Empty<double>(), Array.Empty<double>()]) { IsVoid = true },
        ["a step of a recurrent cell that updates its state"] = new("""
            (ReadOnlySpan<double> w, double x, Span<double> h, Span<double> c, [Scratch] Span<double> gate)
            {
                for (int i = 0; i < gate.Length; i++)
                {
                    gate[i] = x;
                    for (int j = 0; j < h.Length; j++) gate[i] += w[i * h.Length + j] * h[j];
                }
                double loss = 0;
                for (int i = 0; i < h.Length; i++)
                {
                    double f = 1 / (1 + Math.Exp(-gate[i]));
                    c[i] = f * c[i] + (1 - f) * Math.Tanh(gate[h.Length + i]);
                    h[i] = Math.Tanh(c[i]) * f;
                    loss += h[i] * c[i];
                }
                return loss;
            }
            """, [new[] { 0.2, 0.5, -0.3, 0.8, 0.1, -0.9, 1.2, 0.4 }, 0.6, new[] { 0.3, -0.5 }, new[] { 0.7, 0.2 }, new double[4]]),
        ["a reflection applied in place"] = new("""
            (Span<double> a, int n, [Scratch] Span<double> v)
            {
                for (int k = 0; k + 1 < n; k++)
                {
                    double norm = 0;
                    for (int i = k; i < n; i++)
                    {
                        v[i] = a[i * n + k];
                        norm += v[i] * v[i];
                    }
                    v[k] += v[k] < 0 ? -Math.Sqrt(norm) : Math.Sqrt(norm);
                    norm = 0;
                    for (int i = k; i < n; i++) norm += v[i] * v[i];
                    for (int j = k; j < n; j++)
                    {
                        double dot = 0;
                        for (int i = k; i < n; i++) dot += v[i] * a[i * n + j];
                        for (int i = k; i < n; i++) a[i * n + j] -= 2 * dot / norm * v[i];
                    }
                }
            }
            """, [new[] { 4, 0.3, 0.5, 0.2, 3, -0.4, 0.6, 0.1, 5 }, 3, new double[3]]) { IsVoid = true },
        ["pooling, with the places of the largest"] = new("""
            (ReadOnlySpan<double> x, [Output] Span<double> largest, Span<int> place)
            {
                for (int i = 0; i < largest.Length; i++)
                {
                    place[i] = 2 * i;
                    largest[i] = x[2 * i];
                    for (int k = 2 * i + 1; k < Math.Min(2 * i + 4, x.Length); k++)
                    {
                        if (x[k] <= largest[i]) continue;
                        largest[i] = x[k];
                        place[i] = k;
                    }
                    largest[i] *= x[place[i]];
                }
            }
            """, [X, new double[2], new int[2]], [Y, new double[2], new int[2]]) { IsVoid = true },
        ["an output used as working memory, then cleared"] = new("(ReadOnlySpan<double> x, [Output] Span<double> y) { y.Fill(1); for (int k = 0; k < 3; k++) for (int i = 0; i < x.Length; i++) y[i] = y[i] * x[i] + y[(i + 1) % y.Length]; double s = 0; foreach (double v in y) s += v; y.Clear(); y[0] = s * x[0]; return s; }", [X, new double[5]]),
        ["two spans written into each other"] = new("(Span<double> x, Span<double> y, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { (x[i], y[i]) = (y[i] * a, x[i] * x[i]); s += x[i] * y[i]; } x.CopyTo(y); y[0] = a; return s; }", [X, Y, 0.7]),
    };
}
