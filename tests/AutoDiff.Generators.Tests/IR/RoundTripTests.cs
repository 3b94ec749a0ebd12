using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.IR;

public sealed class RoundTripTests
{
    /// <summary>A function for every operation, in the printer's own spelling.</summary>
    public static readonly IReadOnlyDictionary<string, string> Samples = new Dictionary<string, string>
    {
        [nameof(Constant)] = """
            function Constants() {
                %0: bool = true
                %1: char = 97
                %2: sbyte = -128
                %3: byte = 255
                %4: short = -32768
                %5: ushort = 65535
                %6: int = -2147483648
                %7: uint = 4294967295
                %8: long = -9223372036854775808
                %9: ulong = 18446744073709551615
                %10: nint = -1
                %11: nuint = 18446744073709551615
                %12: float = bits(0x7FC00001)
                %13: double = bits(0x7FF8000000000001)
                %14: double = -0
                %15: double = 1E-05
                %16: double = 1E+20
                return %15, %16
            }

            """,
        [nameof(Apply)] = """
            function "Odd name\u0001\"\\\n"(%0.x: double active, %1.é: bool constant, %2."": double adjoint) {
                %3: double = Select(%1.é, %0.x, %2."")
                %4: int = Convert(%3)
                return %4
            }

            """,
        [nameof(Alloc)] = """
            function F(%0.n: long constant) {
                %1: double[] = alloc %0.n
                %2: Span<"global::Point"> = alloc %0.n
                %3: float[,] = alloc %0.n columns %0.n
            }

            """,
        [nameof(Length)] = """
            function F(%0.x: float[] active, %1.m: double[,] output, %2.j: double[][] scratch) {
                %3: int = length %0.x
                %4: int = length %1.m
                %5: int = length %1.m dimension 1
                return %3, %4, %5
            }

            """,
        [nameof(Slice)] = """
            function F(%0.x: double[] active, %1.i: int constant) {
                %2: Span<double> = slice %0.x from %1.i count %1.i
                %3: ReadOnlySpan<double> = slice %2 from %1.i count %1.i inrange
                return %3
            }

            """,
        [nameof(Row)] = """
            function F(%0.m: double[,] active, %1.j: double[][] active, %2.i: int constant) {
                %3: Span<double> = row %0.m[%2.i]
                %4: double[] = row %1.j[%2.i] inrange
            }

            """,
        [nameof(Apart)] = """
            function F(%0.x: double[] active, %1.y: Span<double> active, %2.i: int constant, %3.n: int constant) {
                %4: bool = apart %0.x[%2.i] from %1.y[%2.i] count %3.n
                return %4
            }

            """,
        [nameof(Product)] = """
            function F(%0.x: double[] active, %1.y: Span<double> active, %2.i: int constant, %3.n: int constant) {
                product %0.x[%2.i] row %3.n column %2.i by %0.x[%3.n] row %2.i column %2.i onto %1.y[%2.i] row %3.n column %3.n rows %2.i columns %3.n depth %2.i
            }

            """,
        [nameof(LaneCount)] = """
            function F(%0.x: double[] active) {
                %1: int = lanes double
                %2: int = lanes float
                return %1, %2
            }

            """,
        [nameof(Splat)] = """
            function F(%0.x: double active, %1.b: bool constant) {
                %2: Vector<double> = splat %0.x
                %3: Mask<double> = splat %1.b
                %4: Vector<double> = Select(%3, %2, %2)
            }

            """,
        [nameof(Ramp)] = """
            function F() {
                %0: Vector<long> = ramp
                %1: Vector<float> = ramp
                %2: Vector<double> = Convert(%0)
            }

            """,
        [nameof(Reduce)] = """
            function F(%0.x: Span<float> active, %1.i: int constant) {
                %2: Vector<float> = load %0.x[%1.i] inrange
                store %0.x[%1.i] inrange = %2
                %9: Vector<float> = load %0.x[%1.i] inrange stride 3
                store %0.x[%1.i] inrange stride 3 = %9
                %3: float = reduce Add %2
                %4: float = reduce Max %2
                return %3, %4
            }

            """,
        [nameof(Scatter)] = """
            function F(%0.x: Span<float> active, %1.i: int constant, %2.v: Span<Vector<float>> tangent, %3.tape: Stack<Vector<float>> constant) {
                %4: Vector<float> = load %2.v[%1.i]
                push %4 on %3.tape
                scatter %4 to %0.x from %1.i by %1.i below %1.i
            }

            """,
        [nameof(Gather)] = """
            function F(%0.x: ReadOnlySpan<double> active, %1.k: ReadOnlySpan<int> constant, %2.i: int constant) {
                %3: Vector<long> = load %1.k[%2.i] inrange
                %4: Vector<double> = gather %0.x at %3
                %5: Mask<double> = Less(%4, %4)
                %6: Vector<double> = gather %0.x at %3 where %5
            }

            """,
        [nameof(AddEach)] = """
            function F(%0.x: Span<float> active, %1.k: ReadOnlySpan<int> constant, %2.i: int constant) {
                %3: Vector<int> = load %1.k[%2.i] inrange
                %4: Vector<float> = load %0.x[%2.i] inrange
                addeach %4 to %0.x at %3
                %5: Mask<float> = Less(%4, %4)
                addeach %4 to %0.x at %3 where %5
            }

            """,
        [nameof(Choose)] = """
            function F(%0.x: double[] active, %1.y: Span<double> active, %2.b: bool constant) {
                %3: Span<double> = choose %2.b then %0.x else %1.y
                %4: ReadOnlySpan<double> = choose %2.b then %3 else %1.y
                return %4
            }

            """,
        [nameof(Load)] = """
            function F(%0.p: ReadOnlySpan<"global::Point"> active, %1.i: int constant) {
                %2: double = load %0.p[%1.i].Position.X
                %3: "global::Point" = load %0.p[%1.i] inrange
                %4: double = load %0.p[%1.i]."odd path" inrange
                return %2
            }

            """,
        [nameof(Store)] = """
            function F(%0.p: Span<"global::Point"> active, %1.i: int constant, %2.x: double active) {
                store %0.p[%1.i].X = %2.x
                store %0.p[%1.i].Y inrange = %2.x
            }

            """,
        [nameof(Copy)] = """
            function F(%0.x: double[] active, %1.y: Span<double> output) {
                copy %0.x to %1.y
            }

            """,
        [nameof(Fill)] = """
            function F(%0.x: double[,] output, %1.y: double active) {
                fill %0.x with %1.y
            }

            """,
        [nameof(For)] = """
            function F(%0.n: byte constant, %1.x: double active) {
                for %0.n to %0.n step %0.n (%2.i: byte) {
                }
                %3: int, %4.x: double = for %0.n to %0.n step %0.n reversed mayexit carrying %1.x (%5.i: byte, %6.x: double) {
                    %7: bool = false
                    yield %7, %6.x
                }
                return %4.x
            }

            """,
        [nameof(While)] = """
            function F(%0.x: double active) {
                %1: double = while carrying %0.x (%2: double) {
                    %3: bool = Less(%2, %0.x)
                    yield %3, %2
                } do (%4: double) {
                    yield %4
                }
                while {
                    %5: bool = false
                    yield %5
                } do {
                }
                return %1
            }

            """,
        [nameof(If)] = """
            function F(%0.c: bool constant, %1.x: double active) {
                if %0.c {
                } else {
                }
                %2: double, %3: bool = if %0.c {
                    yield %1.x, %0.c
                } else {
                    yield %1.x, %0.c
                }
                return %2
            }

            """,
        [nameof(Scope)] = """
            function F(%0.x: double active) {
                %1: double = scope {
                    yield %0.x
                }
                return %1
            }

            """,
        [nameof(Stack)] = """
            function F() {
                %0.tape: Stack<double> = stack
            }

            """,
        [nameof(Push)] = """
            function F(%0.tape: Stack<float> constant, %1.x: float active) {
                push %1.x on %0.tape
            }

            """,
        [nameof(Pop)] = """
            function F(%0.tape: Stack<int> constant) {
                %1: int = pop %0.tape
            }

            """,
        [nameof(Reserve)] = """
            function F(%0.tape: Stack<int> constant, %1.n: int constant) {
                %2: Span<int> = reserve %1.n on %0.tape
            }

            """,
        [nameof(Release)] = """
            function F(%0.tape: Stack<int> constant, %1.n: int constant) {
                %2: Span<int> = release %1.n of %0.tape
            }

            """,
        [nameof(Call)] = """
            overlapping inlined function F(%0.x: double active, %1.s: Span<double> active, %2.t: Span<double> active) {
                %3: double, %4: double = call Losses.G(%0.x, %0.x)
                call Losses.H(%1.s, %0.x, %2.t) readonly 0, 2
                call "global::G<T>"()
                return %3
            }

            """,
        [nameof(OpaqueCall)] = """
            function F(%0.o: "global::System.Random" constant) {
                %1: int = opaque any "{0}.Next({{1}})"(%0.o)
                opaque throws "Check()"()
                %2: "string" = opaque none "\"a\""()
            }

            """,
        [nameof(RuleCall)] = """
            function F(%0.x: double active, %1.y: double[] active, %2.s: "string" constant) {
                %3: double = rule "F({0}, {1}, {2})" reversed "FVjp({0}, {1}, {2}, {3}, {4}, ref {6}, {5})" result (%0.x active, %1.y active written array, %2.s constant)
                %4: double = rule "G({0})" reversed "GGradient({0}, out {1})" gradient (%0.x active)
                rule "H()" reversed "HVjp()" ()
                %8: double = rule "J({0})" reversed "" pushed "JJvp({0}, {1}, {2})" result body "J" (%0.x active)
                %5: "V", %6: double, %7: int = rule "I({0}, new V({1}))" reversed "IVjp({0}, new V({1}), new V({2}, 0), ref {3}, ref {4})" yielding ".X", ".N" (%0.x active, %0.x active) structs 1 "V" (".X")
                return %3
            }

            """,
        [nameof(AutoDiff.Generators.IR.Pullback)] = """
            function F(%0.x: double active, %1.y: double[] active, %2.dY: Span<double> adjoint) {
                %3: double, %4: float = pullback "FVjp({0}, {1}, ref {3}, {2}, ref {4})" (%0.x, %1.y) adding (%2.dY)
                pullback "GVjp()" () adding ()
                return %3
            }

            """,
        [nameof(Pushforward)] = """
            function F(%0.x: double active, %1.y: double[] active, %2.vX: double tangent, %3.vY: Span<double> tangent) {
                %4: double, %5: double = pushforward "FJvp({0}, {1}, {2}, {3})" (%0.x, %1.y) along (%2.vX, %3.vY)
                pushforward "GJvp()" () along ()
                return %4
            }

            """,
        [nameof(Throw)] = """
            function F(%0.n: int constant) {
                throw "new global::System.ArgumentException($\"{0}\")"(%0.n)
            }

            """,
    };

