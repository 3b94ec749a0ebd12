using AutoDiff.Generators.IR;
using Xunit;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>C# that is not looked into.</summary>
public sealed class OpaqueTests
{
    [Fact]
    public void Other_peoples_code_is_carried_along_as_text() => AssertLowered(
        """
        [Differentiable] static double F(double x, string s) => x * s.Substring(1, s.IndexOf('a')).Length;
        """,
        """
        function F(%0.x: double active, %1.s: "string" constant) {
            %2: int = 1
            %3: char = 97
            %4: int = opaque any "{0}.Substring({1}, {2}.IndexOf({3})).Length"(%1.s, %2, %1.s, %3)
            %5: double = Convert(%4)
            %6: double = Multiply(%0.x, %5)
            return %6
        }
        """);

    [Fact]
    public void Arguments_stand_in_the_order_of_the_parameters() => AssertLowered(
        """
        [Differentiable] static double F(double x, string s) => x * s.IndexOf(count: 2, startIndex: 1, value: 'a');
        """,
        """
        function F(%0.x: double active, %1.s: "string" constant) {
            %2: int = 2
            %3: int = 1
            %4: char = 97
            %5: int = opaque any "{0}.IndexOf(count: {1}, startIndex: {2}, value: {3})"(%1.s, %2, %3, %4)
            %6: double = Convert(%5)
            %7: double = Multiply(%0.x, %6)
            return %7
        }
        """);

