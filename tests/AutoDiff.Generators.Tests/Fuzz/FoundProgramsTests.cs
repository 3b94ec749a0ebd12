using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Fuzz.Runs;
using Xunit;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>What random programs failed once, made small. They are checked as random programs are.</summary>
public sealed class FoundProgramsTests
{
    private static readonly Dictionary<string, string> Programs = new()
    {
        ["A_recursive_method_with_a_local_function_that_uses_its_parameters"] = """
            public static double F(double a, Span<double> x) => Again(a, x, 2);

            private static double Again(double a, Span<double> x, int depth)
            {
                if (depth <= 0 || x.Length == 0) return a * Math.Sin(a);
                double Local(double u) => u * a + depth;
                x[0] *= Local(0.5);
                return Again(Local(x[0]), x, depth - 1);
            }
            """,
        ["A_recursive_method_is_asked_for_the_length_of_what_it_writes"] = """
            public static double F(double a, Span<double> x, int n) => n % 2 == 0 ? Again(Math.Sin(a), x, 2) : a;

            private static double Again(double a, Span<double> x, int depth)
            {
                if (depth <= 0 || x.Length == 0) return a * Math.Sin(a);
                double[] s = x.ToArray();
                if (a > 0) a += Math.Sin(s[x.Length - 1]);
                else x[0] /= 1.5 + Math.Exp(Math.Sin(a));
                return Math.Cos(Again(a * a, x, depth - 1)) + Again(Math.Cos(a), x, depth - 1);
            }
            """,
        ["What_stands_left_of_an_assignment_throws_first_if_it_is_an_element_of_a_span"] = """
            public static double F(double a, Span<double> x, double[] z, int n)
            {
                (x[^1], z[n % x.Length]) = (z[0], x[^1]);
                x[n + 2] = n / (x.Length - 3) * a;
                return x[0] * z[0];
            }
            """,
        ["An_element_of_an_array_that_is_assigned_among_others_is_looked_for_first"] = """
            public static double F(double a, double[] z)
            {
                (z[1], z[1 % (uint)z.Length]) = (0.5 * a, a * a);
                return z[0];
            }
            """,
        ["An_adjoint_is_not_read_in_front_of_a_loop_that_does_not_run"] = """
            public static double F(double a, ReadOnlySpan<double> q, [Output] Span<double> o, int n)
            {
                for (int i = 0; i < n; i++) o[o.Length - 1] += Math.Cos(a = Math.Sin(i) / (1.5 + q[0] * q[0]));
                return a;
            }
            """,
        ["An_element_is_not_read_in_front_of_a_loop_that_does_not_run"] = """
            public static double F(double a, ReadOnlySpan<double> x, double[] z)
            {
                ReadOnlySpan<double> y = x.ToArray();
                for (int j = 3; j < z.Length; j++) a *= Math.Cos(z[j] * y[3]);
                return a;
            }
            """,
        ["A_tangent_is_not_read_in_front_of_a_loop_that_finds_out_whether_it_is_there"] = """
            public static double F(double b, Span<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, int n)
            {
                for (int i = 0; i + 1 < y.Length; i++)
                {
                    for (int j = 3; j < n + 2; j++) b += Math.Sin(b * z[0]) * z[0] * x[i + 1];
                }

                return b * (n / y.Length);
            }
            """,
        ["A_reference_to_a_variable_that_a_call_declares"] = """
            public static double F(double a, double b)
            {
                Step(ref a, b, out double v);
                ref double q = ref v;
                q += Math.Sin(a);
                return v * q;
            }

            private static void Step(ref double a, double b, out double result)
            {
                result = a * b;
                a = Math.Cos(b);
            }
            """,
        ["A_property_of_what_the_same_property_yields"] = """
            public static double F(double a, Pair p) => (p.Turned.Turned).Y * p.Turned.Turned.Turned.X + p.Turned.Next.Turned.Y * a;

            public record struct Pair(double X, double Y)
            {
                public Pair Turned { get { Y *= 2; return new Pair(-Y, X); } }
                public readonly Pair Next => new(X + 1, Y);
            }
            """,
        ["A_value_is_not_read_again_from_where_others_have_been_stored_since"] = """
            public static void F(double a, double[] z, int n)
            {
                for (int i = 0; i < 3; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        for (int e = 0; e < z[^(z.Length / 2)..].Length; e++) a += Math.Sin((z[^(z.Length / 2)..])[e]);
                        z[0] = Math.Exp(Math.Cos(a));
                    }
                }

                for (int i = 0; i + 1 < z.Length; ++i)
                {
                    z[z.Length - 1] *= Math.Tanh(a);
                    for (int j = 0; j < z.AsSpan(1).Length; j++) a += Math.Sin(z.AsSpan(1)[j]);
                }
            }
            """,
        ["A_call_that_is_left_out_is_left_out_with_its_arguments"] = """
            public static double F(double a, Span<double> x)
            {
                System.Diagnostics.Debug.Assert(!double.IsNaN(x[0]));
                return a * a;
            }
            """,
        ["What_throws_first_throws_first_where_loops_become_one"] = """
            public static double F(double a, Span<double> z, ReadOnlySpan<double> y, int n)
            {
                double s = 0;
                for (int i = 0; i < y.Length; i++) s += Math.Sin(y[i]) * (6 / (n - i));
                z[n + 2] = s;
                return z[n + 2] * a;
            }
            """,
    };

    public static TheoryData<string> Names => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_program_that_was_wrong_once(string name)
    {
        string members = Programs[name];
        string modes = members.Contains("static void F(") || members.Contains("static Pair F(") ? "Vjp | Derivatives.Jvp" : "Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp";
        string source = $$"""
            using System;
            using System.Numerics.Tensors;
            using AutoDiff;

            public static partial class P
            {
                [Differentiable(Derivatives.{{modes}})]
                {{members}}
            }
            """;
        BatchResult result = Batch.Run([.. Enumerable.Range(0, 6).Select(seed => new GeneratedProgram(seed, $"P{seed}", source.Replace("class P", $"class P{seed}")))]);
        Assert.Empty(result.Invalid);
        Assert.Empty(result.Failures.Select(failure => failure.Message));
    }
}
