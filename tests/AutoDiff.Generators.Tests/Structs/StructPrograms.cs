using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>What the structs of <see cref="StructLibrary"/> are put to.</summary>
internal static class StructPrograms
{
    private const string A = "new Vec3(0.5, -1.25, 2)";
    private const string B = "new Vec3(1.5, 0.75, -0.5)";
    private const string Earth = "new Body { Position = new Vec3(1, 0.25, 0.5), Velocity = new Vec3(-0.25, 1, 0.125), Mass = 1.5, Id = 3 }";
    private const string Red = "new Rgb { R = 0.75f, G = 0.25f, B = 0.125f, Space = Space.Gamma }";
    private const string Blue = "new Rgb { R = 0.125f, G = 0.5f, B = 0.875f }";

    /// <summary>Structs as parameters, results and locals.</summary>
    public static Dictionary<string, StructProgram> Values { get; } = new()
    {
        ["reprojection"] = new("double F(Vec3 point, Vec3 translation, double focal) { Vec3 p = point + translation; double u = focal * p.X / p.Z, v = focal * p.Y / p.Z; return u * u + v * v; }", $"{A}, {B}, 1.5"),
        ["a struct returned"] = new("Vec3 F(Vec3 a, Vec3 b, double s) => s * Vec3.Cross(a, b) - a * (a * b);", $"{A}, {B}, 0.5"),
        ["a tuple returned"] = new("(double Sum, Vec3 Scaled, int Count) F(Vec3 a, double s) => (a.Sum() * s, a * s, 3);", $"{A}, 0.5"),
        ["a tuple taken"] = new("double F((double X, (float Y, int N) Others) t, double s) => t.X * t.Others.Y * t.Others.N + s * t.Others.Item1;", "(1.5, (0.5f, 3)), 2.0"),
        ["the same value twice in a result"] = new("(double, double) F(double x) { double y = x * x; return (y, y); }", "1.5"),
        ["a parameter as result"] = new("(Vec3, double) F(Vec3 a, double s) => (a, s);", $"{A}, 2.0"),
        ["a result under conditions"] = new("Vec3 F(Vec3 a, Vec3 b) { if (a.X > 0) { if (b.X > 5) return b; a += b; return 2 * a; } for (int i = 0; i < 3; i++) { if (a[i] < -1) return a * b[i]; } return a; }", $"{A}, {B}", $"-{A}, {B}", "new Vec3(-0.5, 1, 1), new Vec3(1, 2, 3)"),
        ["Kepler orbit"] = new("double F(Body b, double dt, int n) { for (int i = 0; i < n; i++) { double r = b.Position.Norm; b.Kick(-(b.Mass / (r * r * r)) * b.Position); b.Step(dt); } return b.Energy - b.Mass / b.Position.Norm; }", $"{Earth}, 0.125, 4", $"{Earth}, 0.125, 0"),
        ["a state returned after a loop"] = new("Body F(Body b, double dt, int n) { for (int i = 0; i < n; i++) b.Step(dt * i); return b; }", $"{Earth}, 0.125, 3", $"{Earth}, 0.125, 0"),
        ["a while loop over a state"] = new("double F(Body b, double dt) { int n = 0; while (b.Height < 2 && n++ < 20) { b.Step(dt); b.Velocity *= 1.25; } return b.Position.Sum() * b.Mass; }", $"{Earth}, 0.5"),
        ["complex iteration"] = new("double F(Complex2 c, int n) { Complex2 z = 0; for (int i = 0; i < n; i++) { z = z * z + c; if (z.Magnitude2 > 4) break; } return z.Magnitude2; }", "new Complex2(0.25, 0.5), 4", "new Complex2(1.25, 0.5), 9"),
        ["conversions of the user's"] = new("double F(double x, Complex2 c) { Complex2 z = x; z += 2; z *= c; return (double)z * (double)(z + 1); }", "1.5, new Complex2(0.25, 0.5)"),
        ["a complex result"] = new("Complex2 F(Complex2 a, double s) => a * a + s;", "new Complex2(0.25, 0.5), 2.0"),
        ["blending"] = new("float F(Rgb a, Rgb b, float t) { Rgb c = a.Blend(b, t); c = c with { G = c.G * c.R, IsOpaque = true }; return c.IsOpaque ? c.Luma * a.Luma : 0; }", $"{Red}, {Blue}, 0.25f", $"{Blue}, {Red}, 0.25f"),
        ["a color returned"] = new("Rgb F(Rgb a, Rgb b, float t) => a.Blend(b, t * t);", $"{Red}, {Blue}, 0.25f"),
        ["quaternion rotation"] = new("Vec3 F(Quat q, Vec3 v) { q.Normalize(); return q.Rotate(v); }", $"new Quat(1, 0.5, -0.25, 0.75), {A}"),
        ["a quaternion product"] = new("double F(Quat p, Quat q) { Quat r = p * q; r.W *= 2; r.X++; --r.Y; return r.W * r.X + r.Y * r.Z + r.Conjugate().X; }", "new Quat(1, 0.5, -0.25, 0.75), new Quat(0.5, -1, 2, 1)"),
        ["dual numbers"] = new("Dual F(Dual x, double y) { Dual s = 1; for (int i = 0; i < 3; i++) { s = s * Dual.Sin(x) + y; if (s < x) s++; } return s * x; }", "new Dual(0.75, 1), 0.5"),
        ["a property with code"] = new("double F(Body b, double e) { b.Energy = e * e; b.Energy *= 2; b.Energy += b.Mass; return b.Velocity.X * b.Energy; }", $"{Earth}, 0.75"),
        ["a setter that returns early"] = new("double F(Body b, double e) { b.Energy = e; return b.Velocity.Y * e; }", $"{Earth}, -0.75"),
        ["an indexer in a loop"] = new("double F(Vec3 a, Vec3 b) { double s = 0; for (int i = 0; i < 3; i++) for (int j = 0; j <= i; j++) s += a[i] * b[j] * (i - j + 1); return s; }", $"{A}, {B}"),
        ["with on an expression"] = new("double F(Vec3 a, double x) { Vec3 b = (a + a) with { Y = x, Z = a.X * x }; return b.Dot(a) * b.Norm; }", $"{A}, 0.5"),
        ["deconstruction"] = new("double F(Vec3 a, Complex2 c) { var (x, y, z) = a + a; (double re, _) = c * c; var ((p, _), q) = (c, x); double u; (u, z) = c; return x * y + z * re + p * q * u; }", $"{A}, new Complex2(0.25, 0.5)"),
        ["generic pairs"] = new("double F(Pair<double> p, Pair<Vec3> q) { Pair<Vec3> r = q with { First = p.First * q.Second }; (Vec3 a, Vec3 b) = r; var s = new Pair<double>(a * b, p.Second); return s.First * s.Second; }", $"new Pair<double>(0.5, 2), new Pair<Vec3>({A}, {B})"),
        ["fields set one by one"] = new("double F(Vec3 a, double x) { Body b; b.Position = a; b.Velocity = Vec3.Zero; b.Mass = x; b.Id = 2; b.Velocity = Vec3.Up * x; b.Position = a with { X = x * b.Id }; return b.Position * b.Velocity * b.Energy; }", $"{A}, 0.5"),
        ["nested initializers"] = new("double F(Vec3 a, double x) { var b = new Body { Position = a * x, Mass = x, Velocity = new Vec3 { X = x, Z = a.Y } }; Body c = default; return b.Energy * b.Position.X + c.Mass; }", $"{A}, 0.5"),
        ["a mutating method of a copy"] = new("double F(Body b, double dt) { Body c = b; c.Step(dt); b.Mass *= 2; Twice(c, dt); return c.Position.X * b.Position.Y * b.Mass; static void Twice(Body d, double t) { d.Step(t); d.Step(t); } }", $"{Earth}, 0.5"),
        ["references to structs and fields"] = new("double F(Body b, double dt) { ref Body r = ref b; r.Step(dt); ref Vec3 p = ref r.Position; p *= 2; ref double m = ref b.Mass; m *= dt; r.Scale(1.5); VecExtensions.Add(ref b.Mass, dt); return b.Position.X * b.Position.Y * r.Mass; }", $"{Earth}, 0.5"),
        ["a choice between structs"] = new("double F(Vec3 a, Vec3 b, bool first) { Vec3 c = first ? a : b; ref Vec3 d = ref a; if (!first) d = ref b; d = 2 * d; return (c - a).Dot(b) + c.X * d.Y; }", $"{A}, {B}, true", $"{A}, {B}, false"),
        ["patterns on structs"] = new("double F(Vec3 a, Body b) => a switch { { X: > 1 } => a.X, { Y: < 0, Z: var z } => z * a.X, _ => a.Norm } * (b is { Id: 3, Position: { X: > 0 } } ? b.Mass : 1);", $"{A}, {Earth}", $"{B}, {Earth}", $"new Vec3(0.5, 1, 1), default(Body) with {{ Mass = 2 }}"),
        ["equality of records"] = new("double F(Vec3 a, Vec3 b) { double s = a == b ? a.X : a.Y; return a != b ? s * b.Sum() : s; }", $"{A}, {B}"),
        ["random numbers of a struct"] = new("double F(double x, int n) { var random = new Random32(12345); double s = 0; for (int i = 0; i < n; i++) { double u = random.Next(); if (u < 0.25) continue; s += Math.Sin(x * u) * random.Next(); } return s + random.State % 2; }", "0.75, 5", "0.75, 0"),
        ["predicates that are not looked into"] = new("double F(Vec3 a, Body b) { System.Diagnostics.Debug.Assert(!a.Equals(default(Vec3)), a.ToString()); return a.Equals(b.Position) ? b.Mass : a.X * (b.Position.GetHashCode() % 1 + 1); }", $"{A}, {Earth}") { RunsOnce = true },
        ["a constant struct"] = new("double F([NoGradient] Body b, double x, [NoGradient] (Vec3 Center, int N) t) { b.Step(x); return (b.Position - t.Center).Norm * t.N; }", $"{Earth}, 0.5, ({A}, 3)"),
        ["structs in local functions"] = new("double F(Vec3 a, double x) { Vec3 total = a; void Add(Vec3 b) { total += b * x; } for (int i = 0; i < 3; i++) Add(total); return Scaled(2).Dot(a); Vec3 Scaled(double s) => total * s; }", $"{A}, 0.5"),
        ["constant parts of objects"] = new("double F(Vec3 a) => a.Dot(Vec3.Up) * (a - Vec3.Up).Norm;", A),
        ["vectors of the framework"] = new("float F(Vector3 v, Vector2 w) { var u = new Vector3(v.Y, v.Z, w.X); u.X *= w.Y; return u.X * v.X + u.Y * u.Z; }", "new Vector3(0.5f, -1.25f, 2), new Vector2(1.5f, 0.75f)"),
    };

