using System.Collections.Generic;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>Every way in which C# declares, makes, changes, converts and takes apart a struct.</summary>
internal static class StructFeatures
{
    public const string Source = """
        public enum Unit { Metre, Foot = 3 }

        public readonly struct Length
        {
            public double Value { get; init; }
            public Unit Unit { get; init; }
            public bool IsExact { get; init; }
            public static Length Of(double value, Unit unit = Unit.Metre) => new() { Value = value, Unit = unit };
            public double Metres => Unit == Unit.Foot ? Value * 0.3048 : Value;
            public static implicit operator Length(double metres) => Of(metres);
            public static explicit operator double(in Length length) => length.Metres;
            public static Length operator ++(Length a) => a with { Value = a.Value + 1 };
            public static bool operator true(Length a) => a.Value > 0;
            public static bool operator false(Length a) => a.Value <= 0;
            public static bool operator ==(Length a, Length b) => a.Metres == b.Metres;
            public static bool operator !=(Length a, Length b) => !(a == b);
            public override bool Equals(object? o) => o is Length l && l == this;
            public override int GetHashCode() => 0;
        }

        public struct Interval
        {
            public double Low = -1, High = 1;
            public (double Weight, int Count) Info;
            public Interval() { Info = (0.5, 1); }
            public Interval(double low, double high) : this() => (Low, High) = (low, high);
            public readonly double Width => High - Low;
            public double this[int end] { readonly get => end == 0 ? Low : High; set { if (end == 0) Low = value; else High = value; Info.Count++; } }
            public void Widen(double by) { this[0] -= by; this[1] += by; Info.Weight *= by; }
            public Interval Including(double x) { if (x < Low) Low = x; else if (x > High) High = x; return this; }
            public readonly void Deconstruct(out double low, out double high) { low = Low; high = High; }
            public static Interval operator |(Interval a, Interval b) => new(Math.Min(a.Low, b.Low), Math.Max(a.High, b.High));
        }

        public record struct Box(Interval X, Interval Y)
        {
            public double Scale { get; set; } = 2;
            public required bool IsOpen { get; init; }
            public readonly double Area => IsOpen ? X.Width * Y.Width * Scale : 0;
        }

        public struct Ring
        {
            private double a, b, c;
            public double this[int i]
            {
                readonly get { switch (i % 3) { case 0: return a; case 1: return b; default: return c; } }
                set { switch (i % 3) { case 0: a = value; break; case 1: b = value; break; default: c = value; break; } }
            }
            public readonly double Sum => a + b + c;
        }
        """;

