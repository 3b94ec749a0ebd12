using System;
using System.Collections.Generic;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>A derivative does what its method does, once, and throws what it throws.</summary>
public sealed class EffectsTests
{
    [Fact]
    public void Calls_with_effects_run_once()
    {
        List<int> log = [];
        object?[] arguments = [3.0, log, null];
        Assert.Equal(81.0, Compile("Gradient", "double F(double x, System.Collections.Generic.List<int> log) { log.Add(1); double s = 0; for (int i = 0; i < 3; i++) { log.Add(2); s += x * x * log.Count; } return s; }").Call("C", "FGradient", arguments));
        Assert.Equal((54.0, 4), (arguments[2], log.Count));
    }

    [Fact]
    public void A_pullback_turns_the_adjoints_of_what_it_left_into_those_of_what_it_found()
    {
        double[] r = [2, 3], o = [9, 9], t = [0], dR = [1, 10], dO = [100, 1000];
        object?[] arguments = [r, o, t, 4.0, dR, dO, 5.0];
        Compile("Vjp", "void F(Span<double> r, [Output] Span<double> o, [Scratch] Span<double> t, double w) { t[0] = r[0] * w; r[0] = t[0] * r[1]; o[0] = r[0] * 3; }").Call("C", "FVjp", arguments);
        Assert.Equal([24, 3], r);
        Assert.Equal([72, 9], o);
        Assert.Equal([3612, 2418], dR);
        Assert.Equal([0, 1000], dO);
        Assert.Equal(1811.0, arguments[6]);
    }

    [Fact]
    public void Arrays_that_change_places_have_adjoints_that_do()
    {
        double[] x = [1.5], y = [5], dX = [1], dY = [1];
        Compile("Vjp", "void F(double[] x, double[] y, int n) { double[] a = x, b = y; for (int i = 0; i < n; i++) { for (int j = 0; j < a.Length; j++) b[j] = a[j] * a[j]; (a, b) = (b, a); } }").Call("C", "FVjp", x, y, 3, dX, dY);
        Assert.Equal(((4 * Math.Pow(1.5, 3)) + (8 * Math.Pow(1.5, 7)), 0.0), (dX[0], dY[0]));
    }

    [Theory]
    [InlineData("throw new NotSupportedException();", typeof(NotSupportedException))]
    [InlineData("if (x[0] > 9) throw new NotSupportedException(); else throw new ArgumentException(nameof(x));", typeof(ArgumentException))]
    public void A_method_that_only_throws_has_a_gradient_that_does(string statement, Type exception)
    {
        double[] x = [1];
        GeneratorResult program = Compile("Gradient", $"double F(double[] x) {{ x[0] = 5; {statement} }}");
        Assert.Equal(exception, Record.Exception(() => program.Call("C", "FGradient", x, new double[1]))?.GetType());
        Assert.Equal(5, x[0]);
    }

    /// <summary>Integers are constants, so C# that is not looked into may be given arrays of them, and write those.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Arrays_of_integers_are_passed_on(int length)
    {
        int[] order = [.. System.Linq.Enumerable.Range(0, length)];
        Array.Reverse(order);
        double[] x = Array.ConvertAll(order, i => 0.5 + (0.25 * i));
        GradientCheck.Run(GeneratorHarness.RunInAllModes("""
            using System;
            using System.Linq;
            using AutoDiff;

            public static partial class C
            {
                [Differentiable]
                public static double F(ReadOnlySpan<double> x, int[] k, double w)
                {
                    double s = w * k.Sum() + w * Array.IndexOf(k, 1);
                    for (int i = 0; i < k.Length; i++) s += x[k[i]] * i * s;
                    Array.Sort(k);
                    for (int i = 0; i < k.Length; i++) s += x[k[i]] * x[k[i]] * i * s;
                    return s;
                }
            }
            """), "C", "F", x, order, 0.7);
    }

    [Fact]
    public void A_default_that_is_a_name_of_an_enum_is_passed_by_it() => Assert.Equal(
        6.0,
        GeneratorHarness.Run("""
            using System;
            using AutoDiff;

            public sealed class Grid
            {
                public int Size(int n, DayOfWeek day = DayOfWeek.Tuesday) => n + (int)day;
            }

            public static partial class C
            {
                [Differentiable] public static double F(double x, Grid grid, int n) => x * new Grid().Size(n);
            }
            """).Call("C", "FGradient", 2.0, null, 1, null));

    private static GeneratorResult Compile(string derivative, string method) => GeneratorHarness.Run($$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.{{derivative}})]
            public static {{method}}
        }
        """);
}
