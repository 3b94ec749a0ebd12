using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Contract;

/// <summary>Members of generic types, called from outside for certain types, and from within for all.</summary>
public sealed class GenericTypeTests
{
    private static readonly CompiledProgram Program = GeneratorHarness.Run("""
        using System;
        using System.Numerics;
        using AutoDiff;

        public partial class Model<U> where U : class
        {
            private readonly double k = 2;
            [Differentiable] public double Siblings(double x) => Scaled(x) * Power(x, 2) + Square(x) + Generic(x);
            double Scaled(double x) => k * x;
            double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
            static double Square(double x) => x * x;
            static T Generic<T>(T x) where T : INumber<T> => x * x;
            [Differentiable] public T Recursive<T>(T x, int n) where T : struct, IFloatingPointIeee754<T> => n == 0 ? T.One : x * Recursive(x, n - 1) + T.CreateChecked(k);
        }

        public class Layer<T> where T : struct, INumber<T>
        {
            public T Weight;
            public T[] Bias = [T.One];
            private T Apply(T x) => Weight * x + Bias[0];
            T Offset<S>(T x, S by) where S : INumber<S> => x + T.CreateChecked(by);
            public T Twice(T x) => Apply(Offset(Apply(x), 0));
        }

        public interface IShape { double Area(double s); }

        public readonly record struct Square(double Side) : IShape { public double Area(double s) => s * Side * Side; }

        public static partial class C
        {
            private static double Measure<T>(T shape, double s) where T : IShape => shape.Area(s);
            [Differentiable] public static double Net(double x, Layer<double> layer) => layer.Twice(x) * x;
            [Differentiable] public static double Shapes(double x, Square q) => Measure(q, x) * Measure(new Square(x), 2);

            public static string Siblings() { double value = new Model<string>().SiblingsGradient(3, out double d); return $"{value} {d}"; }
            public static string Recursive() { float value = new Model<string>().RecursiveGradient(3f, 2, out float d); return $"{value} {d}"; }
            public static string Net() { double value = NetGradient(3, new Layer<double> { Weight = 2 }, out double d); return $"{value} {d}"; }
            public static string Shapes() { double value = ShapesGradient(3, new Square(2), out double d, out Square dQ); return $"{value} {d} {dQ.Side}"; }
        }
        """).Program!;

    [Theory]
    [InlineData("Siblings", "72 66")]
    [InlineData("Recursive", "17 8")]
    [InlineData("Net", "45 27")]
    [InlineData("Shapes", "216 216 216")]
    public void Members_are_looked_into_for_the_types_at_hand(string method, string expected) => Assert.Equal(expected, Program.Call("C", method));
}
