using System;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Loops count in any type, and stop where C# stops: also where the counter wraps around.</summary>
public sealed class LoopCounterTests
{
    /// <summary>Bodies of <c>double F(double[] x, int n)</c>, where x has ten elements.</summary>
    private static readonly string[] Bodies =
    [
        "double s = 0; for (byte i = 0; i < n; i++) s = s * x[i] + i; return s;",
        "double s = 0; for (byte i = 250; i >= 250; i++) s = s * x[i - 250] + i; return s + x[n];",
        "double s = 0; for (sbyte i = 120; i > 0; i += 2) s = s * x[i - 120] + i; return s + x[n];",
        "double s = 0; for (short i = short.MaxValue - 3; i > 0; i++) s = s * x[i & 7] + 1; return s + x[n];",
        "double s = 0; for (ushort i = (ushort)n; i < 10; i++) s += x[i] * x[9 - i]; return s;",
        "double s = 0; for (ushort i = 3; i < ushort.MaxValue; i--) s += s * x[i] + x[0]; return s;",
        "double s = 1; for (char c = 'a'; c < 'a' + n; c++) s *= x[c - 'a']; return s;",
        "double s = 1; for (uint i = (uint)n; i-- > 0; ) s = s * x[i] + i; return s;",
        "double s = 1; for (uint i = 0; i <= (uint)n; i += 2) s = s * x[i] + 1; return s;",
        "double s = 1; for (long i = n - 1; i >= 0; i--) s = s * x[i] + i; return s;",
        "double s = 1; for (long i = long.MaxValue - 2; i > 0; i++) s = s * x[i & 3] + 1; return s + x[n];",
        "double s = 1; for (ulong i = 0; i < (ulong)n; i++) s = s * x[i] + 1; return s;",
        "double s = 1; for (ulong i = (ulong)n; i != ulong.MaxValue; i--) s = s * x[i] + 1; return s;",
        "double s = 1; for (nint i = 0; i < n; i += 3) s = s * x[i] + i; return s;",
        "double s = 1; for (nuint i = 9; i >= (nuint)n + 1; i--) s = s * x[(int)i] + 1; return s;",
        "double s = 1; for (double t = 0; t < n; t += 0.5) s = s * x[(int)t] + t; return s;",
        "double s = 1; for (float t = n; t > 0; t /= 2) s += t * x[0]; return s;",
        "double s = 1; for (double t = x[0]; t < 3; t *= 1.5) s = s * t + x[1]; return s;",
        "double s = 1; for (int i = int.MaxValue - 2; i > 0; i++) s = s * x[i & 3] + 1; return s + x[n];",
        "double s = 1; for (int i = 0, j = n; i < j; i++, j -= 2) s = s * x[i] + x[j]; return s;",
        "double s = 1; for (int i = n; 0 <= --i; ) s = s * x[i] + i; return s;",
        "double s = 1; int i = 0; for (; ; i += 2) { if (i > n) break; s = s * x[i] + 1; } return s + i;",
        "double s = 1; for (int i = 0; i < n; i++) { s *= x[i]; if (s < 0.9) i++; } return s;",
        "double s = 1; for (int i = 0; i < n && s < 4; i++) s += x[i]; return s;",
        "double s = 1; for (int i = 1; i <= n; i *= 2) s = s * x[i] + 1; return s;",
        "double s = 1; for (int i = 0; i < 10; i += n + 1) s = s * x[i] + i; return s;",
        "double s = 1; int d = n * 2 + 1; for (int i = 9; i >= n; i -= d) s = s * x[i] + i; return s;",
        "double s = 1; for (long i = n; i <= 9; i += n + 2) s = s * x[i] + i; return s;",
        "double s = 1; for (int i = 0; i < 10; i += n + 1) { for (int j = i; j > 0; j -= n + 1) s = s * x[j] + j; if (s > 100) break; } return s;",
        "double s = 1; for (int i = 8; i < n; i += n - n) s = s * x[i]; return s + x[n];",
        "double s = 1; for (int i = 1; 0x7fffffff + i + 1 < n; i++) { s = s * x[i] + i; if (i > 5) break; } return s;",
        "double s = 1; checked { for (byte i = 0; i < n; i++) s = s * x[i] + 1; } return s;",
    ];

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes($$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
        {{string.Join("\n", Bodies.Select((body, i) => $"[Differentiable(Derivatives.Gradient | Derivatives.Vjp)] public static double F{i}(double[] x, int n) {{ {body} }}"))}}
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
    public void A_counter_of_any_type_stops_where_it_should(int body, string text)
    {
        Assert.NotEmpty(text);
        double[] x = [.. Enumerable.Range(0, 10).Select(i => 0.8 + (0.3 * Math.Sin(3 * i)))];
        foreach (int n in new[] { 0, 1, 2, 5, 8 }) GradientCheck.Run(Program.Value, "C", $"F{body}", x, n);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_loop_that_never_comes_to_its_end_throws_where_it_is_entered(int step)
    {
        var method = new MethodUnderTest(
            GeneratorHarness.RunInAllModes("""
                using AutoDiff;

                public static partial class C
                {
                    [Differentiable]
                    public static double F(double[] x, int step)
                    {
                        double s = 0;
                        for (int i = 0; i < x.Length; i += step) s += x[i] * x[i];
                        return s;
                    }
                }
                """).Program!,
            "C",
            "F");
        Assert.Contains($"moves by {step} ", Assert.Throws<InvalidOperationException>(() => method.Gradient([new double[3], step])).Message, StringComparison.Ordinal);
        Assert.Equal(0.0, method.Gradient([Array.Empty<double>(), step]).Value);
        Assert.Equal(5.0, method.Gradient([new double[] { 1, 7, 2 }, 2]).Value);
    }
}
