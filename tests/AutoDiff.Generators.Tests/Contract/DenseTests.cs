using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Small methods of all kinds of signatures, with all members, held to differences and to one another.</summary>
public sealed class DenseTests
{
    private const string Source = """
        using System;
        using System.Numerics;
        using AutoDiff;

        public record struct Part(float Mass, int Id, (double X, double Y) At);

        public sealed class Model { public double Scale = 1.5; public double[] Table = [0.5, 2, 0.25]; }

        public partial class Layer
        {
            public double Gain = 0.75;

            [Differentiable] public double Apply(ReadOnlySpan<double> x, double w) { double s = Gain; foreach (double e in x) s = s * w + e * Gain; return s; }
        }

        public static partial class C
        {
            [Differentiable]
            public static void Everything(Span<double> x, [NoGradient] double[] c, float w, [Output] Span<float> o, [Scratch] Span<double> t, double[,] m, int n)
            {
                for (int i = 0; i < x.Length; i++) { t[i] = x[i] * w + c[i]; x[i] = t[i] * t[i]; }
                for (int i = 0; i < o.Length; i++) o[i] = (float)(w * (i < x.Length ? x[i] : n));
                for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) m[i, j] *= x.Length > j ? x[j] : w;
            }

            [Differentiable]
            public static (double A, int N, float B, (double C, double D) E) Tuple(double x, float y, (double P, int K) z) => (x * y, z.K, (float)(x * z.P), (z.P * z.P * z.K, Math.Sin(x)));

            [Differentiable]
            public static double Parts(ReadOnlySpan<Part> parts, Part origin, double g)
            {
                double s = 0;
                foreach (Part p in parts)
                {
                    double dx = p.At.X - origin.At.X, dy = p.At.Y - origin.At.Y;
                    s += g * p.Mass * origin.Mass * p.Id / Math.Sqrt(1 + dx * dx + dy * dy);
                }

                return s;
            }

            [Differentiable]
            public static void Move(Part[] parts, double dt, [Output] Span<(double X, double Y)> at)
            {
                for (int i = 0; i < parts.Length; i++)
                {
                    (double x, double y) = parts[i].At;
                    at[i] = (x * dt, y + dt * parts[i].Mass);
                    parts[i] = parts[i] with { At = (y * dt, x * x) };
                }
            }

            [Differentiable] public static float Singles(float[] x, float y) { float s = y; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * s; return s; }

            [Differentiable] public static double Mixed(float x, double y, ReadOnlySpan<float> z) { double s = x * y * y; foreach (float e in z) s += e * (double)e * y * x; return s; }

            [Differentiable] public static T Generic<T>(T x, ReadOnlySpan<T> y) where T : IFloatingPointIeee754<T> { T s = x; foreach (T e in y) s += T.Sin(e) * s * x; return s; }

            [Differentiable]
            public static double Taped(ReadOnlySpan<double> x, int n)
            {
                double s = 0, p = 1;
                int i = 0;
                while (p < 40 && i < n)
                {
                    p *= 1.25 + x[i % x.Length] * x[i % x.Length];
                    if (p > 12) { s -= p * x[0]; i++; continue; }
                    s += Math.Log(p) * s + p;
                    if (s > 1e4) return s * s;
                    i++;
                }

                return s + p * p;
            }

            [Differentiable] public static double Recursive(double[] x, int from, int to, Span<double> out1) => to - from <= 1 ? (from < to ? x[from] * (out1[from] = x[from] * 0.5) : 0) : Math.Sin(Recursive(x, from, (from + to) / 2, out1)) + x[from] * Recursive(x, (from + to) / 2, to, out1);

            [Differentiable] public static double State(Model model, double x, string? name, DayOfWeek day) => model.Scale * x * x * model.Table[(int)day] * (name is null ? 1 : name.Length);

            [Differentiable(Vectorize = false)] public static double InOrder(Span<double> x) { for (int i = 1; i < x.Length; i++) x[i] += x[i - 1] * x[i - 1]; return x.Length == 0 ? 0 : x[^1]; }

            /// The names that the generated code might want for itself.
            [Differentiable] public static double Named(ReadOnlySpan<double> columns, double row, Span<double> rows, double column, double value, double result, int index) { double unit = row * column; foreach (double e in columns) unit += e * e * value * result; rows[index] = unit * rows[index]; return rows[index] + unit; }

            [Differentiable] public static double Early(ReadOnlySpan<double> x, bool flag) { if (flag) return 3; foreach (double e in x) { if (e < 0) return e * e * e; } return x[0] * x[1]; }

            [Differentiable] public static double Nothing(double x, ReadOnlySpan<double> y) => 4;

            private static int calls;
            public static int Calls() => calls;
            private static int Next() => ++calls;

            [Differentiable] public static double Once(ReadOnlySpan<double> x, double w) { double s = w; foreach (double e in x) { Tick(); s += e * s * w; } return s; }
            private static void Tick() => System.Threading.Interlocked.Increment(ref calls);

            [Differentiable] public static void Rows(double[][] a, ReadOnlySpan<double> x) { for (int i = 0; i < a.Length; i++) for (int j = 0; j < a[i].Length; j++) a[i][j] *= x[j] * (i > 0 && j < a[i - 1].Length ? a[i - 1][j] : 1); }

            [Differentiable] public static double Tree(double[][] a, int row, double w) => row >= a.Length ? w : Sum(a[row]) * Tree(a, row + 1, w * w) + Sum(a[row]) * a.Length;
            private static double Sum(ReadOnlySpan<double> row) { double s = 1; foreach (double e in row) s += e * e; return s; }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes(Source).Program!);

    public static TheoryData<string> Sized => [.. Arguments(0).Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Sized))]
    public void All_members_agree(string name)
    {
        foreach (int size in new[] { 0, 1, 2, 5 })
        {
            object[] arguments = Arguments(size).Single(entry => entry.Name == name).Arguments;
            new GradientCheck(new MethodUnderTest(Program.Value, "C", name), arguments) { MixesPrecisions = name is "Everything" or "Mixed" }.RequireAll($"{name}[{size}]");
        }
    }

    private static IEnumerable<(string Name, object[] Arguments)> Arguments(int n)
    {
        double[] x = Numbers(n, 1), y = Numbers(n, 2);
        yield return ("Everything", [x, y, 0.75f, new float[n + 1], new double[n], new[,] { { 0.5, 1.5, 2 }, { 0.25, 1, -1 } }, 3]);
        yield return ("Singles", [Singles(x), 0.5f]);
        yield return ("Mixed", [0.75f, 1.25, Singles(x)]);
        yield return ("Taped", [Numbers(n + 1, 4), 3 * n]);
        yield return ("Recursive", [x, 0, n, y]);
        yield return ("InOrder", [x]);
        yield return ("Named", [x, 0.5, Numbers(n + 1, 5), 1.25, 0.75, -0.5, n]);
        yield return ("Early", [Numbers(2, n), n == 0]);
        yield return ("Nothing", [0.5, x]);
        yield return ("Once", [x, 0.5]);
        yield return ("Rows", [Enumerable.Range(0, n).Select(i => Numbers((i * 2) % 5, i)).ToArray(), Numbers(5, 6)]);
        yield return ("Tree", [Enumerable.Range(0, n).Select(i => Numbers(i % 3, i)).ToArray(), 0, 0.5]);
    }

    [Fact]
    public void What_is_given_to_the_method_is_constant()
    {
        object model = Activator.CreateInstance(Program.Value.TypeNamed("Model"))!;
        GradientCheck.Run(Program.Value, "C", "State", model, 0.75, "ab", DayOfWeek.Tuesday);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Structs_are_flattened_field_by_field(int count)
    {
        Type type = Program.Value.TypeNamed("Part");
        object Part(int i) => Activator.CreateInstance(type, 0.5f + i, i + 1, (0.25 * i, 1 - (0.5 * i)))!;
        Array parts = Array.CreateInstance(type, count);
        for (int i = 0; i < count; i++) parts.SetValue(Part(i), i);
        RequireAll("Parts", parts, Part(1), 0.75);
        RequireAll("Move", parts, 0.5, new (double, double)[count]);
        RequireAll("Tuple", 0.75, 1.5f, (0.25, 3));
    }

    /// <summary>A zero tangent stays zero at a pole, and so does the derivative of a zero cotangent.</summary>
    [Theory]
    [InlineData("Math.Sqrt(x) + y", 0, 1)]
    [InlineData("Math.Log(x) + y", 0, 0)]
    [InlineData("Math.Cbrt(x) + y * y", 0, 1)]
    [InlineData("Math.Pow(x, 0.5) + y", 0, 2)]
    [InlineData("y / x", 0, 1)]
    [InlineData("Math.Acos(x) + y", 1, 1)]
    [InlineData("Math.Atanh(x) + y", 1, 0)]
    [InlineData("double.Hypot(x, y)", 0, 0)]
    public void A_direction_that_is_zero_stays_so_at_a_pole(string expression, double x, double y)
    {
        CompiledProgram program = GeneratorHarness.Run($$"""
            using System;
            using AutoDiff;

