using System;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Generic methods: marked ones have derivatives for double and for float, called ones are looked into.</summary>
public sealed class GenericTests
{
    private const string Generic = """
        T total = T.Zero, half = T.CreateChecked(0.5);
        for (int i = 0; i < x.Length; i++)
        {
            T e = x[i] * w;
            if (e > T.One) e -= half * Helpers.Square<T>(e);
            total += Helpers.Softplus(e) + T.CreateChecked(i) * e / T.CreateChecked(x.Length);
        }

        if (T.IsNaN(total)) return T.NegativeOne;
        return total * T.Pi + Helpers.Norm<T>(x) + Helpers.Power(w, 3) - Helpers.Pick(x, T.NegativeOne);
        """;

    private const string Helpers = """
        internal static class Helpers
        {
            public static T Square<T>(T x) where T : INumberBase<T> => x * x;
            public static T Softplus<T>(T x) where T : struct, IFloatingPointIeee754<T> => T.Log(T.One + T.Exp(x));
            public static T Norm<T>(ReadOnlySpan<T> x) where T : IRootFunctions<T>
            {
                T sum = T.MultiplicativeIdentity;
                foreach (T e in x) sum += Square(e);
                return T.Sqrt(sum);
            }
            public static T Power<T>(T x, int n) where T : INumber<T> { T p = T.MultiplicativeIdentity; for (; n > 0; n--) p *= x; return p; }
            public static T Pick<T>(ReadOnlySpan<T> x, T least) where T : INumber<T> { T best = least; foreach (T e in x) best = T.Max(best, e); return best; }
        }
        """;

    private static readonly string Program = $$"""
        using System;
        using System.Numerics;
        using AutoDiff;

        public static partial class C
        {
            /// <summary>A loss.</summary>
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static T F<T>(ReadOnlySpan<T> x, T w) where T : struct, IFloatingPointIeee754<T>
            {
                {{Generic}}
            }

            [Differentiable]
            public static double InDouble(ReadOnlySpan<double> x, double w)
            {
                {{Generic.Replace("T.One", "1").Replace("T.Zero", "0").Replace("T.NegativeOne", "(-1.0)").Replace("T.", "double.").Replace("<T>", "").Replace("T ", "double ")}}
            }

            public static string Both()
            {
                double[] x = [0.5, -1.25, 2, 0.75], dX = new double[4], dY = new double[4];
                float[] single = [0.5f, -1.25f, 2, 0.75f], dSingle = new float[4];
                double value = FGradient(x, 1.5, dX, out double dW), other = InDoubleGradient(x, 1.5, dY, out double dV);
                float narrow = FGradient(single, 1.5f, dSingle, out float dNarrow);
                bool same = value == other && value == F<double>(x, 1.5) && dW == dV && dX.AsSpan().SequenceEqual(dY);
                bool close = narrow == F<float>(single, 1.5f) && Math.Abs(dNarrow - dW) < 1e-4 && Math.Abs(dSingle[2] - dX[2]) < 1e-4;
                return $"{same} {close}";
            }
        }

        {{Helpers}}
        """;

    [Fact]
    public void A_marked_method_has_the_derivatives_of_its_text_for_double_and_for_float() =>
        Assert.Equal("True True", GeneratorHarness.Run(Program).Program!.Call("C", "Both"));

    [Fact]
    public void The_comments_show_the_source_as_it_was_written() =>
        Assert.Equal(2, GeneratorHarness.Run(Program).GeneratedSources.Values.Count(static source => source.Contains("// if (e > T.One)", StringComparison.Ordinal)));

    [Theory]
    [InlineData("[Differentiable] static T F<T>(T x) => x;", DiagnosticIds.GenericMethod)]
    [InlineData("[Differentiable] static T F<T>(T x) where T : IBinaryInteger<T> => x;", DiagnosticIds.GenericMethod)]
    [InlineData("[Differentiable] static T F<T>(T x) where T : class, INumber<T> => x;", DiagnosticIds.GenericMethod)]
    [InlineData("[Differentiable] static T F<T>(T x) where T : IFloatingPoint<T> => x * T.CreateChecked(x.GetSignificandBitLength());", DiagnosticIds.ExpressionNotSupported)]
    [InlineData("[Differentiable] static double F(double x) => G(x); static T G<T>(T x) where T : IFloatingPoint<T> => x * T.CreateChecked(x.GetSignificandBitLength());", DiagnosticIds.CallNotSupported)]
    public void What_cannot_be_both_is_refused(string members, string id) =>
        Assert.Equal(id, Assert.Single(GeneratorHarness.RunExpectingDiagnostics($"using System; using System.Numerics; using AutoDiff; static partial class C {{ {members} }}").Diagnostics).Id);
}
