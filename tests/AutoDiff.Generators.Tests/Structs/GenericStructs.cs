using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Generic structs, the code of which is looked into for the types that it is used at.</summary>
internal static class GenericStructs
{
    public const string Source = """
        public interface IField<T> : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T> where T : IField<T> { static abstract T One { get; } static abstract T Scale(T a, int n); }

        /// Dual numbers over any number.
        public readonly record struct Dual<T>(T Re, T Eps) where T : IFloatingPointIeee754<T>
        {
            public static Dual<T> Zero => new(T.Zero, T.Zero);
            public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Re + b.Re, a.Eps + b.Eps);
            public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new(a.Re * b.Re, a.Re * b.Eps + a.Eps * b.Re);
            public static Dual<T> operator *(T s, Dual<T> a) => new(s * a.Re, s * a.Eps);
            public static Dual<T> operator -(Dual<T> a) => new(-a.Re, -a.Eps);
            public static implicit operator Dual<T>(T x) => new(x, T.Zero);
            public static explicit operator T(Dual<T> x) => x.Re;
            public static bool operator <(Dual<T> a, Dual<T> b) => a.Re < b.Re;
            public static bool operator >(Dual<T> a, Dual<T> b) => b < a;
            public static Dual<T> Sin(Dual<T> x) => new(T.Sin(x.Re), x.Eps * T.Cos(x.Re));
            public T Norm2 => Re * Re + this.Eps * Eps;
            public T Norm { get { T n = Norm2; if (n == T.Zero) return n; return T.Sqrt(n); } }
            public Dual<T> Power(int n) { Dual<T> p = T.One; for (int i = 0; i < n; i++) p *= this; return p; }
            public Dual<U> As<U>() where U : IFloatingPointIeee754<U> => new(U.CreateChecked(Re), U.CreateChecked(Eps));
            public T this[int i] => i == 0 ? Re : Eps;
        }

        /// Two of different types.
        public record struct Couple<A, B>(A First, B Second)
        {
            public int Swaps = 0;
            public readonly Couple<B, A> Swap() => new(Second, First) { Swaps = Swaps + 1 };
            public void Replace(A first, B second) { First = first; if (Swaps < 5) Second = second; Swaps++; }
            public readonly Couple<A, C> With<C>(C third) => new(First, third);
        }

        /// A struct that changes itself, of any field.
        public struct Accumulator<T> where T : struct, INumber<T>
        {
            private T sum;
            public int Count;
            public Accumulator(T start) : this(start, 0) { Count++; }
            public Accumulator(T start, int count) { sum = start * start; Count = count; }
            public T Sum { readonly get => sum; set { sum = value; Count++; } }
            public readonly T Checked => this is { Count: > 0, sum: var s } && Count is > 0 and var n ? s * T.CreateChecked(n) : sum;
            public readonly T Mean => Count == 0 ? T.Zero : sum / T.CreateChecked(Count);
            public void Add(T x) { if (x < T.Zero) return; sum += x; Count++; }
            public void Deconstruct(out T total, out int count) => (total, count) = (sum, Count);
            public struct Weight { public T Value; public readonly T Times(T x) => Value * x; }
        }

        /// A constructor with code, which assigns what nobody else may.
        public readonly struct Ratio<T> where T : struct, INumber<T>
        {
            private readonly T numerator;
            public T Denominator { get; }
            public T Whole { get; init; }
            public Ratio(T n, T d) { numerator = n; Denominator = d == T.Zero ? T.One : d; Whole = T.Zero; }
            public Ratio(T n) : this(n, T.One) { }
            public T Value => Whole + numerator / Denominator;
            public static Ratio<T> operator +(Ratio<T> a, Ratio<T> b) => new(a.numerator * b.Denominator + b.numerator * a.Denominator, a.Denominator * b.Denominator) { Whole = a.Whole + b.Whole };
        }

        /// A field of the user's own.
        public readonly record struct Gauss(double Re, double Im) : IField<Gauss>
        {
            public static Gauss One => new(1, 0);
            public static Gauss operator +(Gauss a, Gauss b) => new(a.Re + b.Re, a.Im + b.Im);
            public static Gauss operator *(Gauss a, Gauss b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);
            public static Gauss Scale(Gauss a, int n) => new(a.Re * n, a.Im * n);
        }

        public readonly record struct Poly<T>(T C0, T C1, T C2) where T : struct, IField<T>
        {
            public T At(T x) => C0 + x * (C1 + x * C2);
            public Poly<T> Derivative => new(C1, T.Scale(C2, 2), T.One);
        }

        public static class Generic
        {
            public static T Sum<T>(ReadOnlySpan<Dual<T>> x) where T : IFloatingPointIeee754<T> { Dual<T> s = Dual<T>.Zero; foreach (Dual<T> e in x) s += e * e; return s.Re + s.Norm; }
            public static T Horner<T>(T x, int n) where T : struct, IField<T> { T s = T.One; for (int i = 0; i < n; i++) s = T.Scale(s * x, i + 1) + T.One; return s; }
            public static (B, A) Turn<A, B>(in Couple<A, B> c) { var (a, b) = c.Swap().Swap(); return (b, a); }
        }
        """;

