using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Jacobians and Hessians along several directions at once against those along one at a time, with as many inputs as a vector has lanes or a few more or less, with numbers that are
/// none and with memory that is too short.</summary>
public sealed class LanesTests
{
    /// <summary>So many that the Jacobian goes by rows whatever a vector has lanes.</summary>
    private const int Inputs = 200;

    private const string Signature = "ReadOnlySpan<T> x, T a, Span<T> z, int k";

    /// <summary>Bodies of methods of <see cref="Signature"/>, which return a number; T is the type of the numbers, M the class of its mathematics.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["map"] = "for (int i = 0; i < z.Length; i++) z[i] = M.Exp(-x[i] * x[i]) / a; return z.Length;",
        ["sum"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * a; return s;",
        ["product"] = "T s = 1; for (int i = 0; i < x.Length; i++) s *= 1 + x[i]; return s;",
        ["poles"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += M.Sqrt(x[i]) * M.Log(x[i]) / x[i] + M.Pow(x[i], a) + M.Cbrt(x[i]); return s;",
        ["functions"] = "T s = 0; foreach (T v in x) s += M.Sin(v) * M.Tanh(v) + M.Atan2(v, a) + M.Abs(v) + M.Max(v, s) + M.Min(a, v) + M.FusedMultiplyAdd(v, a, s) + M.Asin(v) % a; return s;",
        ["branches"] = "T s = a; for (int i = 0; i < x.Length; i++) { if (x[i] > s) s = s * x[i] - a; else if (x[i] < 0) continue; else s += k > 2 ? x[i] : x[i] * s; if (s > 40) break; } return s;",
        ["choices"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = x[i] < 0 ? -x[i] : x[i]; s = v > s ? v * v : s * a; } return s;",
        ["recurrence"] = "for (int i = 1; i < z.Length; i++) z[i] += z[i - 1] * a + x[i]; return z.Length == 0 ? a : z[^1] * z[^1];",
        ["while"] = "T s = 1; int i = 0; while (s < 50 && i < 3 * x.Length) { s += s * x[i % x.Length] * x[i % x.Length]; if (s > 20) s *= a; i++; } return s;",
        ["local memory"] = "Span<T> t = new T[x.Length]; for (int r = 0; r < 2; r++) { T[] u = new T[x.Length + 1]; for (int i = 0; i < x.Length; i++) { u[i + 1] = u[i] * a + x[i]; t[i] += u[i + 1] * u[i]; } } T s = 0; foreach (T v in t) s += v * v; t.CopyTo(z); t.Fill(a); return s + (t.Length == 0 ? 0 : t[0]);",
        ["slices"] = "Span<T> p = z[..(z.Length / 2)], q = k > 1 ? z[(z.Length / 2)..] : z; for (int i = 0; i < p.Length; i++) p[i] = q[i] * x[i] + a; T s = 0; foreach (T v in q) s += v * v; return s;",
        ["overwritten"] = "for (int i = 0; i < z.Length; i++) { z[i] = z[i] * a; if (i % 2 == 0) z[i] = 3; } z.Slice(z.Length / 2).Clear(); T s = 0; foreach (T v in z) s += v * v * a; return s;",
        ["helper"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += Folded(x, i, a) * Folded(z, 0, x[i]); return s;",
        ["recursion"] = "return Tree(x, 0, x.Length, a);",
        ["points"] = "Point p = new(a, a); for (int i = 0; i + 1 < x.Length; i++) { Point q = new(x[i], x[i + 1]); p = p with { X = p.X + q.X * p.Y }; p = new(p.Y * q.Y, p.X); } return p.X * p.Y;",
        ["whole numbers"] = "T s = 0; int n = 0; for (int i = 0; i < x.Length; i++) { n += (int)(4 * x[i]); s += n * x[i] + (T)n; } return s * a;",
        ["past the end"] = "T s = 0; for (int i = 0; i < x.Length; i++) { z[i] = x[i] * a; s += z[i + k] * x[i]; } return s;",
        ["thrown"] = "T s = 0; foreach (T v in x) { if (v > 2) throw new ArgumentException(\"large\"); s += v * v * v * a; } return s;",
        ["rule"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += Ruled(x[i]) * a; return s;",
        ["constant"] = "return k;",
    };

    /// <summary>Bodies of methods of p, q, <c>ReadOnlySpan&lt;T&gt; x</c> and <c>int k</c> without loops, which return three numbers.</summary>
    private static readonly Dictionary<string, string> Several = new()
    {
        ["quotients"] = "return (p / q, q / p * x[0], p * q * x[1]);",
        ["a branch"] = "if (p == 0) return (p, q, x[0]); T r = M.Sqrt(p * p + q * q); T s = M.Sin(r) / r; return (s * x[k], M.Max(s, q), p < q ? s * x[0] : x[1] * q);",
        ["a call"] = "(T u, T v) = Turned(p, q, x[0]); (u, v) = Turned(u, v, x[1]); return (u * v, u - v, k);",
        ["a recursion"] = "return (Power(p, k), Power(q, k + 1) * x[0], Power(p * x[1], 3));",
        ["written memory"] = "Span<T> t = new T[3]; t[0] = p * x[0]; t[1] = q * x[1]; t[2] = t[0] * t[1]; t[0] *= t[2]; return (t[0], t[1] + t[2], t[k]);",
        ["a rule for products"] = "return (Ruled(p), Ruled(q) * x[0], Ruled(p * q));",
        ["several poles"] = "return (M.Sqrt(p) * q, M.Log(p) + M.Pow(x[0], q), M.Cbrt(q) / p);",
    };

    private static readonly Lazy<CompiledProgram> Program = new(static () => GeneratorHarness.Run(Source).Program!);

    public static TheoryData<string> Names => [.. Bodies.Keys];

    public static TheoryData<string> NamesOfSeveral => [.. Several.Keys];

    private static string Source => $$"""
        using System;
        using AutoDiff;

        {{string.Join("\n", ((bool[])[false, true]).SelectMany(static isSingle => new[] { (true, isSingle), (false, isSingle) }).Select(static kind => Class(kind.Item1, kind.isSingle)))}}
        """;

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_agree_with_one_direction_at_a_time(string name)
    {
        foreach (bool isSingle in (bool[])[false, true])
        {
            int width = isSingle ? Vector<float>.Count : Vector<double>.Count;
            foreach (int length in (int[])[0, 1, 2, width - 2, width - 1, width, width + 1, (2 * width) - 1, (2 * width) + 3])
            {
                Check(name, isSingle, length, length, static (_, x) => x);
                Check(name, isSingle, length, length / 2, static (_, x) => x);
                Check(name, isSingle, length, length + 3, static (i, x) => i % 3 == 1 ? 0 : x);
                Check(name, isSingle, length, length, static (i, x) => i % 5 == 2 ? double.NaN : i % 7 == 3 ? double.PositiveInfinity : x);
            }
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfSeveral))]
    public void Lanes_of_rows_agree_with_one_row_at_a_time(string name)
    {
        double[] special = [0.5, -1.25, 0, double.NaN, double.PositiveInfinity];
        foreach (bool isSingle in (bool[])[false, true])
        {
            foreach ((double p, double q) in special.SelectMany(p => special, static (p, q) => (p, q)))
            {
                double[] lanes = Run("InLanes"), one = Run("OneByOne");
                for (int i = 0; i < one.Length; i++)
                {
                    bool isClose = one[i].Equals(lanes[i]) || Math.Abs(one[i] - lanes[i]) <= (isSingle ? 1e-4 : 1e-11) * (1 + Math.Abs(one[i]));
                    Assert.True(isClose, $"{name} at {p}, {q}, {i}: {lanes[i]} in lanes, {one[i]} one at a time");
                }

                double[] Run(string type)
                {
                    if (!isSingle)
                    {
                        double[] matrix = new double[3 * (2 + Inputs)];
                        Program.Value.Call($"{type}_double", $"{MethodOf(name)}Jacobian", p, q, Enumerable.Repeat(0.75, Inputs).ToArray(), 2, matrix);
                        return matrix;
                    }

                    float[] single = new float[3 * (2 + Inputs)];
                    Program.Value.Call($"{type}_float", $"{MethodOf(name)}Jacobian", (float)p, (float)q, Enumerable.Repeat(0.75f, Inputs).ToArray(), 2, single);
                    return Array.ConvertAll(single, static value => (double)value);
                }
            }
        }
    }

    [Fact]
    public void A_method_without_loops_that_returns_several_numbers_has_its_rows_in_lanes() =>
        Assert.Contains(GeneratorHarness.Run(Source).GeneratedSources.Values, static text => text.Contains("static double QuotientsPullbacks(", StringComparison.Ordinal));

    [Fact]
    public void What_has_no_lanes_says_why()
    {
        string source = GeneratorHarness.Run(Source).GeneratedSources.Values.Single(static text => text.Contains("// AllRuleJacobian:", StringComparison.Ordinal) && text.Contains("class InLanes_double", StringComparison.Ordinal));
        Assert.Contains("//   s += Ruled(x[i]) * a;: one direction at a time: a rule takes one direction at a time", source, StringComparison.Ordinal);
    }

    /// <summary>What the members leave, or what they throw.</summary>
    private static void Check(string name, bool isSingle, int length, int written, Func<int, double, double> number)
    {
        string method = MethodOf(name);
        var random = new Random(length);
        double[] x = [.. Enumerable.Range(0, length).Select(i => number(i, (random.NextDouble() * 3) - 1))], z = [.. Enumerable.Range(0, written).Select(i => number(i + 1, random.NextDouble()))];
        foreach (string kind in (string[])["Jacobian", "Hessian"])
        {
            double[] lanes = Run("InLanes"), one = Run("OneByOne");
            Assert.Equal(one.Length, lanes.Length);
            for (int i = 0; i < one.Length; i++)
            {
                bool isClose = one[i].Equals(lanes[i]) || Math.Abs(one[i] - lanes[i]) <= (isSingle ? 1e-4 : 1e-11) * (1 + Math.Abs(one[i]));
                Assert.True(isClose, $"{name}, {(isSingle ? "float" : "double")}, {kind} of {length} and {written} numbers, {i}: {lanes[i]} in lanes, {one[i]} one at a time");
            }

            double[] Run(string type)
            {
                int columns = length + 1 + written, outputs = length + 1; // as many rows, so that no member goes row by row
                Array matrix = Numbers(new double[columns * columns]), memory = Numbers(z), o = Numbers(new double[outputs]), dX = Numbers(new double[length]), dZ = Numbers(new double[written]);
                object a = isSingle ? 0.75f : (object)0.75;
                object?[] arguments = kind == "Hessian" ? [Numbers(x), a, memory, 2, dX, null, dZ, matrix] : [Numbers(x), a, memory, o, 2, matrix];
                try
                {
                    Program.Value.Call($"{type}_{(isSingle ? "float" : "double")}", (kind == "Hessian" ? method : $"All{method}") + kind, arguments);
                }
                catch (Exception thrown) when (thrown is ArgumentException or IndexOutOfRangeException)
                {
                    return [.. thrown.GetType().Name.Select(static letter => (double)letter), .. Doubles(memory)];
                }

                return [.. Doubles(matrix), .. Doubles(memory), .. Doubles(o), .. Doubles(dX), .. Doubles(dZ)];
            }
        }

        Array Numbers(double[] numbers) => isSingle ? Array.ConvertAll(numbers, static value => (float)value) : numbers.ToArray();

        static double[] Doubles(Array numbers) => [.. numbers.Cast<object>().Select(static value => Convert.ToDouble(value, CultureInfo.InvariantCulture))];
    }

    private static string Class(bool inLanes, bool isSingle)
    {
        string type = isSingle ? "float" : "double", name = $"{(inLanes ? "InLanes" : "OneByOne")}_{type}";
        string home = isSingle ? "MathF" : "Math";
        string several = string.Join("\n", Several.Select(body => $$"""
            [Differentiable(Derivatives.Jacobian, Vectorize = {{(inLanes ? "true" : "false")}})]
            public static ({{type}}, {{type}}, {{type}}) {{MethodOf(body.Key)}}({{type}} p, {{type}} q, ReadOnlySpan<{{type}}> x, int k) { {{Typed(body.Value)}} }
            """));
        string methods = string.Join("\n", Bodies.Select(body => $$"""
            [Differentiable(Derivatives.Hessian, Vectorize = {{(inLanes ? "true" : "false")}})]
            public static {{type}} {{MethodOf(body.Key)}}({{Signature.Replace("T", type)}})
            {
                {{Typed(body.Value)}}
            }

            [Differentiable(Derivatives.Jacobian, Vectorize = {{(inLanes ? "true" : "false")}})]
            public static void All{{MethodOf(body.Key)}}({{Signature.Replace("T", type).Replace("int k", $"[Output] Span<{type}> o, int k")}})
            {
                for (int r = 0; r < o.Length; r++) o[r] = {{MethodOf(body.Key)}}(x, a + r, z, k);
            }
            """));
        return $$"""
            public static partial class {{name}}
            {
            {{methods}}

            private static {{type}} Folded(ReadOnlySpan<{{type}}> x, int from, {{type}} a) { {{type}} s = a; for (int i = from; i < x.Length; i++) s = s * a + x[i]; return s; }

            private static {{type}} Tree(ReadOnlySpan<{{type}}> x, int from, int to, {{type}} a) => to - from <= 1 ? (from < to ? x[from] * x[from] : a) : Tree(x, from, (from + to) / 2, a) * Tree(x, (from + to) / 2, to, a * x[from]);

            {{several}}

            private static ({{type}}, {{type}}) Turned({{type}} u, {{type}} v, {{type}} a) => (u * {{home}}.Cos(a) - v * {{home}}.Sin(a), u * {{home}}.Sin(a) + v * {{home}}.Cos(a));

            private static {{type}} Power({{type}} x, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);

            private record struct Point({{type}} X, {{type}} Y);

            [CustomJvp(nameof(RuledJvp))]
            private static {{type}} Ruled({{type}} x) => x * x * x;

            private static ({{type}} Value, {{type}} Tangent) RuledJvp({{type}} x, {{type}} vX) => (x * x * x, 3 * x * x * vX);
            }
            """;

        string Typed(string body) => body.Replace("T[", type + "[").Replace("<T>", $"<{type}>").Replace("T ", type + " ").Replace("(T)", $"({type})").Replace("M.", home + ".");
    }

    private static string MethodOf(string name) => string.Concat(name.Split(' ').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