    /// <summary>Spans and arrays of structs.</summary>
    public static Dictionary<string, StructProgram> Memory { get; } = new()
    {
        ["Lennard-Jones"] = new("double F(ReadOnlySpan<Vec3> p, double sigma) { double e = 0; for (int i = 0; i < p.Length; i++) for (int j = 0; j < i; j++) { Vec3 d = p[i] - p[j]; double s = sigma * sigma / d.Dot(d), s3 = s * s * s; e += 4 * (s3 * s3 - s3); } return e; }", $"new Vec3[] {{ {A}, {B}, new Vec3(1, 2, 3), new Vec3(-1, 0.5, 0) }}, 1.25", "new Vec3[0], 1.25", $"new Vec3[] {{ {A} }}, 1.25"),
        ["particles in place"] = new("void F(Span<Body> bodies, double dt) { foreach (ref Body b in bodies) { b.Kick(-b.Mass * b.Position); b.Step(dt); } }", $"new Body[] {{ {Earth}, {Earth} with {{ Mass = 2.5 }} }}, 0.125", "new Body[0], 0.5"),
        ["in place and a value"] = new("double F(Body[] bodies, double dt) { double e = 0; for (int i = 0; i < bodies.Length; i++) { bodies[i].Step(dt); e += bodies[i].Energy * bodies[i].Position.X; bodies[i].Mass *= 2; } return e; }", $"new Body[] {{ {Earth}, {Earth} with {{ Mass = 2.5 }}, {Earth} }}, 0.125"),
        ["one element of many"] = new("double F(ReadOnlySpan<Body> bodies, int i) => bodies[i].Mass * bodies[^1].Position.X;", $"new Body[] {{ {Earth}, {Earth} with {{ Mass = 2.5 }}, {Earth} }}, 1"),
        ["output"] = new("void F(ReadOnlySpan<Vec3> p, Quat q, [Output] Span<Vec3> r) { for (int i = 0; i < p.Length; i++) r[i] = q.Rotate(p[i]); }", $"new Vec3[] {{ {A}, {B} }}, new Quat(1, 0.5, -0.25, 0.75), new Vec3[2]", $"new Vec3[] {{ {A} }}, new Quat(1, 0.5, -0.25, 0.75), new Vec3[3]"),
        ["scratch"] = new("double F(ReadOnlySpan<Vec3> p, [Scratch] Span<Vec3> t) { for (int i = 0; i < p.Length; i++) t[i] = 2 * p[i]; Vec3 s = Vec3.Zero; foreach (Vec3 v in t) s += Vec3.Cross(v, s) + v; return s.Norm; }", $"new Vec3[] {{ {A}, {B} }}, new Vec3[2]"),
        ["local arrays"] = new("double F(ReadOnlySpan<Vec3> p, double s) { var q = new Vec3[p.Length]; p.CopyTo(q); Span<Vec3> r = stackalloc Vec3[2]; r[1] = p[0] * s; q[0] += r[0] + r[1]; Vec3[] t = q.AsSpan(1).ToArray(); Array.Reverse(q); Span<Vec3> u = [q[0], .. t]; u[^1] = s * u[^1]; return u[0].Dot(u[1]) + q[^1].Norm; }", $"new Vec3[] {{ {A}, {B}, new Vec3(1, 2, 3) }}, 0.5"),
        ["fill, clear and slices"] = new("double F(Span<Vec3> p, double s) { p[1..].Fill(s * p[0]); Vec3 a = p[1]; p.Slice(1, 1).Clear(); p[1] = p[1] with { X = s }; double t = 0; for (int i = 0; i < p.Length; i++) t += p[i].Norm * (i + 1); return t * a.X; }", $"new Vec3[] {{ {A}, {B}, new Vec3(1, 2, 3) }}, 0.5"),
        ["swaps"] = new("double F(Span<Vec3> p) { (p[0], p[1]) = (p[1], p[0] * 2); (Vec3 a, p[2]) = (p[2], p[0]); double s = a.X; foreach (Vec3 v in p) s = s * v.X + v.Y; return s; }", $"new Vec3[] {{ {A}, {B}, new Vec3(1, 2, 3) }}"),
        ["tuples in spans"] = new("double F(ReadOnlySpan<(double W, Vec3 P)> t) { double s = 0; foreach ((double w, Vec3 p) in t) s += w * p.Norm; for (int i = 0; i < t.Length; i++) s *= t[i].W; return s; }", $"new[] {{ (0.5, {A}), (1.5, {B}) }}"),
        ["floats and enums"] = new("float F(Span<Rgb> p, Rgb c, float t) { float s = 0; for (int i = 0; i < p.Length; i++) { p[i] = p[i].Blend(c, t); s += p[i].Luma * (i + 1); } return s; }", $"new Rgb[] {{ {Red}, {Blue} }}, {Blue}, 0.25f"),
        ["constant structs in memory"] = new("double F([NoGradient] ReadOnlySpan<Body> b, [NoGradient] Pair<int>[] edges, double x) { double s = 0; foreach (var (i, j) in edges) s += (b[i].Position - x * b[j].Position).Norm; return s; }", $"new Body[] {{ {Earth}, default(Body) }}, new Pair<int>[] {{ new(0, 1), new(1, 0), new(0, 0) }}, 0.5"),
        ["integers that index"] = new("double F(ReadOnlySpan<Body> b, ReadOnlySpan<double> w) { double s = 0; foreach (Body x in b) s += w[x.Id] * x.Mass; return s; }", $"new Body[] {{ {Earth}, {Earth} with {{ Id = 0 }} }}, new double[] {{ 1, 2, 3, 4 }}"),
        ["references into spans"] = new("double F(Span<Body> b, double x, int n) { ref Body r = ref b[0]; for (int i = 0; i < n; i++) { r = ref b[i % b.Length]; r.Position *= x; ref readonly Vec3 v = ref r.Velocity; r.Mass += v.X; } return r.Mass * b[0].Position.X; }", $"new Body[] {{ {Earth}, {Earth} }}, 0.5, 3"),
        ["helpers that take spans"] = new("double F(Span<Body> b, double x) { Move(b[1..], x); Move(b, x * x); return Total(b); static void Move(Span<Body> c, double t) { foreach (ref var d in c) d.Step(t); } static double Total(ReadOnlySpan<Body> c) { double s = 0; foreach (var d in c) s += d.Energy + d.Position.Norm; return s; } }", $"new Body[] {{ {Earth}, {Earth} }}, 0.5"),
        ["what the method throws"] = new("double F(Span<Vec3> p, int n) { double s = 0; for (int i = 0; i < n; i++) { s += p[i].X * p[i].Y; p[i] *= 2; } return s; }", $"new Vec3[] {{ {A}, {B} }}, 2"),
    };
}
