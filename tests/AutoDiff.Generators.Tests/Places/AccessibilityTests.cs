using Xunit;

namespace AutoDiff.Generators.Tests.Places;

/// <summary>Derivatives have the accessibility of their methods, and tell overloads apart as those do.</summary>
public sealed class AccessibilityTests
{
    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("protected")]
    [InlineData("private")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    [InlineData("")]
    public void Every_accessibility_is_repeated(string accessibility) => Place.Check($$"""
        using AutoDiff;
        public partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)] {{accessibility}} static double F(double x) => x * x * x;
            public static double Inside(double x) { FGradient(x, out double dX); FVjp(x, 1, ref dX); return dX / 2; }
        }
        public class Entry : C
        {
            public static double Value(double x) => x * x * x;
            public static double Slope(double x)
            {
                var flags = System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
                var method = typeof(C).GetMethod("F", flags)!.Attributes;
                bool isSame = typeof(C).GetMethod("FGradient", flags)!.Attributes == method && typeof(C).GetMethod("FVjp", flags)!.Attributes == method;
                return isSame ? Inside(x) : double.NaN;
            }
        }
        """);

    public static TheoryData<string> Overloads => new()
    {
        // By type and by number of parameters.
        """
        using System; using AutoDiff;
        public static partial class C
        {
            [Differentiable] public static double F(double x) => x;
            [Differentiable] public static float F(float x) => x * x;
            [Differentiable] public static double F(double x, int n) => n * x;
            [Differentiable] public static double F(double x, float y) => x * y * y;
            [Differentiable] public static double F(double x, double y) => x * y * y * y;
            [Differentiable] public static double F(double[] x) => x[0] * 5;
            [Differentiable] public static double F(double[][] x) => x[0][0] * 7;
            [Differentiable] public static double F(double[,] x) => x[0, 0] * 11;
            [Differentiable] public static double F(ReadOnlySpan<float> x) => x[0] * 13;
            [Differentiable] public static double F(string unit, double x) => unit.Length * x;
            [Differentiable] public static double F((double, double) x) => x.Item1 * x.Item2 * x.Item2;
            public static double F(ref double x, double y, double z) => x;
            public static T F<T>(T x, string s) => x;
        }
        public static class Entry
        {
            public static double Value(double x)
            {
                double s = C.F(x) + C.F(x, 3) + C.F(x, 2f) + C.F(x, 2.0) + C.F(new[] { x }) + C.F(new double[][] { [x] }) + C.F(new double[,] { { x } }) + C.F("unit", x) + C.F((x, 2));
                return s;
            }
            public static double Slope(double x)
            {
                C.FGradient(x, out double a); C.FGradient(x, 3, out double b); C.FGradient(x, 2f, out double c, out float _); C.FGradient(x, 2.0, out double d, out double _);
                double[] e = new double[1]; C.FGradient(new[] { x }, e); double[][] f = [new double[1]]; C.FGradient(new double[][] { [x] }, f); double[,] g = new double[1, 1]; C.FGradient(new double[,] { { x } }, g);
                C.FGradient("unit", x, out double h); C.FGradient((x, 2), out (double X, double) k);
                return a + b + c + d + e[0] + f[0][0] + g[0, 0] + h + k.X;
            }
        }
        """,

        // Beside overloads that are not marked, of which the helpers that are called are told apart by how they are passed.
        """
        using AutoDiff;
        public static partial class C
        {
            [Differentiable] public static double F(double x) { double y = x; G(ref y); return G(y) + G(x) + G(y, out double z) + z + H(y: x, x: 2) + H(x) + P() + P(x) + P(x, y, x * y); }
            private static void G(ref double x) => x *= x;
            private static double G(double x) => x * x * x;
            private static double G(double x, out double y) { y = 2 * x; return x / 2; }
            private static double H(double x, double y = 3) => x / y;
            private static double P(params double[] x) { double s = 1; foreach (double e in x) s += e * e; return s; }
        }
        public static class Entry
        {
            public static double Value(double x) => C.F(x);
            public static double Slope(double x) { C.FGradient(x, out double dX); return dX; }
        }
        """,
    };

    [Theory]
    [MemberData(nameof(Overloads))]
    public void Overloads_are_told_apart(string program) => Place.Check(program);
}
