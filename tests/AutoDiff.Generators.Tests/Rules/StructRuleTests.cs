using System;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Rules;

/// <summary>Rules of methods that take and return structs and tuples: put together at the calls, adjoints taken apart after.</summary>
public sealed class StructRuleTests
{
    private const string Structs = """
        public readonly record struct Vec(double X, double Y)
        {
            public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
            public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y);
        }

        public enum Kind { Light, Heavy }

        /// The constructor has the fields in another order.
        public readonly struct Item
        {
            public readonly Vec At;
            public readonly float Mass;
            public readonly int Id;
            public readonly Kind Kind;
            public Item(Kind kind, float mass, int id, Vec at) { At = at; Mass = mass; Id = id; Kind = kind; }
        }
        """;

    private const string Library = $$"""
        using System;
        using AutoDiff;

        namespace Library;

        public record struct Vec(double X, double Y)
        {
            public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
            public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y);
        }

        public struct Item { public Vec At; public float Mass; public int Id; }

        public static partial class Special
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)] public static double Norm2(Vec v, double scale) => scale * (v.X * v.X + v.Y * v.Y);
            [Differentiable(Derivatives.Gradient)] public static double OfItem(Item item, double s) => s * item.Mass * item.Id * item.At.Y;
            [Differentiable] public static (Vec Sum, int Count) Twice(Vec v, Item item) => (2 * v + item.Mass * item.At, 3);
        }
        """;

    private const string Source = $$"""
        using System;
        using AutoDiff;

        {{Structs}}

        public static partial class C
        {
            [CustomVjp(nameof(TurnVjp)), Differentiable]
            public static Vec Turn(Vec v, double angle) { try { return new(v.X * Math.Cos(angle) - v.Y * Math.Sin(angle), v.X * Math.Sin(angle) + v.Y * Math.Cos(angle)); } finally { } }

            /// <summary>An adjoint that is not shared starts at zero.</summary>
            public static Vec TurnVjp(Vec v, double angle, Vec result, Vec seed, ref Vec dV, ref double dAngle)
            {
                dV += new Vec(seed.X * Math.Cos(angle) + seed.Y * Math.Sin(angle), seed.Y * Math.Cos(angle) - seed.X * Math.Sin(angle));
                dAngle += seed.Y * result.X - seed.X * result.Y;
                return result;
            }

            [CustomVjp(nameof(WeighVjp)), Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Weigh(Item item, [NoGradient] Vec center, ReadOnlySpan<double> w) { try { double s = 0; foreach (double e in w) s += e * e * item.Mass; return s * item.At.X * center.Y * item.Id * (item.Kind == Kind.Heavy ? 2 : 1); } finally { } }

            private static void WeighVjp(Item item, Vec center, ReadOnlySpan<double> w, double seed, ref Item dItem, Span<double> dW)
            {
                double s = 0, f = seed * center.Y * item.Id * (item.Kind == Kind.Heavy ? 2 : 1);
                for (int i = 0; i < w.Length; i++) { s += w[i] * w[i]; dW[i] += 2 * f * item.Mass * item.At.X * w[i]; }
                dItem = new Item(dItem.Kind, dItem.Mass + (float)(f * s * item.At.X), dItem.Id, dItem.At + new Vec(f * s * item.Mass, 0));
            }

            [CustomVjp(nameof(SplitVjp))]
            private static (double Whole, (float Part, int Digits) Tail, Kind Kind) Split((double A, Vec V) t) { try { return (t.A * t.V.X, ((float)(t.A * t.V.Y), 3), Kind.Heavy); } finally { } }

            private static void SplitVjp((double A, Vec V) t, (double Whole, (float Part, int Digits) Tail, Kind Kind) seed, ref (double A, Vec V) dT)
            {
                if (dT != default || seed.Kind != default || seed.Tail.Digits != 0) throw new InvalidOperationException();
                dT.A += seed.Whole * t.V.X + seed.Tail.Part * t.V.Y;
                dT.V += new Vec(seed.Whole * t.A, seed.Tail.Part * t.A);
            }

            [Differentiable]
            public static Vec Loop(ReadOnlySpan<Vec> p, Vec v, double a, int n)
            {
                foreach (Vec e in p) v = Turn(v + e, a * v.X) + (v.Y > 0 ? Turn(e, 2) : v);
                while (n-- > 0) { v = Turn(Turn(v, v.X), a); if (v.X > 1.5) break; }
                return v;
            }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Leaves(double x, double y) { Vec v = Turn(new Vec(x, 1), 0.5) with { Y = y }; (_, (float part, int digits), Kind kind) = Split((y, v)); return part * digits * v.X + (kind == Kind.Heavy ? x : 0); }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Items(ReadOnlySpan<Item> items, Vec c, double s)
            {
                double sum = 0;
                foreach (Item item in items) sum += Weigh(item, new Vec(1, 0.5), [s, c.X, s * c.Y]) * Weigh(new Item(Kind.Light, (float)s, 2, c), new Vec(0, 0.75), [2, item.Mass]);
                return sum;
            }

            private static Vec Nested(Vec v, double a, int n) => n == 0 ? v : Turn(Nested(Turn(v, a), a * v.Y, n - 1), v.X) + v;

            [Differentiable]
            public static Vec Recursive(Vec v, double a, int n) => Nested(v, a, n);

            [VjpOf(typeof(Vectors), nameof(Vectors.Scaled))]
            internal static void ScaledVjp(Vec v, double s, Vec seed, ref Vec dV, ref double dS) { dV += s * seed; dS += seed.X * v.X + seed.Y * v.Y; }

            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double Foreign(Vec v, double s) { Vec w = Vectors.Scaled(s: v.X * s, v: Vectors.Scaled(v, 3)); return w.X * w.Y; }
        }

        public static class Vectors { public static Vec Scaled(Vec v, double s) { try { return s * v; } finally { } } }
        """;

