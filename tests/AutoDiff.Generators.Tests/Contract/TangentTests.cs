using System;
using System.Collections.Generic;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>What is agreed about members that go along directions, beside the derivatives being right.</summary>
public sealed class TangentTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using AutoDiff;

        public readonly record struct P(double X, int N, float Y);

        public static partial class C
        {
            private const Derivatives All = Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian | Derivatives.Hessian;

            [Differentiable(All)]
            public static double Square(ReadOnlySpan<double> x) { double s = 0; foreach (double e in x) s += e * e * e; return s; }

            [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
            public static void Scale(Span<double> x, double[] y, double[,] z, float w) { for (int i = 0; i < x.Length; i++) x[i] *= y[i] * w; z[0, 0] = x[0] * z[0, 1]; }

            [Differentiable(Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Vjp)]
            public static P Moved(P p, [NoGradient] double c, [Output] Span<double> o) { o[0] = p.X * p.N; return p with { X = p.X * p.Y * c, Y = p.Y + (float)p.X }; }

            [Differentiable(All)]
            public static double Power(double x) => Math.Pow(x, 2);

            [Differentiable(Derivatives.Hessian | Derivatives.Jacobian)]
            public static double Counted(Span<double> x, double w, List<int> log) { log.Add(1); double s = w; for (int i = 0; i < x.Length; i++) { x[i] *= w; s += x[i] * x[i]; } return s; }

            [Differentiable(All)]
            public static double Throws(ReadOnlySpan<double> x) => x[2] > 0 ? x[0] * x[1] : throw new InvalidOperationException();

            // The signatures, to the letter.
            private static readonly ReadOnlyFunction read = SquareJvp;
            private delegate (double Value, double Tangent) ReadOnlyFunction(ReadOnlySpan<double> x, ReadOnlySpan<double> vX);
            private delegate double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> vX, Span<double> dX, Span<double> hX);
            private static readonly Product product = SquareHvp;
            private delegate void Jacobian(ReadOnlySpan<double> x, Span<double> jacobian);
            private static readonly Jacobian jacobian = SquareJacobian;
            private delegate double Hessian(ReadOnlySpan<double> x, Span<double> dX, Span<double> hessian);
            private static readonly Hessian hessian = SquareHessian;
            private delegate void Written(Span<double> x, double[] y, double[,] z, float w, Span<double> vX, Span<double> vY, double[,] vZ, float vW);
            private static readonly Written written = ScaleJvp;
            private delegate void WrittenJacobian(Span<double> x, double[] y, double[,] z, float w, Span<double> jacobian);
            private static readonly WrittenJacobian writtenJacobian = ScaleJacobian;
            private delegate (P Value, P Tangent) Struct(P p, double c, Span<double> o, P vP, Span<double> vO);
            private static readonly Struct moved = MovedJvp;
            private delegate double Scalar(double x, double vX, out double dX, out double hX);
            private static readonly Scalar scalar = PowerHvp;

            /// <summary>Bytes that warm calls allocate.</summary>
            public static long Allocated()
            {
                double[] x = [1, 2, 3], v = [1, 0, 2], d = new double[3], h = new double[3], j = new double[3], m = new double[9], y = [1, 2, 3], vY = [1, 1, 1];
                double[,] z = new double[1, 2], vZ = new double[1, 2];
                double[] w = new double[8 * 9];
                long before = 0;
                for (int i = 0; i < 20; i++)
                {
                    if (i == 10) before = GC.GetAllocatedBytesForCurrentThread();
                    SquareJvp(x, v);
                    SquareHvp(x, v, d, h);
                    SquareJacobian(x, j);
                    SquareHessian(x, d, m);
                    ScaleJvp(x, y, z, 2, v, vY, vZ, 1);
                    ScaleJacobian(x, y, z, 2, w);
                }

                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        """;

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.Run(Source).Program!);

    [Fact]
    public void Nothing_is_allocated() => Assert.Equal(0L, Program.Value.Call("C", "Allocated"));

    [Fact]
    public void A_tangent_may_be_the_input_itself_where_that_is_not_written()
    {
        double[] x = [1, 2];
        Assert.Equal((9.0, 27.0), Program.Value.Call("C", "SquareJvp", x, x));
        double[] d = new double[2], h = new double[2];
        Program.Value.Call("C", "SquareHvp", x, x, d, h);
        Assert.Equal([6, 24], h);
    }

    [Fact]
    public void A_struct_has_a_struct_for_its_tangent()
    {
        Type type = Program.Value.TypeNamed("P");
        object P(double x, int n, float y) => Activator.CreateInstance(type, x, n, y)!;
        double[] o = [0], vO = [7];
        Assert.Equal((P(24, 5, 5), P(14, 0, 1.5f)).ToString(), Program.Value.Call("C", "MovedJvp", P(2, 5, 3), 4.0, o, P(0.5, 9, 1), vO)!.ToString());
        Assert.Equal((10.0, 2.5), (o[0], vO[0]));
    }

    [Theory]
    [InlineData("SquareJvp", "vX", 3, 2)]
    [InlineData("SquareHvp", "hX", 3, 3, 3, 4)]
    [InlineData("SquareHvp", "dX", 3, 3, 2, 3)]
    [InlineData("SquareJacobian", "jacobian", 3, 4)]
    [InlineData("SquareHessian", "hessian", 3, 3, 8)]
    public void Buffers_of_another_length_are_refused(string member, string parameter, params int[] lengths)
    {
        object[] arguments = Array.ConvertAll(lengths, length => (object)new double[length]);
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => { Program.Value.Call("C", member, arguments); }).ParamName);
    }

    [Fact]
    public void Buffers_that_are_written_share_nothing()
    {
        double[] x = [1, 2, 3], d = new double[3];
        Assert.Equal("hX", Assert.Throws<ArgumentException>(() => { Program.Value.Call("C", "SquareHvp", x, x, d, d); }).ParamName);
        Assert.Equal("jacobian", Assert.Throws<ArgumentException>(() => { Program.Value.Call("C", "SquareJacobian", x, x); }).ParamName);
        Assert.Equal("vX", Assert.Throws<ArgumentException>(() => { Program.Value.Call("C", "ScaleJvp", x, new double[3], new double[1, 2], 2f, x, new double[3], new double[1, 2], 1f); }).ParamName);
    }

    [Fact]
    public void A_square_at_zero_is_curved()
    {
        double[] hessian = new double[1], jacobian = new double[1];
        object?[] arguments = [0.0, null, hessian];
        Assert.Equal(0.0, Program.Value.Call("C", "PowerHessian", arguments));
        Program.Value.Call("C", "PowerJacobian", 0.0, jacobian);
        Assert.Equal((0.0, 2.0, 0.0), (arguments[1], hessian[0], jacobian[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_the_method_does_is_done_once(int length)
    {
        double[] x = new double[length], hessian = new double[(length + 1) * (length + 1)], jacobian = new double[length + 1], d = new double[length];
        Array.Fill(x, 3);
        List<int> log = [];
        Program.Value.Call("C", "CountedJacobian", x, 2.0, log, jacobian);
        Assert.Equal((1, length == 0 ? 1 : 1 + (2 * 2 * 9.0 * length)), (log.Count, jacobian[length]));
        Assert.All(x, element => Assert.Equal(6, element));
        Program.Value.Call("C", "CountedHessian", x, 2.0, log, d, null, hessian);
        Assert.Equal(2, log.Count);
        Assert.All(x, element => Assert.Equal(12, element));
        Assert.Equal(2.0 * 36 * length, hessian[^1]);
    }

    [Fact]
    public void What_the_method_throws_all_members_throw()
    {
        double[] x = [1, 2, -1];
        Assert.Throws<InvalidOperationException>(() => { Program.Value.Call("C", "ThrowsJvp", x, x); });
        Assert.Throws<InvalidOperationException>(() => { Program.Value.Call("C", "ThrowsHvp", x, x, new double[3], new double[3]); });
        Assert.Throws<InvalidOperationException>(() => { Program.Value.Call("C", "ThrowsJacobian", x, new double[3]); });
        Assert.Throws<InvalidOperationException>(() => { Program.Value.Call("C", "ThrowsHessian", x, new double[3], new double[9]); });
    }
}
