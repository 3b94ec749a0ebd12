using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Sums and their reverse in one pass, though the adjoint is known only afterwards.</summary>
public sealed class UnitCotangentsTests
{
    private const string Signature = "function F(%0.x: ReadOnlySpan<double> constant, %1.n: int constant, %2.d: Span<double> adjoint, %3.y: Span<double> active, %4.a: double active)";

    private const string Sum = """
        %10: double = for %5 to %1.n step %6 carrying %7 (%11: int, %12: double) {
            %13: double = load %0.x[%11] inrange
            %14: double = Multiply(%13, %4.a)
            %15: double = Add(%12, %14)
            yield %15
        }
        """;

    [Fact]
    public void A_number_that_is_added_up() => Pass.Turns(
        UnitCotangents.Run,
        Function(
            $$"""
            {{Sum}}
            %20: double = Divide(%8, %10)
            %21: double = Negate(%20)
            %30: double = for %5 to %1.n step %6 carrying %4.a (%31: int, %32: double) {
                %33: double = load %0.x[%31] inrange
                %34: double = Multiply(%21, %33)
                %35: double = Add(%32, %34)
                yield %35
            }
            return %30
            """),
        Function(
            """
            %44: double = 0
            %45: double = 1
            %10: double, %50: double = for %5 to %1.n step %6 carrying %7, %44 (%11: int, %12: double, %52: double) {
                %13: double = load %0.x[%11] inrange
                %14: double = Multiply(%13, %4.a)
                %15: double = Add(%12, %14)
                %53: double = load %0.x[%11] inrange
                %54: double = Multiply(%45, %53)
                %55: double = Add(%52, %54)
                yield %15, %55
            }
            %20: double = Divide(%8, %10)
            %21: double = Negate(%20)
            %60: double = Abs(%21)
            %61: double = 1E-60
            %62: bool = GreaterOrEqual(%60, %61)
            %63: double = 1E+60
            %64: bool = LessOrEqual(%60, %63)
            %65: bool = And(%62, %64)
            %30: double = if %65 {
                %70: double = Multiply(%21, %50)
                %71: double = Add(%4.a, %70)
                yield %71
            } else {
                %80: double, %81: double = for %5 to %1.n step %6 carrying %7, %4.a (%82: int, %83: double, %84: double) {
                    %85: double = load %0.x[%82] inrange
                    %86: double = Multiply(%85, %4.a)
                    %87: double = Add(%83, %86)
                    %88: double = load %0.x[%82] inrange
                    %89: double = Multiply(%21, %88)
                    %90: double = Add(%84, %89)
                    yield %87, %90
                }
                yield %81
            }
            return %30
            """));

    [Theory]
    [InlineData("the second loop needs the sum itself", "%20: double = Divide(%8, %10)", "%40: double = Multiply(%20, %10)")]
    [InlineData("it needs two numbers", "%20: double = Divide(%8, %10)\n%22: double = Exp(%20)", "%40: double = Multiply(%20, %22)")]
    [InlineData("the adjoint is squared", "%20: double = Divide(%8, %10)", "%40: double = Multiply(%20, %20)")]
    [InlineData("something is added to it", "%20: double = Divide(%8, %10)", "%40: double = Add(%20, %33)")]
    [InlineData("its sign decides", "%20: double = Divide(%8, %10)", "%41: bool = Less(%20, %7)\n%40: double = Select(%41, %20, %33)")]
    [InlineData("it is a divisor", "%20: double = Divide(%8, %10)", "%40: double = Divide(%33, %20)")]
    [InlineData("something else is added up, too", "%20: double = Divide(%8, %10)", "%40: double = Select(%9, %20, %33)")]
    [InlineData("each iteration has an element", "%20: double = Divide(%8, %10)", "%40: double = Multiply(%20, %33)\n%43: double = load %2.d[%31] inrange\n%44: double = Add(%43, %40)\nstore %2.d[%31] inrange = %44")]
    [InlineData("an element is overwritten", "%20: double = Divide(%8, %10)", "%40: double = Multiply(%20, %33)\nstore %2.d[%5] inrange = %40")]
    [InlineData("what is written may be seen", "%20: double = Divide(%8, %10)", "%40: double = Multiply(%20, %33)\nstore %3.y[%5] inrange = %33")]
    public void They_stay_apart_where(string reason, string between, string body)
    {
        Assert.NotEmpty(reason);
        Pass.Keeps(UnitCotangents.Run, Function(
            $$"""
            {{Sum}}
            {{between}}
            %30: double = for %5 to %1.n step %6 carrying %4.a (%31: int, %32: double) {
                %33: double = load %0.x[%31] inrange
                {{body.Replace("\n", "\n    ", StringComparison.Ordinal)}}
                %35: double = Add(%32, %40)
                yield %35
            }
            return %30
            """));
    }