    public static Dictionary<string, StructProgram> Programs { get; } = new()
    {
        ["temporaries within the arguments of each other's methods"] = new("double F(Vec3 a, Vec3 b) => (a + b).Dot((a - b).Dot(2 * a) * b) + (a * 2).Dot((b * 3).Normalized());", "new Vec3(0.5, -1.25, 2), new Vec3(1.5, 0.75, -0.5)"),
        ["init-only properties and factories"] = new("double F(double x, Length l) { Length a = Length.Of(x * x, Unit.Foot), b = 2 * x; b++; Length c = l with { Value = l.Value * x, IsExact = true }; return (double)a * b.Metres + c.Metres * (c.IsExact ? 2 : 1); }", "0.75, new Length { Value = 1.5, Unit = Unit.Foot }"),
        ["operators true, false and equality"] = new("double F(double x, Length l) { double s = 0; if (l) s += l.Metres; Length m = x; if (m == l) s += 1; if (l != m) s *= m.Metres; return s; }", "0.75, new Length { Value = 1.5 }", "0.75, new Length { Value = -1.5 }"),
        ["constructors with code"] = new("double F(double x, double y) { var a = new Interval(); var b = new Interval(x, y); Interval c = default; c.High = x; Interval d = new() { High = y, Info = { Weight = x } }; return a.Width * b.Width * b.Info.Weight + c.Width * d.Width * d.Info.Weight; }", "0.25, 1.5"),
        ["an indexer that is set"] = new("double F(Interval i, double x) { i[0] = x; i[1] *= x; i[1]++; i.Widen(x); (i[0], i[1]) = (i[1], i[0]); return i.Width * i[0] * i.Info.Weight * i.Info.Count; }", "new Interval(0.25, 1.5), 0.75"),
        ["an indexer that is set in a loop"] = new("double F(double a, double x, int n) { var r = new Ring { [0] = a, [1] = 1.5, [2] = -x }; for (int i = 0; i < n; i++) r[i + 1] = r[i] * x + r[i + 2]; return r.Sum * r[1]; }", "0.5, 0.75, 5", "0.5, 0.75, 0"),
        ["a method that changes and returns itself"] = new("double F(Interval i, double x, double y) { Interval j = i.Including(x).Including(y); i.Including(2 * y); return i.Width * j.Width + (i | j).Width; }", "new Interval(0.25, 1.5), 0.75, 2.5", "new Interval(0.25, 1.5), -0.75, 0.5"),
        ["deconstruction by a method"] = new("double F(Interval i, double x) { var (low, high) = i; double y; (y, _) = i.Including(x); return low * high * y; }", "new Interval(0.25, 1.5), -0.75"),
        ["required and assigned properties"] = new("double F(Interval i, double x) { var b = new Box(i, new Interval(x, 2)) { IsOpen = true, Scale = x }; b.Scale += x; var c = b with { X = b.Y }; var (u, v) = c; return b.Area * c.Area + u.Width * v.Width; }", "new Interval(0.25, 1.5), 0.75"),
        ["a struct of structs as parameter and result"] = new("Box F(Box b, double x) { b.X.Widen(x); b = b with { Y = b.Y.Including(3 * x) }; b.Scale *= x; return b; }", "new Box(new Interval(0.25, 1.5), new Interval(0.5, 1)) { IsOpen = true }, 0.75"),
        ["patterns on properties, types and positions"] = new("double F(Box b, Length l, double x) { double s = b switch { { IsOpen: false } => x, { X: (< 0, var h), Scale: > 1 } => h * x, (var u, { Width: > 0.25 and var w }) when w < 5 => u.Width * w, _ => x * x }; return s * (l switch { { Unit: Unit.Foot, Value: var v } => v, { Unit: Unit.Metre } m => m.Metres * 2, _ => 0 }); }", "new Box(new Interval(0.25, 1.5), new Interval(0.5, 1)) { IsOpen = true }, new Length { Value = 1.5 }, 0.75", "new Box(new Interval(-0.25, 1.5), new Interval(0.5, 1)) { IsOpen = true }, new Length { Value = 1.5, Unit = Unit.Foot }, 0.75", "new Box(new Interval(-0.25, 1.5), new Interval(0.5, 1)) { IsOpen = false }, new Length { Value = 1.5, Unit = Unit.Foot }, 0.75"),
        ["an indexer that is set in an initializer"] = new("double F(double x, double y) { var r = new Ring { [0] = x, [1] = x * y, [4] = y * y }; r[2] += r[0]; return r.Sum * r[1]; }", "0.75, 1.5"),
        ["default values"] = new("double F(double x) { Box b = default; Interval j = default; j.High = x; b.X = j; Length l = default(Length); Interval i = new(); return b.X.Width * x + l.Metres + i.Width * x; }", "0.75"),
        ["tuples of structs with names"] = new("((double Low, double High) Ends, Vec3 Up) F((Interval I, Vec3 V) t, double x) { var u = (t.I, Scaled: x * t.V, N: 3); u.I.Widen(x); u.Scaled += t.V; u.N++; return ((u.I.Low * u.N, u.I.High), u.Scaled); }", "(new Interval(0.25, 1.5), new Vec3(1, 2, 3)), 0.75"),
        ["arrays of tuples"] = new("double F((double W, Vec3 V)[] t, ReadOnlySpan<(int I, double A)> k) { double s = 0; foreach (var (i, a) in k) { t[i].W *= a; t[i].V += t[0].V; s += t[i].W * t[i].V.Sum(); } var (w, v) = t[^1]; return s + w * v.Norm; }", "new (double, Vec3)[] { (0.5, new Vec3(1, 2, 3)), (1.5, new Vec3(0.5, 1, -1)) }, new (int, double)[] { (1, 0.5), (0, 2), (1, 1.5) }"),
        ["a reference to a field in a loop"] = new("double F(Interval i, double x) { ref double end = ref i.Low; for (int k = 0; k < 3; k++) { end += x * k; end = ref i.High; } ref (double Weight, int Count) info = ref i.Info; info.Weight *= x; return i.Width * i.Info.Weight; }", "new Interval(0.25, 1.5), 0.75"),
        ["local functions and lambdas over structs"] = new("double F(Interval i, double x) { Func<Interval, double, Interval> grow = static (a, by) => { a.Widen(by); return a; }; Interval j = grow(grow(i, x), 2 * x); void Both(ref Interval a, in Interval b) { a.Low += b.High; i.High += x; } Both(ref j, i); Both(ref i, j); return i.Width * j.Width; }", "new Interval(0.25, 1.5), 0.75"),
        ["structs chosen by a switch"] = new("double F(Interval i, Interval j, int which, double x) { Interval k = which switch { 0 => i, 1 => j, 2 => new(x, x * x), _ => i | j }; switch (which) { case 1: k.Widen(x); break; case 2: k = i; break; } return k.Width * i.Low; }", "new Interval(0.25, 1.5), new Interval(0.5, 2), 0, 0.75", "new Interval(0.25, 1.5), new Interval(0.5, 2), 1, 0.75", "new Interval(0.25, 1.5), new Interval(0.5, 2), 3, 0.75"),
        ["a switch over an enum of a struct"] = new("double F(Length l, double x) { switch (l.Unit) { case Unit.Foot: x *= l.Value; break; case Unit.Metre when l.Value > 1: x += l.Value; break; default: x = l.Value; break; } return x * (l.Unit is Unit.Foot or Unit.Metre ? 2 : 1); }", "new Length { Value = 1.5 }, 0.75", "new Length { Value = 0.5, Unit = Unit.Foot }, 0.75", "new Length { Value = 0.5 }, 0.75"),
    };
}