            public static partial class C
            {
                [Differentiable(Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian)]
                public static double F(double x, double y) => {{expression}};
            }
            """).Program!;
        var pushed = (ITuple)program.Call("C", "FJvp", x, y, 0.0, 0.0)!;
        Assert.Equal((program.Call("C", "F", x, y), true), (pushed[0], pushed[1] is 0.0));
        object?[] arguments = [x, y, 0.0, 0.0, null, null, null, null];
        program.Call("C", "FHvp", arguments);
        Assert.Equal((true, true), (arguments[6] is 0.0, arguments[7] is 0.0));
    }

    [Theory]
    [InlineData("Jacobian", "double jacobian")]
    [InlineData("Hessian", "double hessian")]
    [InlineData("Hessian", "double x, double X")]
    [InlineData("Hvp", "double x, double vX")]
    [InlineData("Hvp", "double x, double hX")]
    public void Names_that_collide_are_errors(string kind, string parameters) => Assert.Contains(
        GeneratorHarness.RunExpectingDiagnostics($$"""
            using AutoDiff;
            static partial class C { [Differentiable(Derivatives.{{kind}})] public static double F({{parameters}}) => 1; }
            """).Diagnostics,
        diagnostic => diagnostic.Id == DiagnosticIds.NameCollision);

    private static void RequireAll(string name, params object[] arguments) =>
        new GradientCheck(new MethodUnderTest(Program.Value, "C", name), arguments) { MixesPrecisions = true }.RequireAll(name);

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1, 16) / 16.0)];
    }

    private static float[] Singles(double[] numbers) => [.. numbers.Select(number => (float)number)];
}