    [Fact]
    public void A_product_is_no_sum() => Pass.Keeps(UnitCotangents.Run, Function(
        $$"""
        {{Sum}}
        %20: double = Divide(%8, %10)
        %30: double = for %5 to %1.n step %6 carrying %20 (%31: int, %32: double) {
            %33: double = load %0.x[%31] inrange
            %35: double = Multiply(%32, %33)
            yield %35
        }
        return %30
        """));

    private const string Parameters = "ReadOnlySpan<T> w, T a, T b, [NoGradient] ReadOnlySpan<T> x, [NoGradient] ReadOnlySpan<T> y";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["Line"] = "T s = 0; for (int i = 0; i < y.Length; i++) { T r = a * x[i] + w[0] - y[i]; s += r * r; } return b * M.Sqrt(s / y.Length);",
        ["Rows"] = "T s = 0; for (int i = 0; i < y.Length; i++) { T r = -y[i]; for (int j = 0; j < w.Length; j++) r += w[j] * x[i * w.Length + j]; s += r * r; } return b * M.Sqrt(s);",
        ["Logarithm"] = "T s = a * a; for (int i = 0; i < y.Length; i++) { T z = 0; for (int j = 0; j < w.Length; j++) z += M.Sin(w[j] * x[i * w.Length + j] + a); s += M.Exp(z); } return b * M.Log(s) + w[0];",
        ["Poles"] = "T s = 0; for (int i = 0; i < y.Length; i++) { T z = 0; for (int j = 0; j < w.Length; j++) z += M.Sqrt(w[j] * w[j] * x[i * w.Length + j]); s += M.Sqrt(z * a); } return b * s * s;",
        ["Branches"] = "T s = 0; for (int i = 0; i < y.Length; i++) { T z = a; for (int j = 0; j < w.Length; j++) { if (x[i * w.Length + j] > 0) z += w[j] * y[i]; else z -= w[j] * w[j]; } if (z > 0) s += z * z; } return M.Exp(-s * b);",
        ["Local"] = "T s = 0; for (int i = 0; i < y.Length; i++) { Span<T> t = stackalloc T[3]; for (int j = 0; j < w.Length; j++) t[j % 3] += w[j] * x[i * w.Length + j]; s += t[0] * t[1] + t[2] * a; } return b / (1 + s * s);",
        ["Twice"] = "T s = 0, q = 0; for (int i = 0; i < y.Length; i++) { T r = a * x[i] - y[i]; s += r * r; } for (int i = 0; i < y.Length; i++) q += M.Exp(b * y[i] - s); return M.Log(q) + M.Sqrt(s);",
    };

    private static readonly Lazy<CompiledProgram> Program = new(static () =>
        GeneratorHarness.Run($"using System;\nusing AutoDiff;\n{Class("Fused", true, "double", "Math")}{Class("Source", false, "double", "Math")}{Class("FusedSingle", true, "float", "MathF")}{Class("SourceSingle", false, "float", "MathF")}").Program!);

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_ways_agree(string name)
    {
        foreach (bool isSingle in (bool[])[false, true])
        {
            foreach ((int rows, int columns) in ((int, int)[])[(0, 3), (1, 1), (3, 4), (9, 5), (40, 17)])
            {
                foreach (double a in (double[])[0.7, 0, double.PositiveInfinity])
                {
                    foreach (double b in (double[])[1.5, 0, -0.0, 1e-30, 1e30, double.NaN, double.PositiveInfinity]) Check(name, isSingle, rows, columns, a, b, 0);
                }

                Check(name, isSingle, rows, columns, 0.7, 0, double.PositiveInfinity);
                Check(name, isSingle, rows, columns, 0.7, 1, double.NaN);
                Check(name, isSingle, rows, columns, 0.7, 1, -1);
            }
        }
    }

    /// <param name="special">The first of the numbers of a row, unless it is -1.</param>
    private static void Check(string name, bool isSingle, int rows, int columns, double a, double b, double special)
    {
        var random = new Random(rows + columns);
        object w = Numbers(columns), x = Numbers(rows * columns), y = Numbers(rows);
        if (special != -1 && rows * columns > 0) ((Array)x).SetValue(isSingle ? (float)special : (object)special, rows * columns / 2);
        object[] arguments = [w, Number(a), Number(b), x, y];
        foreach (bool isPullback in (bool[])[false, true])
        {
            double[] right = Outcome("Source"), found = Outcome("Fused");
            double scale = right.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            for (int i = 0; i < right.Length; i++)
            {
                bool isNear = right[i].Equals(found[i]) || right[i] == found[i] || Math.Abs(right[i] - found[i]) <= scale * (isSingle ? 2e-5 : 1e-12);
                Assert.True(isNear, $"{name} {(isSingle ? "float" : "double")} {rows}x{columns}, a = {a}, b = {b}, {special}: number {i} is {found[i]}, not {right[i]}");
            }

            double[] Outcome(string type)
            {
                var method = new MethodUnderTest(Program.Value, type + (isSingle ? "Single" : ""), name);
                MethodUnderTest.Outcome outcome = isPullback ? method.Vjp(arguments, Number(0.5), [w, Number(3), Number(4)]) : method.Gradient(arguments);
                return [.. NumberArrays.Flatten(outcome.Value), .. outcome.Adjoints.SelectMany(NumberArrays.Flatten)];
            }
        }

        object Number(double number) => isSingle ? (float)number : (object)number;

        Array Numbers(int count)
        {
            double[] numbers = [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
            return isSingle ? Array.ConvertAll(numbers, static x => (float)x) : numbers;
        }
    }

    [Fact]
    public void They_are_fused()
    {
        string source = GeneratorHarness.Run("using System;\nusing AutoDiff;\n" + Class("Fused", true, "double", "Math")).GeneratedSources.Values.Aggregate("", static (all, file) => all + file);
        Assert.Equal([], Bodies.Keys.Except(["Local"]).Where(name => !source[source.IndexOf($"double {name}GradientCore", StringComparison.Ordinal)..].Split("/// <summary>")[0].Contains("1e60", StringComparison.OrdinalIgnoreCase)));
    }

    private static string Class(string name, bool vectorize, string number, string mathematics)
    {
        IEnumerable<string> methods = Bodies.Select(body => $"[Differentiable(Derivatives.Gradient | Derivatives.Vjp{(vectorize ? "" : ", Vectorize = false")})] public static T {body.Key}({Parameters}) {{ {body.Value} }}".Replace("M.", mathematics + ".", StringComparison.Ordinal));
        return $"public static partial class {name}\n{{\n{System.Text.RegularExpressions.Regex.Replace(string.Join("\n", methods), @"\bT\b", number)}\n}}\n";
    }

    private static string Function(string body) => $$"""
        {{Signature}} {
            %5: int = 0
            %6: int = 1
            %7: double = 0
            %8: double = 1
            %9: bool = true
            {{string.Join("\n    ", body.Split('\n'))}}
        }
        """;
}