    public static TheoryData<string> SampleNames => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Text_becomes_a_function_and_the_same_text_again(string sample)
    {
        Function function = Ir.Parse(Samples[sample]);
        Assert.Contains(Walk.Lets(function.Body), let => let.Operation.GetType().Name == sample);
        Assert.Equal(Samples[sample], Printer.Print(function));
        Assert.Equal(function, Ir.Parse(Printer.Print(function, PrintOptions.Origins)));
    }

    [Fact]
    public void Every_operation_has_a_sample()
    {
        IEnumerable<string> operations = typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation))).Select(type => type.Name);
        Assert.Equal(operations.Order(), Samples.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_truncated_text_is_a_format_error(string sample)
    {
        string text = Samples[sample].TrimEnd();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<FormatException>(() => Ir.ParseUnchecked(text[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_mangled_text_is_a_function_a_broken_function_or_a_format_error(string sample)
    {
        const string Alphabet = "%0.(){}[]:,=\"#-9x \0\\u";
        string text = Samples[sample];
        var random = new Random(1);
        for (int round = 0; round < 2000; round++)
        {
            char[] mangled = text.ToCharArray();
            for (int edits = random.Next(1, 4); edits > 0; edits--) mangled[random.Next(mangled.Length)] = Alphabet[random.Next(Alphabet.Length)];
            try
            {
                _ = Ir.Parse(new string(mangled));
            }
            catch (Exception refusal) when (refusal is FormatException or VerificationException)
            {
            }
        }
    }
}
