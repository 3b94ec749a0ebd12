using System;
using System.Linq;
using System.Reflection;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Structs;

/// <summary>What generated members look like where structs are parameters and results, and what they do at the edges.</summary>
public sealed class StructContractTests
{
    private const string Library = """
        public readonly record struct Vec(double X, double Y);
        public struct Item { public Vec At; public double Mass; public int Id; public Kind Kind; }
        public enum Kind { Light, Heavy }
        """;

    private static readonly CompiledProgram Program = GeneratorHarness.Run($$"""
        using System;
        using AutoDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)] public static double Scalar(Item item, double s, [NoGradient] Vec center) => item.Mass * s * center.X + item.At.X;
            [Differentiable] public static (Vec Sum, int Count) Tuple(Vec v, double s) => (new Vec(v.X + s, v.Y), 2);
            [Differentiable(Derivatives.Gradient | Derivatives.Vjp)] public static double Memory(ReadOnlySpan<Item> input, Item[] state, [Output] Span<Vec> output, [Scratch] Span<Vec> scratch, [NoGradient] Item[] constant)
            {
                for (int i = 0; i < input.Length; i++) state[i].Mass += input[i].Mass * constant[i].At.X;
                scratch[0] = input[0].At;
                output[0] = scratch[0] with { Y = state[0].Mass };
                return state[0].Mass;
            }

            [Differentiable] public static double Overrun(Span<Vec> v, int n) { for (int i = 0; i < n; i++) v[i] = new Vec(v[i].X * 2, v[i].Y); return v[0].X; }

            [Differentiable] public static double Sum(ReadOnlySpan<Item> items) { double s = 0; foreach (Item item in items) s += item.Mass * item.At.X; return s; }

            public static Item Heavy => new() { At = new Vec(1, 2), Mass = 3, Id = 7, Kind = Kind.Heavy };

            public static string ScalarGradientFields() { ScalarGradient(Heavy, 2, new Vec(5, 0), out Item dItem, out double dS); return $"{dItem.At.X} {dItem.At.Y} {dItem.Mass} {dItem.Id} {dItem.Kind} {dS}"; }

            public static string ScalarVjpFields() { Item dItem = Heavy; double dS = 1; ScalarVjp(Heavy, 2, new Vec(5, 0), 2, ref dItem, ref dS); return $"{dItem.At.X} {dItem.At.Y} {dItem.Mass} {dItem.Id} {dItem.Kind} {dS}"; }

            public static string TupleVjpFields() { Vec dV = new(1, 1); double dS = 0; (Vec sum, int count) = TupleVjp(new Vec(1, 2), 3, (new Vec(10, 20), 99), ref dV, ref dS); return $"{sum.X} {count} {dV.X} {dV.Y} {dS}"; }

            public static string SumGradientFields() { Item[] d = [Heavy]; SumGradient([Heavy], d); return $"{d[0].At.X} {d[0].At.Y} {d[0].Mass} {d[0].Id} {d[0].Kind}"; }

            public static string OverrunLeaves() { Vec[] v = [new(1, 1), new(2, 2)]; string name = ""; try { OverrunGradient(v, 3, new Vec[2]); } catch (Exception e) { name = e.GetType().Name; } return $"{name} {v[0].X} {v[1].X}"; }

            public static string Complaint(int which)
            {
                Item[] a = [Heavy], b = [Heavy], c = [Heavy], d = new Item[1], e = new Item[1];
                Vec[] o = new Vec[2], s = new Vec[2];
                try
                {
                    switch (which)
                    {
                        case 0: MemoryGradient(a, b, o, s, c, new Item[2], e); break;
                        case 1: MemoryGradient(a, null!, o, s, c, d, e); break;
                        case 2: MemoryGradient(a, a, o, s, c, d, e); break;
                        case 3: MemoryGradient(a, b, o, s, c, d, d); break;
                        case 4: MemoryVjp(a, b, o, s, c, 1, d, e, new Vec[1]); break;
                        case 5: MemoryGradient(a, b, o, o, c, d, e); break;
                        default: MemoryGradient(a, b, o, s, c, d, e); return $"{b[0].Mass} {o[0].Y} {d[0].Mass}";
                    }
                }
                catch (ArgumentException exception)
                {
                    return $"{exception.ParamName} {b[0].Mass}";
                }

                return "nothing";
            }

            public static long BytesAllocated()
            {
                Item[] items = [Heavy, Heavy, Heavy], d = new Item[3];
                for (int i = 0; i < 3; i++) SumGradient(items, d);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++) SumGradient(items, d);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        {{Library}}
        """).Program!;

