using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Transforms;
using AutoDiff.Generators.Vectorize;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops that ask where they are.</summary>
public sealed class IndexSetSplittingTests
{
    private static readonly LoopAgreement Agreement = new(Bodies);

    /// <summary>Bodies of the methods of <see cref="LoopAgreement"/>.</summary>
    private static Dictionary<string, string> Bodies => new()
    {
        ["first"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += i == 0 ? a * x[0] : x[i] * x[i - 1]; return s;",
        ["not first"] = "for (int i = 0; i < z.Length; i++) { if (i != 0) z[i] = x[i - 1] * a; else z[i] *= 2; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["last"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += i == x.Length - 1 ? a * x[i] : x[i] * x[i + 1]; return s;",
        ["both ends"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T l = i > 0 ? x[i - 1] : a, r = i < x.Length - 1 ? x[i + 1] : 2 * a; T d = l - 2 * x[i] + r; s += d * d; } return s;",
        ["both ends at once"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (i > 0 && i + 1 < x.Length) { T d = x[i - 1] * x[i] + x[i + 1]; s += d * d; } else s += a; } return s;",
        ["either end"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (i == 0 || i == x.Length - 1) s += a * x[i]; else { T d = x[i - 1] * x[i] + x[i + 1]; s += d * d; } } return s;",
        ["two at each end"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (i >= 2 && i < x.Length - 2) s += x[i - 2] * x[i + 2] + a; } return s;",
        ["around"] = "T s = 0; int n = x.Length; for (int i = 0; i < n; i++) { T l = x[i == 0 ? n - 1 : i - 1], r = i == n - 1 ? x[0] : x[i + 1]; s += l * r * x[i]; } return s;",
        ["a delay"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += i >= k ? x[i - k] * y[i] : a * x[i]; return s;",
        ["a beginning"] = "T s = 0; for (int i = 0; i < x.Length; i++) { s += a * x[i]; if (i < y.Length) s += x[i] * y[i]; } return s;",
        ["a negative beginning"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += i < k - 2 ? y[i] * a : x[i] * a; return s;",
        ["up to the least number"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += i + 1 < int.MinValue + k ? y[i + 1] * a : x[i] * a; return s;",
        ["up to the greatest number"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (i <= int.MaxValue - k) s += x[i] * a; if (i - 1 <= int.MaxValue - 3 + k) s += x[i] * x[i]; } return s;",
        ["a sum that overflows"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (i + int.MaxValue < k) s += x[i] * a; if (i - int.MaxValue + k < 3) s += x[i] * x[i]; } return s;",
        ["no end"] = "T s = 0; for (int i = 0; i < int.MinValue + k; i++) { if (i < int.MinValue + k - 1) s += y[i + 1] * a; } for (int i = 0; i < x.Length; i++) s += x[i] * a; return s;",
        ["mirrored"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += 0 < i ? x[i - 1] * x[i] : x.Length - 1 <= i ? a : x[i + 1] * x[i]; return s;",
        ["stored neighbours"] = "for (int t = 0; t < k; t++) { for (int i = 0; i < z.Length; i++) z[i] = i == 0 ? a : z[i] * x[i - 1]; } T s = 0; foreach (T v in z) s += v * v; return s;",
        ["a product"] = "T s = 1; for (int i = x.Length - 1; i >= 0; i--) { T f = i > 0 ? x[i - 1] : a; s *= 1 + f / 64; } return s;",
        ["a chain"] = "T[] u = x.ToArray(), v = new T[x.Length]; for (int t = 0; t < k + 1; t++) { for (int i = 0; i < u.Length; i++) v[i] = i == 0 ? x[0] : x[i] * u[i - 1] / 2; for (int i = 0; i < u.Length; i++) u[i] += a * v[i] / 4; } T s = 0; foreach (T w in u) s += w * w; return s;",
        ["past the end"] = "T s = 0; for (int i = 0; i < x.Length; i++) { z[i] = x[i] * a; s += i > 1 ? y[i + k] * x[i - 2] : x[i]; } return s;",
        ["a later start"] = "T s = 0; for (int i = 3; i < x.Length; i++) s += i > 3 ? x[i - 4] * x[i] : i < x.Length - 1 ? a * x[i + 1] : a; return s;",
        ["inside another loop"] = "T s = 0; for (int r = 0; r < k + 1; r++) for (int i = r; i < x.Length; i++) { T d = x[i] - (i < x.Length - 1 ? x[i + 1] : a) + (i > r ? x[i - 1] : 0); s += d * d * y[r]; } return s;",
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_agree_with_the_order_of_the_source(string name) => Agreement.Check(name);

    [Fact]
    public void The_first_iteration_is_no_loop() => Pass.Turns(
        static function => PassPipeline.Tidy(IndexSetSplitting.Run(function)),
        """
        function F(%0.x: ReadOnlySpan<double> active, %1.z: Span<double> active) {
            %2: int = 0
            %3: int = length %1.z
            %4: int = 1
            for %2 to %3 step %4 (%5.i: int) {
                %6: bool = Greater(%5.i, %2)
                %7: double = if %6 {
                    %8: int = Subtract(%5.i, %4)
                    %9: double = load %0.x[%8]
                    yield %9
                } else {
                    %10: double = 7
                    yield %10
                }
                %11: double = Multiply(%7, %7)
                store %1.z[%5.i] inrange = %11
            }
        }
        """,
        """
        function F(%0.x: ReadOnlySpan<double> active, %1.z: Span<double> active) {
            %2: int = 0
            %3: int = length %1.z
            %4: int = 1
            %5: bool = Less(%2, %3)
            if %5 {
                %6: double = 49
                store %1.z[%2] inrange = %6
            } else {
            }
            for %4 to %3 step %4 (%8.i: int) {
                %9: int = Subtract(%8.i, %4)
                %10: double = load %0.x[%9]
                %11: double = Multiply(%10, %10)
                store %1.z[%8.i] inrange = %11
            }
        }
        """);

    [Theory]
    [InlineData("it is an index between others", "%6: bool = Equal(%5.i, %12.n)")]
    [InlineData("it may overflow", "%13: int = Add(%5.i, %12.n)\n%6: bool = Less(%13, %3)")]
    [InlineData("it is not of the index", "%6: bool = Less(%2, %12.n)")]
    [InlineData("it is so for all indices", "%6: bool = GreaterOrEqual(%5.i, %2)")]
    public void A_question_is_not_answered(string reason, string question)
    {
        Assert.NotEmpty(reason);
        Function function = Ir.Parse($$"""
            function F(%0.x: ReadOnlySpan<double> active, %1.z: Span<double> active, %12.n: int constant) {
                %2: int = 0
                %3: int = length %1.z
                %4: int = 1
                for %2 to %3 step %4 (%5.i: int) {
                    {{question.Replace("\n", "\n        ", StringComparison.Ordinal)}}
                    %7: double = if %6 {
                        %9: double = load %0.x[%5.i]
                        yield %9
                    } else {
                        %10: double = 7
                        yield %10
                    }
                    store %1.z[%5.i] inrange = %7
                }
            }
            """);
        Assert.Same(function, IndexSetSplitting.Run(function));
    }

    /// <summary>Whether all elements are there is found out by arithmetic on the bounds of loops: nothing else is left of the questions.</summary>
    [Fact]
    public void No_question_is_left_in_a_loop()
    {
        string[] answered = ["first", "last", "both ends", "both ends at once", "either end", "a delay", "a chain"], questions = ["Vector.Equals(", "Vector.LessThan(", "Vector.GreaterThan("];
        Assert.Equal([], answered.Where(name => Agreement.Generated([name]).Split('\n').Any(line => questions.Any(question => line.Contains(question, StringComparison.Ordinal)))));
    }
}
