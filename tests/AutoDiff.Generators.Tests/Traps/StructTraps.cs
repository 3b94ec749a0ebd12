using System.Collections.Generic;
using static AutoDiff.Generators.Tests.Traps.Points;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Structs whose fields go different ways.</summary>
internal static class StructTraps
{
    /// <summary>What the traps are made of.</summary>
    public const string Types = """
        internal struct Body
        {
            public double Position, Velocity;
            public int Steps;
            public double Unused;
            public double Energy { readonly get => 0.5 * Velocity * Velocity; set => Velocity = Math.Sqrt(2 * value); }
            public void Move(double by) { Position += by * Velocity; Velocity -= by * Position; Steps++; }
            public static Body operator +(Body a, Body b) => new() { Position = a.Position + b.Position, Velocity = a.Velocity * b.Velocity, Steps = a.Steps + b.Steps, Unused = b.Unused };
        }

        internal readonly record struct Pair(double First, double Second)
        {
            public Pair Swapped => new(Second, First);
        }

        internal struct Nest
        {
            public Body Body;
            public (Pair Left, double Right) Both;
        }
        """;

    public static Dictionary<string, Trap> All { get; } = new()
    {
        ["a field that is not used"] = new("(double x, double y) { Body b = new() { Position = x, Velocity = y, Unused = x * y }; for (int i = 0; i < 3; i++) b.Move(0.5); return b.Position * b.Velocity + b.Steps; }", [0.4, 0.9]),
        ["a copy, and what changes after it"] = new("(double x, double y) { Body a = new() { Position = x, Velocity = y }, b = a; b.Move(0.5); a.Position *= b.Velocity; Body c = a; c.Move(x); return a.Position * b.Position + c.Velocity; }", [0.4, 0.9]),
        ["a field of one from the field of another"] = new("(double x, double y) { Body a = new() { Position = x }, b = new() { Position = y }; (a.Velocity, b.Velocity) = (b.Position, a.Position); a.Position = b.Velocity * a.Velocity; b.Position = a.Position + b.Velocity; return a.Position * b.Position; }", [0.4, 0.9]),
        ["a property that is set, and read"] = new("(double x, double y) { Body a = new() { Velocity = y }; a.Energy += x * x; a.Energy *= 2; return a.Energy * a.Velocity; }", [0.4, 0.9]),
        ["elements loaded whole, and by a field"] = new("(ReadOnlySpan<double> x) { Body[] all = new Body[x.Length]; for (int i = 0; i < x.Length; i++) all[i].Position = x[i]; for (int i = 1; i < x.Length; i++) { Body before = all[i - 1]; all[i].Velocity = before.Position * all[i].Position; before.Position = 0; all[i - 1].Position += before.Velocity; } double s = 0; foreach (Body b in all) s += b.Position * b.Position + b.Velocity; return s; }", [X]),
        ["elements that move themselves"] = new("(ReadOnlySpan<double> x, int n) { Span<Body> all = stackalloc Body[2]; all[0] = new() { Position = x[0], Velocity = x[1] }; all[1] = all[0]; for (int i = 0; i < n; i++) { all[i % 2].Move(x[2]); ref Body other = ref all[(i + 1) % 2]; other.Velocity *= all[i % 2].Position; } return all[0].Position + all[1].Velocity * all[1].Steps; }", [X, 5], [X, 0]),
        ["elements exchanged"] = new("(ReadOnlySpan<double> x) { Pair[] p = [new(x[0], x[1]), new(x[2], x[3]), new(x[4], 1)]; (p[0], p[2]) = (p[1].Swapped, p[0] with { Second = p[2].First }); p[1] = p[0].Swapped.Swapped; return p[0].First * p[1].Second + p[2].First * p[2].Second; }", [X]),
        ["a struct carried by a loop, and chosen"] = new("(ReadOnlySpan<double> x) { Body a = new() { Position = 1, Velocity = 1 }, best = default; for (int i = 0; i < x.Length; i++) { a += new Body { Position = x[i], Velocity = 1 + x[i] * 0.1 }; if (i == 0 || a.Position * a.Velocity > best.Position) best = i % 2 == 0 ? a : best + a; } return best.Position * best.Velocity + a.Steps; }", [X], [Y]),
        ["structs in structs in tuples"] = new("(double x, double y) { Nest n = default; n.Both = (new Pair(x, y), x * y); n.Body.Position = n.Both.Left.Second; Nest m = n; m.Both.Right *= m.Body.Position; n.Both = (m.Both.Left.Swapped, m.Both.Right); var ((a, b), c) = n.Both; return a * c + b * n.Body.Position; }", [0.4, 0.9]),
        ["a struct by reference, twice the same"] = new("(double x, double y) { Body a = new() { Position = x, Velocity = y }; static void Mix(ref Body p, ref double v) { p.Position *= v; v += p.Position; p.Velocity *= p.Velocity; } Mix(ref a, ref a.Velocity); Mix(ref a, ref a.Position); return a.Position * a.Velocity; }", [0.4, 0.9]),
        ["a pattern that takes a struct apart"] = new("(double x, double y) { Pair p = new(x, y); return p switch { { First: > 1 } => p.Second * x, (var a, > 0 and var b) => a * b * b, var (_, b) => Math.Exp(b) }; }", [0.4, 0.9], [1.4, 0.9], [0.4, -0.9]),
    };
}
