namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Structs of every kind, which the programs of these tests are written with.</summary>
internal static class StructLibrary
{
    public const string Source = """
        /// A record with operators, computed properties and static helpers.
        public readonly record struct Vec3(double X, double Y, double Z)
        {
            public static Vec3 Zero => new(0, 0, 0);
            public static readonly Vec3 Up = new(0, 0, 1);
            public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
            public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
            public static Vec3 operator -(Vec3 a) => new(-a.X, -a.Y, -a.Z);
            public static Vec3 operator *(double s, Vec3 a) => new(s * a.X, s * a.Y, s * a.Z);
            public static Vec3 operator *(Vec3 a, double s) => s * a;
            public static double operator *(Vec3 a, Vec3 b) => a.Dot(b);
            public static Vec3 Cross(in Vec3 a, in Vec3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
            public double Dot(Vec3 other) => X * other.X + Y * other.Y + Z * other.Z;
            public double Norm => Math.Sqrt(Dot(this));
            public Vec3 Normalized() { double n = Norm; if (n == 0) return this; return 1 / n * this; }
            public double this[int i] => i switch { 0 => X, 1 => Y, 2 => Z, _ => throw new IndexOutOfRangeException() };
        }

        /// A struct of public fields that changes itself.
        public struct Body
        {
            public Vec3 Position;
            public Vec3 Velocity;
            public double Mass;
            public int Id;
            public void Step(double dt) { Position += dt * Velocity; }
            public void Kick(Vec3 impulse) => Velocity += 1 / Mass * impulse;
            public double Energy { get => 0.5 * Mass * Velocity.Dot(Velocity); set { if (value < 0) return; Velocity = Math.Sqrt(2 * value / Mass) * Velocity.Normalized(); } }
            public readonly double Height => Position.Z;
        }

        /// Private fields behind properties, and a constructor that gives them all.
        public readonly struct Complex2
        {
            private readonly double re;
            private readonly double im;
            public Complex2(double re, double im) { this.re = re; this.im = im; }
            public Complex2(double re) : this(re, 0) { }
            public double Re => re;
            public double Im => im;
            public double Magnitude2 => re * re + im * im;
            public static Complex2 operator +(Complex2 a, Complex2 b) => new(a.re + b.re, a.im + b.im);
            public static Complex2 operator *(Complex2 a, Complex2 b) => new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
            public static implicit operator Complex2(double re) => new(re);
            public static explicit operator double(Complex2 a) => a.re;
            public void Deconstruct(out double r, out double i) { r = re; i = im; }
        }

        /// Init properties of single precision, an enum and a flag.
        public enum Space { Linear, Gamma }

        public record struct Rgb
        {
            public float R { get; init; }
            public float G { get; init; }
            public float B { get; init; }
            public Space Space { get; init; }
            public bool IsOpaque { get; init; }
            public readonly Rgb Blend(Rgb other, float t) => this with { R = R + (other.R - R) * t, G = G + (other.G - G) * t, B = B + (other.B - B) * t };
            public readonly float Luma => Space == Space.Linear ? 0.2f * R + 0.7f * G + 0.1f * B : 0.3f * R + 0.6f * G + 0.1f * B;
        }

        /// Quaternions with a primary constructor and mutable properties.
        public struct Quat(double w, double x, double y, double z)
        {
            public double W { get; set; } = w;
            public double X { get; set; } = x;
            public double Y { get; set; } = y;
            public double Z { get; set; } = z;
            public static Quat operator *(Quat a, Quat b) => new(
                a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
                a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
                a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
                a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W);
            public readonly Quat Conjugate() => new(W, -X, -Y, -Z);
            public void Normalize() { double n = Math.Sqrt(W * W + X * X + Y * Y + Z * Z); W /= n; X /= n; Y /= n; Z /= n; }
            public readonly Vec3 Rotate(Vec3 v) { Quat r = this * new Quat(0, v.X, v.Y, v.Z) * Conjugate(); return new Vec3(r.X, r.Y, r.Z); }
        }

        /// A dual number.
        public readonly record struct Dual(double V, double D)
        {
            public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);
            public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.V * b.D + a.D * b.V);
            public static Dual Sin(Dual a) => new(Math.Sin(a.V), Math.Cos(a.V) * a.D);
            public static bool operator <(Dual a, Dual b) => a.V < b.V;
            public static bool operator >(Dual a, Dual b) => a.V > b.V;
            public static Dual operator ++(Dual a) => a with { V = a.V + 1 };
            public static implicit operator Dual(double v) => new(v, 0);
        }

        /// A struct of any two.
        public record struct Pair<T>(T First, T Second);

        /// Only integers: a generator of random numbers.
        public struct Random32
        {
            private uint state;
            public Random32(uint seed) => state = seed;
            public readonly uint State => state;
            public double Next() { state ^= state << 13; state ^= state >> 17; state ^= state << 5; return state / 4294967296.0; }
        }

        public static class VecExtensions
        {
            public static double Sum(this Vec3 v) => v.X + v.Y + v.Z;
            public static void Scale(ref this Body b, double s) { b.Position *= s; b.Mass *= s; }
            public static void Add(ref double sum, double x) => sum += x;
        }
        """;
}