    private const string Consumer = """
        using System;
        using AutoDiff;
        using Library;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)]
            public static double F(Vec v, Item item, double s, int n)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    (v, int count) = Special.Twice(v, item);
                    sum += Special.Norm2(v, s) * count + Special.OfItem(new Item { Mass = (float)s, Id = 2, At = v }, sum);
                }

                return sum + Special.OfItem(item, s * s);
            }
        }
        """;

    private static readonly CompiledProgram Program = GeneratorHarness.Run(Source).Program!;

    private static object Vec(CompiledProgram program, double x, double y) => Activator.CreateInstance(program.Assembly.GetTypes().Single(type => type.Name == "Vec"), x, y)!;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    public void Structs_go_through_rules_in_loops_and_branches(int length, int rounds)
    {
        object v = Vec(Program, 0.7, -0.4);
        var points = Array.CreateInstance(v.GetType(), length);
        for (int i = 0; i < length; i++) points.SetValue(Vec(Program, Math.Sin(i + 1), Math.Cos(i)), i);
        GradientCheck.Run(Program, "C", "Loop", points, v, 0.3, rounds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Structs_go_through_rules_in_recursion(int depth) => GradientCheck.Run(Program, "C", "Recursive", Vec(Program, 0.7, -0.4), 0.3, depth);

    [Fact]
    public void Leaves_may_be_constant_or_unused() => GradientCheck.Run(Program, "C", "Leaves", 0.7, -0.4);

    [Fact]
    public void A_rule_may_be_for_the_method_of_somebody_else() => GradientCheck.Run(Program, "C", "Foreign", Vec(Program, 0.7, -0.4), 0.3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Structs_are_passed_beside_memory(int length)
    {
        Type type = Program.TypeNamed("Item");
        var items = Array.CreateInstance(type, length);
        for (int i = 0; i < length; i++) items.SetValue(Item(type, 0.5f + i, Vec(Program, 0.7 - i, 0.25)), i);
        GradientCheck.Run(Program, "C", "Items", items, Vec(Program, 0.5, -0.75), 0.3);
    }

    [Fact]
    public void A_method_with_a_rule_has_the_other_members()
    {
        GradientCheck check = new(new MethodUnderTest(Program, "C", "Weigh"), [Item(Program.TypeNamed("Item"), 1.5f, Vec(Program, 0.7, 0.25)), Vec(Program, 0.5, 2), new[] { 0.5, 1.5 }]);
        check.Gradient();
        Assert.Equal(5, check.Compared);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_generated_in_another_assembly_is_called(bool isDescribed)
    {
        MetadataReference library = ReferencedLibrary.Compile(Library, isDescribed ? static text => text : static text => text.Contains("assembly:") ? "" : text);
        GeneratorResult result = new GeneratorHarness(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { References = [library] }.Generate(Consumer);
        foreach (string member in new[] { "Special.TwiceVjp(", "Special.Norm2Vjp(", "Special.OfItemGradient(" }) Assert.Equal(!isDescribed, result.GeneratedSources["C.F.g.cs"].Contains(member));
        Type item = result.Program!.TypeNamed("C").GetMethod("F")!.GetParameters()[1].ParameterType, vec = item.Assembly.GetType("Library.Vec")!;
        object v = Activator.CreateInstance(vec, 0.7, -0.4)!, one = Activator.CreateInstance(item)!;
        item.GetField("At")!.SetValue(one, v);
        item.GetField("Mass")!.SetValue(one, 0.5f);
        item.GetField("Id")!.SetValue(one, 3);
        foreach (int n in new[] { 0, 1, 3 }) GradientCheck.Run(result.Program, "C", "F", v, one, 0.3, n);
    }

    /// <summary>Members of a class, what is reported between ⟦ and ⟧, and words of the message.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { DiagnosticIds.RuleNotFound, "[⟦CustomVjp(\"G\")⟧] static Vec F(Vec v, [NoGradient] (double, int) t, double s) => v;", "expected: static Vec G(Vec v, (double, int) t, double s, Vec seed, ref Vec dV, ref double dS), which may return void, and may take 'Vec result'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomVjp(\"G\")⟧] static double F((double A, int) t) => t.A; static void G((double A, int) t, double seed, ref double dT) { }", "its parameter 'dT' must be 'ref (double A, int) dT'" },
        { DiagnosticIds.RuleMismatch, "[⟦CustomJvp(\"G\")⟧] static Vec F(Vec v) => v; static Vec G(Vec v, Vec vV) => v;", "expected: static (Vec Value, Vec Tangent) G(Vec v, Vec vV)" },
        { DiagnosticIds.RuleNotSupported, "[⟦CustomVjp(\"G\")⟧] static double F(ReadOnlySpan<Vec> v, double s) => s; static void G() { }", "no derivative can be taken by its parameter 'v'" },
        { DiagnosticIds.RuleNotSupported, "[⟦CustomVjp(\"G\")⟧] static (double[], int) F(double s) => default; static void G() { }", "return float or double, a struct or tuple of them, or write to spans" },
        { DiagnosticIds.ExpressionNotSupported, "[CustomVjp(nameof(G))] static double F(double x, [NoGradient] ReadOnlySpan<Vec> v) => x; static void G(double x, ReadOnlySpan<Vec> v, double seed, ref double dX) { } [Differentiable] static double H(double x, ReadOnlySpan<Vec> v) => F(x, ⟦v⟧);", "Memory of structs passed to a method with a rule" },
        { DiagnosticIds.StructNotSettable, "struct Secret { private double x; public Secret(double y) { if (y < 0) throw new ArgumentException(); x = y; } public readonly double X => x; } [CustomVjp(nameof(G))] static Secret F(double x) => new(x); static void G(double x, Secret seed, ref double dX) { } [Differentiable] static double H(double x) => ⟦F(x)⟧.X;", "the result of 'F'" },
        { DiagnosticIds.DerivativeLost, "partial struct Own { public double A; [CustomVjp(nameof(G))] public double F(double x) => A * x; void G(double x, double seed, ref double dX) { } [Differentiable] public static double H(Own o, double x) => ⟦o.F(x)⟧; }", "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_rules_cannot_take_is_reported_where_it_stands(string id, string members, string message)
    {
        string marked = $"using System; using AutoDiff; {Structs} static partial class C {{ {members} }}", source = marked.Replace("⟦", "").Replace("⟧", "");
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.RunExpectingDiagnostics(source).Diagnostics);
        Assert.Equal((id, marked.IndexOf('⟦'), marked.IndexOf('⟧') - 1), (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
        Assert.Contains(message, diagnostic.GetMessage(null));
    }

    private static object Item(Type type, float mass, object at) => Activator.CreateInstance(type, Enum.ToObject(type.Assembly.GetTypes().Single(candidate => candidate.Name == "Kind"), 1), mass, 3, at)!;
}
