using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Numbers of objects that a method counts with: they change once, as in the method itself.</summary>
public sealed class CounterTests
{
    private const string Program = """
        using System;
        using AutoDiff;

        public partial class Counter(int n)
        {
            public int Count;
            public bool Flag;
            public static long Calls;
            public byte[] Bytes = new byte[3];
            private int Step { get; set; } = 2;

            public string State => $"{n} {Count} {Flag} {Bytes[0]} {Bytes[1]} {Step}";

            [Differentiable]
            public double F(double x, Counter other, int[] a)
            {
                for (int i = 0; i < 3; i++)
                {
                    Count += 2;
                    n--;
                    Flag |= x > 2;
                    if (i < other.Count++) x *= 1.5;
                    --other.Count;
                    _ = Count++;
                    int k = Count <<= 1;
                    Bytes[i & 1] += 100;
                    Step -= a.Length + Step * 2;
                    other.Count -= (int)x;
                    x = x * k + n;
                }

                Calls++;
                return x * Count + (Flag ? 1 : 0);
            }
        }

        public static class Use
        {
            public static string Compare()
            {
                Counter one = new(5), two = new(5), first = new(3) { Count = 1 }, second = new(3) { Count = 1 };
                double value = one.F(1.25, first, [1, 2]);
                double same = two.FGradient(1.25, second, [1, 2], out double dX);
                double slope = (new Counter(5).F(1.3125, new(3) { Count = 1 }, [1, 2]) - new Counter(5).F(1.1875, new(3) { Count = 1 }, [1, 2])) / 0.125;
                string states = one.State == two.State && first.Count == second.Count ? "same" : $"{one.State} / {two.State} / {first.Count} {second.Count}";
                return $"{value == same} {dX == slope} {states} {Counter.Calls}";
            }
        }
        """;

    [Fact]
    public void They_change_once()
    {
        CompiledProgram program = GeneratorHarness.Run(Program).Program!;
        Assert.Equal("True True same 4", program.Call("Use", "Compare"));
    }

    [Theory]
    [InlineData("int N; int Next() => N++; [Differentiable] double F(double x) { ⟦N += Next()⟧; return x; }")]
    [InlineData("int N; [Differentiable] double F(double x) { checked { ⟦N += 2⟧; } return x; }")]
    public void What_would_be_lost_or_out_of_order_is_refused(string members, string id = DiagnosticIds.ExpressionNotSupported)
    {
        string marked = $"using AutoDiff; partial class C {{ {members} }}", source = marked.Replace("⟦", "").Replace("⟧", "");
        var refused = Assert.Single(GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics);
        Assert.Equal((id, marked.Split('⟦', '⟧')[1]), (refused.Id, source.Substring(refused.Location.SourceSpan.Start, refused.Location.SourceSpan.Length)));
    }
}