    public static Dictionary<string, StructProgram> Programs { get; } = new()
    {
        ["generic dual numbers"] = new("double F(Dual<double> x, double y) { Dual<double> s = 1.0; for (int i = 0; i < 3; i++) { s = Dual<double>.Sin(s * x) + y; if (s < x) s += y * x; } return (-s).Norm * (double)s.Power(3) + s[1]; }", "new Dual<double>(0.75, 1.25), 0.5"),
        ["generic dual numbers of float"] = new("float F(Dual<float> x, float y) { Dual<float> s = Dual<float>.Zero + y; for (int i = 0; i < 3; i++) s = Dual<float>.Sin(s + x) * x; return s.Norm * s.As<double>().As<float>().Re; }", "new Dual<float>(0.75f, 1.25f), 0.5f"),
        ["a generic struct returned"] = new("Dual<double> F(Dual<double> x, double y) => x.Power(2) + y * x;", "new Dual<double>(0.75, 1.25), 0.5"),
        ["spans of generic structs"] = new("double F(ReadOnlySpan<Dual<double>> x, Span<Accumulator<double>.Weight> w) { for (int i = 0; i < w.Length; i++) w[i].Value = w[i].Times(x[i].Norm2); return Generic.Sum(x) * w[0].Times(2); }", "new Dual<double>[] { new(0.5, 1), new(-1.5, 0.25) }, new Accumulator<double>.Weight[] { new() { Value = 1.5 }, new() { Value = 0.5 } }"),
        ["structs of two types"] = new("double F(double x, Vec3 v) { var c = new Couple<double, Vec3>(x, v); c.Replace(x * x, c.First * v); (Vec3 a, double b) = c.Swap(); c.Replace(b, a); var d = c.Swap().With(x).With(c.Second); return d.Second.Dot(d.First) * b * c.Swap().Swaps; }", "0.75, new Vec3(0.5, -1.25, 2)"),
        ["generic helpers of generic structs"] = new("double F(double x, Vec3 v) { var (a, b) = Generic.Turn(new Couple<double, Vec3>(x, v)); return a.Dot(v) * b; }", "0.75, new Vec3(0.5, -1.25, 2)"),
        ["a generic accumulator"] = new("double F(ReadOnlySpan<double> x, double w) { var s = new Accumulator<double>(w); foreach (double e in x) { s.Add(e * w); if (e > 1) s.Sum *= e; } var (total, count) = s; return s.Mean * total + s.Sum * count + s.Checked; }", "new double[] { 0.5, -1, 2, 0.25 }, 0.75", "new double[0], 0.5"),
        ["integers of a generic struct"] = new("double F(double x, int n) { var s = new Accumulator<int>(2, 1); for (int i = 0; i < n; i++) s.Add(i); return x * s.Mean * x; }", "0.75, 5"),
        ["accumulators in memory"] = new("double F(Span<Accumulator<double>.Weight> w, double x) { foreach (ref Accumulator<double>.Weight e in w) e.Value = e.Times(x); return w[0].Times(w[^1].Value); }", "new Accumulator<double>.Weight[] { new() { Value = 0.5 }, new() { Value = 2 } }, 0.75"),
        ["a constructor with code of a readonly struct"] = new("double F(double x) => (new Ratio<double>(x, 2) { Whole = x * x } + new Ratio<double>(1, x) + new Ratio<double>(x)).Value * new Ratio<float>((float)x, 0).Value;", "0.75"),
        ["static members of the user's own type"] = new("double F(Gauss x, Poly<Gauss> p) { Gauss y = p.At(Generic.Horner(x, 3)) * p.Derivative.At(x); return y.Re + 2 * y.Im; }", "new Gauss(0.5, -0.25), new Poly<Gauss>(new Gauss(1, 2), new Gauss(0.5, 1), new Gauss(-1, 0.25))"),
    };
}
