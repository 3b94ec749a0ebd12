using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Ranges, copies, fills and new arrays: values, derivatives, and what throws where.</summary>
public sealed class WholeMemoryTests
{
    /// <summary>Bodies of <c>double F(double[] x, Span&lt;double&gt; y, int a, int b)</c>.</summary>
    private static readonly string[] Bodies =
    [
        "var part = x[a..^b]; part[0] *= 2; return part[0] * x[a] + part.Length;",
        "double[] head = x[..a], tail = x[^b..]; double s = 0; foreach (double v in head) s += v * v; foreach (double v in tail) s *= v; return s;",
        "Span<double> part = y[a..^b]; part[0] *= 2; return part[0] * y[a] + x[..].Length;",
        "ReadOnlySpan<double> part = y.Slice(a, b); double s = 0; foreach (ref readonly double v in part) s += v * v; y[a] = s; return s * part[0];",
        "double s = 1; foreach (double v in x.AsSpan(a..)) s *= v; foreach (double v in x.AsSpan(^b)) s += v; foreach (double v in x.AsSpan(a, b)) s += v; foreach (double v in new Span<double>(x, a, b)) s *= v; return s;",
        "var copy = y.ToArray(); copy.AsSpan(a).Reverse(); Array.Reverse(x); return copy[0] * y[0] + copy[^1] * x[0] * x[^1];",
        "Array.Fill(x, y[0]); Array.Fill(x, y[0] * y[1], a, b); double s = 0; foreach (double v in x) s += v * v; return s;",
        "Array.Copy(x, a, x, 0, b); Array.Copy(x, 0, x, b, a); return x[0] * x[^1] + y[0];",
        "double[] z = new double[x.Length]; Array.Copy(x, z, a); x.CopyTo(z, b - 1); return z[0] * z[^1] + x[0] + y[0];",
        "double[] z = (double[])x.Clone(); Array.Clear(x, a, b); Array.Clear(z, 0, 1); y.Clear(); return z[^1] * z[^1] + x[a] + x[^1] * z[0];",
        "Span<double> z = [x[0], 2, y[0] * x[a], ..x, .. y[..b]]; double s = 0; foreach (double v in z) s += v * v * v; return s + z.Length;",
        "double[] z = new[] { x[0], y[0] }; double[] w = { z[0] * z[1], 1, z[0] }; double[] u = new double[3] { w[0], w[1] * y[0], w[2] }; return u[0] * u[1] + u[2];",
        "Span<double> z = stackalloc double[] { x[0], 3 }; Span<double> w = stackalloc[] { y[0], z[1] }; Span<double> u = stackalloc double[Math.Max(b, 0)]; u[0] = z[0] * w[0]; return u[0] * w[1] + u[^1];",
        "ReadOnlySpan<double> c = [0.5, 0.25, 2]; double s = 0; for (int i = 0; i < c.Length; i++) s = s * x[0] + c[i] * y[^1]; return s;",
        "double[] z = x; for (int i = 0; i < b; i++) { double[] next = i % 2 == 0 ? x : z; next[a] *= 1.5; z = next; } double[] other = { y[0], 1 }; z = a > 0 ? z : other; return z[0] * z[0] + x[a];",
        "double[] one = new double[3], two = new double[3]; one[0] = x[0]; for (int i = 0; i < b; i++) { for (int j = 0; j < 3; j++) two[j] = one[(j + 2) % 3] * y[0] + x[a]; (one, two) = (two, one); } return one[0] * one[1] + two[2];",
        "double s = 0; for (int i = 0; i < b; i++) { double[] t = new double[a + 1]; t[a] = x[i] * s + y[0]; double[] u = t.AsSpan(a).ToArray(); s += u[0] * u[0]; } return s;",
        "double s = 0; Span<double> all = y; while (all.Length > 1) { all[0] *= x[a]; s += all[0] * all[^1]; all = s > 1 ? all[1..] : all[..^1]; } return s;",
        "double[] z = x; for (int i = 0; i < b; i++) { double[] next = new double[x.Length]; for (int j = 0; j < next.Length; j++) next[j] = z[(j + 1) % z.Length] * y[0] + x[a]; z = next; } z[0] += y[1]; return z[0] * z[0] + x[a];",
        "double[] z = a > 0 ? x : new double[] { y[0], x[0] * y[1] }; if (b > 2) { z = new double[b]; Array.Fill(z, x[a] * y[0]); } return z[0] * z[^1] + x[0];",
        "double[] z = [x[0]]; for (int i = b; i > -2; i -= 2) { if (i != 1) { double[] longer = new double[a + 2]; longer[a] = z[0] * x[i + 2]; longer[0] += y[0]; z = longer; } z[0] *= z[^2]; } return z[0] + z[a];",
        "double[] best = x[..2]; for (int i = 0; i < a; i++) { for (int j = 0; j < b; j++) { double[] trial = [x[i] * y[j], y[i]]; if (trial[0] > best[0]) best = trial; } best[1] *= 1.5; } return best[0] * best[1];",
        "double s = 1; double[] z = x; for (int i = 0; i < 5; i++) { s *= z[0]; if (s > 1 + b) break; double[] next = new double[a + 3]; next[0] = s * y[0]; z = next; } return s + z[0];",
        "int[] order = [2, 0, 1]; order.AsSpan().Reverse(); Array.Copy(order, 0, order, 1, 1); double s = 0; foreach (int k in order[..b]) s = s * x[a] + y[k]; return s;",
    ];

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes($$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
        {{string.Join("\n", Bodies.Select((body, i) => $"[Differentiable(Derivatives.Gradient | Derivatives.Vjp)] public static double F{i}(double[] x, Span<double> y, int a, int b) {{ {body} }}"))}}
        }
        """).Program!);

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> cases = [];
            for (int i = 0; i < Bodies.Length; i++) cases.Add(i, Bodies[i]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_are_right_wherever_the_method_does_not_throw(int body, string text)
    {
        CompiledProgram program = Program.Value;
        int ran = 0;
        foreach (int length in new[] { 3, 4, 9 })
        {
            for (int a = 0; a < 3; a++)
            {
                for (int b = 1; b < 4; b++)
                {
                    object[] arguments = [Numbers(length), Numbers(length + 1), a, b];
                    if (Record.Exception(() => program.Call("C", $"F{body}", [.. arguments.Select(NumberArrays.Copy)])) is not null) continue;
                    GradientCheck.Run(program, "C", $"F{body}", arguments);
                    ran++;
                }
            }
        }

        Assert.True(ran > 3, text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_throws_throws_the_same_with_the_same_stores_done(int body, string text)
    {
        CompiledProgram program = Program.Value;
        foreach (int length in new[] { 0, 1, 4 })
        {
            for (int a = -1; a <= 5; a++)
            {
                for (int b = -1; b <= 5; b++)
                {
                    object[] primal = [Numbers(length), Numbers(length), a, b], derivative = [Numbers(length), Numbers(length), a, b];
                    Exception? expected = Record.Exception(() => program.Call("C", $"F{body}", primal));
                    Exception? actual = Record.Exception(() => program.Call("C", $"F{body}Gradient", [.. derivative, new double[length], new double[length]]));
                    Assert.True(expected?.GetType() == actual?.GetType(), $"{expected?.GetType()} is {actual} in {text}");
                    Assert.Equal(primal, derivative);
                }
            }
        }
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.8 + (0.4 * Math.Sin(3 * i)))];
}
