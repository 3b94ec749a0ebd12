using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Methods, operators and properties of structs that get back to themselves, and structs handed through recursion.</summary>
internal static class RecursiveStructs
{
    public const string Source = """
        public record struct Cell(double Mass, Vec3 At, int Depth)
        {
            public readonly double Weight(int n) => n == 0 ? Mass : At.X * Weight(n - 1) + At.Y;
            public void Shrink(double by) { if (Depth <= 0) return; Depth--; Mass *= by; At += By(by); Shrink(by * by); Mass += Depth; }
            public readonly Cell Halved(int n) { if (n <= 0) return this; Cell half = this with { Mass = Mass / 2, At = 0.5 * At }; return half.Halved(n - 1); }
            private readonly Vec3 By(double s) => s * At;
            public static Cell operator *(Cell a, int n) => n <= 1 ? a : new Cell(a.Mass + (a * (n - 1)).Mass, a.At, n);
            public readonly double this[int n] => n > 2 ? Mass * this[n - 1] : At.Y;
            public readonly double Even(int n) => n == 0 ? Mass : Odd(n - 1) * At.X;
            public readonly double Odd(int n) => n == 0 ? At.Z : Even(n - 1) + Mass;
        }

        public record struct Tower<T>(T Base, T Factor) where T : struct, INumber<T>
        {
            public readonly T Height(int n) => n == 0 ? Base : Factor * Height(n - 1) + T.One;
            public void Grow(int n) { if (n == 0) return; Base += Factor * Base; Grow(n - 1); }
        }

        public static class Recursion
        {
            public static Vec3 Turned(Vec3 v, int n) => n == 0 ? v : Vec3.Cross(Turned(2 * v, n - 1), Vec3.Up) + v;
            public static (double Sum, Vec3 Last) Walk(ReadOnlySpan<Vec3> path, Vec3 from) { if (path.IsEmpty) return (0, from); var (sum, last) = Walk(path[1..], path[0]); return (sum + (path[0] - from).Norm, last); }
            public static T Power<T>(T x, int n) where T : struct, INumber<T> => n == 0 ? T.One : x * Power(x, n - 1);
            public static T Folded<T>(Couple<T, T> c, int n) where T : struct, INumber<T> => n == 0 ? c.First : Folded(c.Swap(), n - 1) * c.Second + c.First;
            public static void Spread(Span<Body> bodies, ref Vec3 total, double s) { if (bodies.Length == 0) return; bodies[0].Step(s); total += bodies[0].Position; Spread(bodies[1..], ref total, s * total.X); }
        }
        """;

    public static Dictionary<string, StructProgram> Programs { get; } = new()
    {
        ["a recursive method of a struct"] = new("double F(Cell c, double x, int n) { c.Mass *= x; return c.Weight(n) * (c with { Mass = x }).Weight(2); }", $"{Cell}, 0.75, 3", $"{Cell}, 0.75, 0"),
        ["a recursive method that changes its struct"] = new("double F(Cell c, double x) { c.Shrink(x); return c.Mass * c.At.Sum() + c.Depth; }", $"{Cell}, 0.75", $"{Cell} with {{ Depth = 0 }}, 0.75"),
        ["a recursive method that changes an element"] = new("double F(Span<Cell> c, double x) { for (int i = 0; i < c.Length; i++) c[i].Shrink(x); return c[0].Mass * c[1].At.Sum(); }", $"new Cell[] {{ {Cell}, {Cell} with {{ Depth = 1 }} }}, 0.75"),
        ["a recursive method that yields a struct"] = new("Cell F(Cell c, double x) => (c with { Mass = x }).Halved(3);", $"{Cell}, 0.75"),
        ["a recursive operator"] = new("double F(Cell c, double x) { Cell d = (c with { Mass = x }) * 3; d *= 2; return d.Mass * d.At.X; }", $"{Cell}, 0.75"),
        ["a recursive indexer"] = new("double F(Cell c, int n) => c[n] * c[2];", $"{Cell}, 4"),
        ["methods of a struct that call each other"] = new("double F(Cell c, int n) => c.Even(n) + c.Odd(n);", $"{Cell}, 4", $"{Cell}, 3"),
        ["a recursive method of a generic struct"] = new("double F(Tower<double> t, float x) { t.Grow(2); return t.Height(3) * new Tower<float>(x, 2 * x).Height(2) * new Tower<int>(1, 2).Height(3); }", "new Tower<double>(0.5, 1.25), 0.75f"),
        ["structs handed through recursion"] = new("Vec3 F(Vec3 v, int n) => Recursion.Turned(v, n);", "new Vec3(0.5, -1.25, 2), 3"),
        ["tuples handed through recursion"] = new("double F(ReadOnlySpan<Vec3> p, Vec3 v) { var (sum, last) = Recursion.Walk(p, v); return sum * last.Dot(v); }", "new Vec3[] { new(1, 2, 3), new(0.5, 0, 1) }, new Vec3(0.5, -1.25, 2)", "new Vec3[0], new Vec3(0.5, -1.25, 2)"),
        ["generic recursion"] = new("double F(double x, float y) => Recursion.Power(x, 3) * Recursion.Power(y, 2) * Recursion.Power(2, 3) + Recursion.Folded(new Couple<double, double>(x, 2 * x), 3);", "0.75, 1.25f"),
        ["structs by reference through recursion"] = new("double F(Span<Body> b, Vec3 v, double s) { Recursion.Spread(b, ref v, s); return v.Norm * b[0].Mass; }", "new Body[] { new() { Position = new(1, 2, 3), Velocity = new(0.5, 1, -1), Mass = 2 }, new() { Position = new(0.5, 2, 3), Velocity = new(0.5, 1, 1), Mass = 2 } }, new Vec3(0.5, -1.25, 2), 0.25"),
        ["a recursive local function over a struct"] = new("double F(Vec3 v, int n) { return Go(v, n); double Go(Vec3 a, int k) => k == 0 ? a.Sum() : Go(Vec3.Cross(a, v) + v, k - 1) * a.X; }", "new Vec3(0.5, -1.25, 2), 2"),
    };

    private const string Cell = "new Cell(1.5, new Vec3(0.5, -1.25, 2), 3)";
}