    [Fact]
    public void A_guard_is_called_as_it_was_written() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); return x; }
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            opaque any "global::System.ArgumentOutOfRangeException.ThrowIfNegative<int>({0}, \"n\")"(%1.n)
            return %0.x
        }
        """);

    [Fact]
    public void An_interpolated_string_keeps_its_formats_and_braces() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) => n > 0 ? x : throw new ArgumentException($"{n,4:X} {{n}} \"{x}\"", nameof(n));
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            %2: int = 0
            %3: bool = Greater(%1.n, %2)
            %4: double = if %3 {
                yield %0.x
            } else {
                throw "new global::System.ArgumentException($\"{{({0}),4:X}} {{{{n}}}} \\\"{{({1})}}\\\"\", \"n\")"(%1.n, %0.x)
            }
            return %4
        }
        """);

    [Fact]
    public void A_read_only_static_may_be_read_any_time_and_others_once() => AssertLowered(
        """
        static readonly double R = 2; static int S; [Differentiable] static double F(double x) => x * R * S;
        """,
        """
        function F(%0.x: double active) {
            %1: double = opaque none "global::C.R"()
            %2: double = Multiply(%0.x, %1)
            %3: int = opaque reads "global::C.S"()
            %4: double = Convert(%3)
            %5: double = Multiply(%2, %4)
            return %5
        }
        """);

    [Fact]
    public void Functions_of_integers_may_throw() => AssertLowered(
        """
        [Differentiable] static double F(double x, int n) => x * Math.Abs(n) * int.Max(n, 2) * int.LeadingZeroCount(n);
        """,
        """
        function F(%0.x: double active, %1.n: int constant) {
            %2: int = opaque throws "global::System.Math.Abs({0})"(%1.n)
            %3: double = Convert(%2)
            %4: double = Multiply(%0.x, %3)
            %5: int = 2
            %6: int = Max(%1.n, %5)
            %7: double = Convert(%6)
            %8: double = Multiply(%4, %7)
            %9: int = opaque throws "int.LeadingZeroCount({0})"(%1.n)
            %10: double = Convert(%9)
            %11: double = Multiply(%8, %10)
            return %11
        }
        """);

    [Fact]
    public void Elements_of_what_is_not_differentiated_are_constants() => AssertLowered(
        """
        [Differentiable] static double F(double x, [NoGradient] System.Collections.Generic.List<double>[] m) => x * m[1][2];
        """,
        """
        function F(%0.x: double active, %1.m: "global::System.Collections.Generic.List<double>[]" constant) {
            %2: int = 1
            %3: int = 2
            %4: double = opaque reads "{0}[{1}][{2}]"(%1.m, %2, %3)
            %5: double = Multiply(%0.x, %4)
            return %5
        }
        """);

    [Fact]
    public void Enums_and_strings_are_compared_as_they_are() => AssertLowered(
        """
        [Differentiable] static double F(double x, DayOfWeek d, string s) => d == DayOfWeek.Monday && s is "a" or null ? x : 1;
        """,
        """
        function F(%0.x: double active, %1.d: "global::System.DayOfWeek" constant, %2.s: "string" constant) {
            %3: bool = opaque none "{0} == global::System.DayOfWeek.Monday"(%1.d)
            %4: bool = if %3 {
                %5: bool = opaque none "{0} is \"a\""(%2.s)
                %6: bool = opaque none "{0} is null"(%2.s)
                %7: bool = Or(%5, %6)
                yield %7
            } else {
                %8: bool = false
                yield %8
            }
            %9: double = if %4 {
                yield %0.x
            } else {
                %10: double = 1
                yield %10
            }
            return %9
        }
        """);

    [Fact]
    public void What_has_an_effect_runs_before_what_comes_later() => AssertLowered(
        """
        [Differentiable] static double F(double x, [NoGradient] ReadOnlySpan<double> y, Random r, int n) => x * Math.Min(r.Next(), n) * string.Concat(r.Next().ToString(), y[n].ToString()).Length;
        """,
        """
        function F(%0.x: double active, %1.y: ReadOnlySpan<double> constant, %2.r: "global::System.Random" constant, %3.n: int constant) {
            %4: int = opaque any "{0}.Next()"(%2.r)
            %5: int = Min(%4, %3.n)
            %6: double = Convert(%5)
            %7: double = Multiply(%0.x, %6)
            %8: "string" = opaque any "{0}.Next().ToString()"(%2.r)
            %9: double = load %1.y[%3.n]
            %10: int = opaque any "string.Concat({0}, {1}.ToString()).Length"(%8, %9)
            %11: double = Convert(%10)
            %12: double = Multiply(%7, %11)
            return %12
        }
        """);

    [Fact]
    public void A_tuple_parameter_is_taken_apart() => AssertLowered(
        """
        [Differentiable] static double F(double x, [NoGradient] (double A, (int B, float) C) t) => x * t.A + t.C.B * t.Item2.Item2;
        """,
        """
        function F(%0.x: double active, %1.t1: double constant, %2.t21: int constant, %3.t22: float constant) {
            %4: double = Multiply(%0.x, %1.t1)
            %5: float = Convert(%2.t21)
            %6: float = Multiply(%5, %3.t22)
            %7: double = Convert(%6)
            %8: double = Add(%4, %7)
            return %8
        }
        """);

    [Fact]
    public void A_default_stands_in_for_null() => AssertLowered(
        """
        [Differentiable] static double F(double x, string? s) => x * (s ?? "none").Length;
        """,
        """
        function F(%0.x: double active, %1.s: "string" constant) {
            %2: int = opaque reads "({0} ?? \"none\").Length"(%1.s)
            %3: double = Convert(%2)
            %4: double = Multiply(%0.x, %3)
            return %4
        }
        """);

    [Fact]
    public void Stores_into_objects_run_in_their_place() => AssertLowered(
        """
        [Differentiable] static double F(double x, System.Collections.Generic.List<int>[] m, System.Collections.Generic.List<int> l) { l[0] = 3; m[0][1] = l.Count; l.Add(1); return x; }
        """,
        """
        function F(%0.x: double active, %1.m: "global::System.Collections.Generic.List<int>[]" constant, %2.l: "global::System.Collections.Generic.List<int>" constant) {
            %3: int = 0
            %4: int = 3
            opaque stores "{0}[{1}] = {2}"(%2.l, %3, %4)
            %5: int = 0
            %6: int = 1
            %7: int = opaque reads "{0}.Count"(%2.l)
            opaque stores "{0}[{1}][{2}] = {3}"(%1.m, %5, %6, %7)
            %8: int = 1
            opaque any "{0}.Add({1})"(%2.l, %8)
            return %0.x
        }
        """);

    private static void AssertLowered(string members, string expected) =>
        Assert.Equal(expected, Printer.Print(LoweringProbe.Lower(members).Function, PrintOptions.Renumber).TrimEnd());
}
