using Xunit;

namespace AutoDiff.Generators.Tests.Places;

/// <summary>Derivatives stand beside their methods in types of every kind.</summary>
public sealed class ContainerTests
{
    public static TheoryData<string> Programs => new()
    {
        // Nested, in types of different kinds.
        """
        using AutoDiff;
        namespace N.M;
        public static partial class A { public partial struct B { internal partial record C { public partial interface D { public partial record struct E {
            [Differentiable] public static double F(double x) => x * x * x;
        } } } } }
        internal static class Entry
        {
            public static double Value(double x) => A.B.C.D.E.F(x);
            public static double Slope(double x) { A.B.C.D.E.FGradient(x, out double dX); return dX; }
        }
        """,

        // Generic, with constraints, variance and attributes.
        """
        using System; using AutoDiff;
        public partial class Outer<T> where T : struct, IComparable<T>
        {
            public partial record Inner<U, @class>(T First) where U : new() where @class : notnull
            {
                [Differentiable] public double F(double x) { int weight = First.CompareTo(default); return weight * x * x; }
            }
        }
        public static class Entry
        {
            public static double Value(double x) => new Outer<int>.Inner<object, string>(3).F(x);
            public static double Slope(double x) { new Outer<int>.Inner<object, string>(3).FGradient(x, out double dX); return dX; }
        }
        """,
        """
        using AutoDiff;
        public partial interface I<in T, out U> { [Differentiable] public static double F(double x) => 1 / x; }
        public static class Entry
        {
            public static double Value(double x) => I<object, string>.F(x);
            public static double Slope(double x) { I<object, string>.FGradient(x, out double dX); return dX; }
        }
        """,

        // Fields of the instance are constants.
        """
        using AutoDiff;
        public sealed partial record R(double Weight) { public required double Offset { get; init; } [Differentiable] public double F(double x) => Weight * (x - Offset) * (x - Offset); }
        public readonly partial record struct S(double Weight) { [Differentiable] public readonly double F(double x) => Weight * x * x; }
        public partial struct M { public double Count; [Differentiable] public double F(double x) => Count * x * x; }
        public ref partial struct P { public double[] W; [Differentiable] public readonly double F(double x) { double s = 0; foreach (double w in W) s += w * x * x; return s; } }
        public static class Entry
        {
            public static double Value(double x) => new R(2) { Offset = 0.5 }.F(x) + new S(3).F(x) + new M { Count = 1 }.F(x) + new P { W = [1, 2] }.F(x);
            public static double Slope(double x)
            {
                new R(2) { Offset = 0.5 }.FGradient(x, out double a);
                new S(3).FGradient(x, out double b);
                new M { Count = 1 }.FGradient(x, out double c);
                new P { W = [1, 2] }.FGradient(x, out double d);
                return a + b + c + d;
            }
        }
        """,

        // Several types of one name, told apart by namespace, arity or container.
        """
        using AutoDiff;
        public static partial class C { [Differentiable] public static double F(double x) => x; public static partial class D { [Differentiable] public static double F(double x) => x * x; } }
        public static partial class C<T> { [Differentiable] public static double F(double x) => x * x * x; public static partial class D { [Differentiable] public static double F(double x) => 2 * x * x; } }
        namespace N { public static partial class C { [Differentiable] public static double F(double x) => 1 / x; } public static partial class D { [Differentiable] public static double F(double x) => 3 * x * x; } }
        namespace n { public static partial class c { [Differentiable] public static double F(double x) => 5 * x * x; [Differentiable] public static double f(double x) => 7 * x * x; } }
        public static class Entry
        {
            public static double Value(double x) => C.F(x) + C.D.F(x) + C<int>.F(x) + C<int>.D.F(x) + N.C.F(x) + N.D.F(x) + n.c.F(x) + n.c.f(x);
            public static double Slope(double x)
            {
                C.FGradient(x, out double a); C.D.FGradient(x, out double b); C<int>.FGradient(x, out double c); C<int>.D.FGradient(x, out double d);
                N.C.FGradient(x, out double e); N.D.FGradient(x, out double f); n.c.FGradient(x, out double g); n.c.fGradient(x, out double h);
                return a + b + c + d + e + f + g + h;
            }
        }
        """,

        // Abstract and sealed types.
        """
        using AutoDiff;
        public abstract partial class B { protected abstract double Weight { get; } [Differentiable] public double F(double x) { double w = Weight; return w * x * x; } }
        public sealed partial class D : B { protected override double Weight => 3; }
        public static class Entry
        {
            public static double Value(double x) => new D().F(x);
            public static double Slope(double x) { new D().FGradient(x, out double dX); return dX; }
        }
        """,

        // Extension members beside, and an extension method.
        """
        using AutoDiff;
        public static partial class Extensions
        {
            extension(double x) { public double Twice => 2 * x; public double Cubed() => x * x * x; }
            [Differentiable] public static double F(this double x) => x * x + Squared(x);
            private static double Squared(this double x) => x * x * x;
        }
        public static class Entry
        {
            public static double Value(double x) => x.F();
            public static double Slope(double x) { x.FGradient(out double dX); return dX; }
        }
        """,

        // The type is partial in this file alone by a part that holds nothing.
        """
        using AutoDiff;
        public static partial class C { }
        static partial class C { [Differentiable] internal static double F(double x) => x * x; }
        partial class C { }
        public static class Entry
        {
            public static double Value(double x) => C.F(x);
            public static double Slope(double x) { C.FGradient(x, out double dX); return dX; }
        }
        """,
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Each_is_right(string program) => Place.Check(program);
}