    [Theory]
    [InlineData("ScalarGradient", "Item item, Double s, Vec center, out Item dItem, out Double dS", "Double")]
    [InlineData("ScalarVjp", "Item item, Double s, Vec center, Double seed, ref Item dItem, ref Double dS", "Double")]
    [InlineData("TupleVjp", "Vec v, Double s, (Vec Int32) seed, ref Vec dV, ref Double dS", "(Vec Int32)")]
    [InlineData("MemoryGradient", "ReadOnlySpan<Item> input, Item[] state, Span<Vec> output, Span<Vec> scratch, Item[] constant, Span<Item> dInput, Span<Item> dState", "Double")]
    [InlineData("MemoryVjp", "ReadOnlySpan<Item> input, Item[] state, Span<Vec> output, Span<Vec> scratch, Item[] constant, Double seed, Span<Item> dInput, Span<Item> dState, Span<Vec> dOutput", "Double")]
    public void Signatures_are_those_of_the_contract(string member, string parameters, string result)
    {
        MethodInfo method = Program.TypeNamed("C").GetMethod(member)!;
        Assert.Equal(parameters, string.Join(", ", method.GetParameters().Select(Text)));
        Assert.Equal(result, Text(method.ReturnType));
    }

    [Fact]
    public void A_method_that_returns_a_tuple_has_a_pullback_and_no_gradient() => Assert.Null(Program.TypeNamed("C").GetMethod("TupleGradient"));

    [Fact]
    public void What_is_no_number_is_default_in_a_gradient() => Assert.Equal("1 0 10 0 Light 15", Program.Call("C", "ScalarGradientFields"));

    [Fact]
    public void What_is_no_number_stays_in_a_pullback() => Assert.Equal("3 2 23 7 Heavy 31", Program.Call("C", "ScalarVjpFields"));

    [Fact]
    public void A_seed_is_of_the_type_of_the_result() => Assert.Equal("4 2 11 21 10", Program.Call("C", "TupleVjpFields"));

    [Fact]
    public void Gradients_in_memory_are_overwritten() => Assert.Equal("3 0 1 0 Light", Program.Call("C", "SumGradientFields"));

    [Fact]
    public void What_the_method_has_stored_before_it_throws_is_there() => Assert.Equal("IndexOutOfRangeException 2 4", Program.Call("C", "OverrunLeaves"));

    [Theory]
    [InlineData(0, "dInput 3")]
    [InlineData(1, "state 3")]
    [InlineData(2, "state 3")]
    [InlineData(3, "dState 3")]
    [InlineData(4, "dOutput 3")]
    [InlineData(5, "scratch 3")]
    [InlineData(6, "6 6 1")]
    public void Buffers_that_do_not_fit_are_named_before_anything_is_written(int which, string expected) => Assert.Equal(expected, Program.Call("C", "Complaint", which));

    [Fact]
    public void Nothing_is_allocated() => Assert.Equal(0L, Program.Call("C", "BytesAllocated"));

    [Fact]
    public void A_gradient_of_a_struct_is_refused() => Assert.Equal(
        DiagnosticIds.DerivativeNotSupported,
        GeneratorHarness.RunExpectingDiagnostics($"using AutoDiff; public static partial class C {{ [Differentiable(Derivatives.Gradient)] public static Vec F(double x) => new(x, x); }} {Library}").Diagnostics.Single().Id);

    private static string Text(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return $"{(parameter.IsOut ? "out " : type.IsByRef ? "ref " : "")}{Text(type.IsByRef ? type.GetElementType()! : type)} {parameter.Name}";
    }

    private static string Text(Type type)
    {
        if (!type.IsGenericType) return type.Name;
        string arguments = string.Join(" ", type.GetGenericArguments().Select(Text)), name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return name == "ValueTuple" ? $"({arguments})" : $"{name}<{arguments}>";
    }
}
