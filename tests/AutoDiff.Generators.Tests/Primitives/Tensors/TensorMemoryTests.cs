using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>Operands and destinations that are parts of one buffer, arguments with effects, memory from elsewhere.</summary>
public sealed class TensorMemoryTests
{
    private static readonly double[] X = [0.4, -0.6, 1.1, 0.9, -1.3, 0.7, 0.2, -0.8, 1.6, 0.5];

    /// <summary>From the parameters on, arguments, and whether the library takes them.</summary>
    private static readonly (string Method, object[] Arguments, bool IsTaken)[] Cases =
    [
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[..4], x[..4]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[..4], x);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[..4], x[1..5]);", [X], false),
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[1..5], x[..4]);", [X], false),
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[..4], x[4..8]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[6..], x);", [X], false),
        ("(Span<double> x) => TensorPrimitives.Exp<double>(x[3..3], x);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Add<double>(x[..4], x[4..8], x[..4]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Add<double>(x[..4], x[4..8], x[4..]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Add<double>(x[..4], x[2..6], x[..4]);", [X], false),
        ("(Span<double> x, [Output] Span<double> y) => TensorPrimitives.Multiply<double>(x[..4], x[2..6], y);", [X, new double[4]], true),
        ("(Span<double> x) => TensorPrimitives.Multiply<double>(x, x, x);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Multiply<double>(x[1..], x[0], x[1..]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.MultiplyAdd<double>(x[..3], x[3..6], x[6..9], x[5..8]);", [X], false),
        ("(Span<double> x) => TensorPrimitives.MultiplyAdd<double>(x[..3], x[3..6], x[6..9], x[6..]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Clamp<double>(x[..3], 0.25, 1.0, x[..3]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Clamp<double>(x[..3], 1.0, 0.25, x[..3]);", [X], false),
        ("(Span<double> x) => TensorPrimitives.SinCos<double>(x[..3], x[..3], x[3..6]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.SinCos<double>(x[..3], x[3..6], x[..3]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.SinCos<double>(x[..3], x[3..6], x[3..6]);", [X], false),
        ("(Span<double> x) => TensorPrimitives.SinCos<double>(x[..3], x[3..6], x[5..8]);", [X], false),
        ("(Span<double> x) => TensorPrimitives.SoftMax<double>(x[2..8], x[2..8]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.SoftMax<double>(x[2..8], x[3..]);", [X], false),
        ("(double[] x, bool swap) { Span<double> a = x.AsSpan(0, 4), b = x.AsSpan(4, 4); if (swap) b = a; TensorPrimitives.Tanh<double>(a, b); }", [X, true], true),
        ("(double[] x, bool swap) { Span<double> a = x.AsSpan(0, 4), b = x.AsSpan(4, 4); if (swap) b = x.AsSpan(2, 4); TensorPrimitives.Tanh<double>(a, b); }", [X, true], false),
        ("(double[] x, bool swap) { Span<double> a = x.AsSpan(0, 4), b = x.AsSpan(4, 4); if (swap) b = x.AsSpan(2, 4); TensorPrimitives.Tanh<double>(a, b); }", [X, false], true),
        ("(Span<double> x, [Scratch] Span<double> t, int n) { Span<double> a = x, b = t; for (int k = 0; k < n; k++) { TensorPrimitives.Sin(a, b); Span<double> c = a; a = b; b = c; } TensorPrimitives.Add(a, b, x); }", [X, new double[10], 3], true),
        ("(Span<double> x) { double[] t = x.ToArray(); TensorPrimitives.Negate<double>(t, t); TensorPrimitives.Subtract(x, t, x); }", [X], true),
        ("(Span<double> x, int k) => TensorPrimitives.Multiply<double>(x.Slice(k++, 3), x[k++], x.Slice(k + 4));", [X, 1], true),
        ("(Span<double> x) => TensorPrimitives.Add<double>(y: x[3..6], x: x[..3], destination: x[6..]);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Add<double>(x, Weights, x);", [X], true),
        ("(Span<double> x) => TensorPrimitives.Add<double>(x[1..], Weights, x);", [X], false),
        ("(Span<double> x, Span<int> k) { TensorPrimitives.Add<int>(k, 1, k); x[TensorPrimitives.Max<int>(k)] *= TensorPrimitives.Dot<int>(k, k); }", [X, new[] { 2, 5, 3 }], true),
        ("(Span<double> x, Span<int> k, int n) { for (int i = 0; i < n; i++) { TensorPrimitives.Add<int>(k, i, k); x[TensorPrimitives.Max<int>(k) % x.Length] *= x[TensorPrimitives.IndexOfMin<int>(k)]; } }", [X, new[] { 2, 5, 3 }, 4], true),
        ("(Span<double> x, int[] k) { TensorPrimitives.ConvertChecked<int, double>(k, x); TensorPrimitives.Multiply(x, x[5], x); }", [X, new[] { 2, 5, 3 }], true),
        ("(Span<double> x, [Scratch] Span<float> t) { TensorPrimitives.ConvertTruncating<double, float>(x, t); TensorPrimitives.Sin<float>(t, t); TensorPrimitives.ConvertSaturating<float, double>(t, x); }", [X, new float[10]], true),
        ("(Span<double> x) { double s = TensorPrimitives.Dot<double>(x[..3], [x[3], 2, x[4]]); x[0] = s * TensorPrimitives.Max<double>([x[1], x[2], x[5]]); }", [X], true),
    ];

    private static readonly Lazy<CompiledProgram> Program = new(() => GeneratorHarness.RunInAllModes(TensorCoverageTests.Program(
    [
        "private static readonly double[] Weights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];",
        .. Cases.Select((one, number) => $"[Differentiable(Derivatives.Vjp)] public static void F{number}{one.Method}"),
    ])).Program!);

    public static TheoryData<int, string> Methods
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int number = 0; number < Cases.Length; number++) data.Add(number, $"{Cases[number].Method} {string.Join(", ", Cases[number].Arguments.Skip(1))}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Parts_of_one_buffer_are_taken_where_the_library_takes_them(int number, string method)
    {
        (_, object[] arguments, bool isTaken) = Cases[number];
        var program = new MethodUnderTest(Program.Value, "C", $"F{number}");
        if (isTaken)
        {
            new GradientCheck(program, arguments) { ValueTolerance = 1e-12 }.Vjp();
            return;
        }

        object[] added = [.. arguments.Where((_, p) => program.Parameters[p].IsWritten).Select(argument => ((double[])argument).Clone())];
        Assert.True(Record.Exception(() => program.Primal(arguments)) is ArgumentException, $"The library takes {method}.");
        Assert.True(Record.Exception(() => program.Vjp(arguments, null, added)) is ArgumentException, $"The pullback takes {method}.");
    }
}
