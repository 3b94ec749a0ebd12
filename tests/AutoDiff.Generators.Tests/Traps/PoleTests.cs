using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Points at which differences say nothing: kinks and poles have one convention each, and an infinite partial that
/// nothing is multiplied into is no NaN.</summary>
public sealed class PoleTests
{
    /// <summary>Methods of scalars, where, and their gradients there.</summary>
    private static readonly (string Method, double[] Point, double[] Gradient)[] Cases =
    [
        ("(double x) => 0 * Math.Sqrt(x);", [0], [0]),
        ("(double x) => Math.Sqrt(x);", [0], [double.PositiveInfinity]),
        ("(double x, double y) => Math.Sqrt(x * x + y * y);", [0, 0], [double.NaN, double.NaN]),
        ("(double x, double y) => double.Hypot(x, y);", [0, 0], [0, 0]),
        ("(double x, double y) { double n = Math.Sqrt(x * x + y * y); return n * n; }", [0, 0], [0, 0]),
        ("(double x) => x > 0 ? Math.Log(x) : x;", [0], [1]),
        ("(double x) => x != 0 ? Math.Sin(x) / x : 1;", [0], [0]),
        ("(double x) { double y = x; if (x > 0) y = x * Math.Log(x); return y; }", [0], [1]),
        ("(double x) { double unused = Math.Acos(x); return x * x; }", [2], [4]),
        ("(double x) { double y = 1 / x; return Math.Min(x, y) == x ? x : 2 * x; }", [0], [1]),
        ("(double x) => Math.Min(2 * x, 1 / x);", [0], [2]),
        ("(double x) => Math.Max(x, 0);", [0], [1]),
        ("(double x) => Math.Max(0, x);", [0], [0]),
        ("(double x, double y, double z) => Math.Max(Math.Max(x, y), z);", [1, 1, 1], [1, 0, 0]),
        ("(double x) => Math.Abs(x);", [0], [0]),
        ("(double x) => Math.Clamp(x, 0, 1);", [0], [1]),
        ("(double x) => Math.Clamp(x, 0, 1);", [1], [1]),
        ("(double x) => Math.Clamp(x, 0, 1);", [2], [0]),
        ("(double x) => Math.Pow(x, 2);", [0], [0]),
        ("(double x) => Math.Pow(x, 3);", [-2], [12]),
        ("(double x, double y) => Math.Pow(x, y);", [0, 2], [0, 0]),
        ("(double x) => Math.Cbrt(x);", [-8], [1.0 / 12]),
        ("(double x) => 0 * Math.Cbrt(x);", [0], [0]),
        ("(double x) => Math.Floor(x) + Math.Round(x) + Math.Truncate(x) + Math.Sign(x) + (int)x;", [1.5], [0]),
        ("(double x) => x % 2;", [5], [1]),
        ("(double x) => 0 * Math.Acos(x) + 0 * Math.Asin(x) + 0 * Math.Atanh(x);", [1], [0]),
        ("(double x, double y) => double.IsNaN(y) ? x : x * y;", [3, double.NaN], [1, 0]),
        ("(double x) { double s = 0; for (int i = 0; i < 3; i++) { if (i > 0) s += Math.Log(x * i); } return s; }", [1], [2]),
        ("(double x) { double s = x; for (int i = 0; i < 3; i++) { if (s < 0) s = Math.Sqrt(s); s += x; } return s; }", [0.5], [4]),
        ("(double x) => Math.FusedMultiplyAdd(x, x, x);", [3], [7]),
        ("(double x) => Diff.StopGradient(x) * x;", [3], [3]),
        ("(double x, double y) { double m = Math.Max(x, y); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m)); }", [0.5, double.NegativeInfinity], [1, 0]),
        ("(double x, double y) { double m = Math.Max(x, y); return Math.Exp(x - m) / (Math.Exp(x - m) + Math.Exp(y - m)); }", [1e300, 1e300], [0.25, -0.25]),
        ("(double x, double y) { double m = Math.Max(x, y); return Math.Exp(x - m) / (Math.Exp(x - m) + Math.Exp(y - m)); }", [1e300, -1e300], [0, 0]),
        ("(double x, double y) => 0 * Math.Atan2(x, y);", [0, 0], [0, 0]),
        ("(double x) => 0 * Math.Log(x);", [0], [0]),
        ("(double x, double y) => 0 * Math.Pow(x, y);", [0, 0], [0, 0]),
        ("(double x, double y) => Math.Pow(x, y);", [0, 3], [0, 0]),
        ("(double x) { double r = Math.Sqrt(x); return x > 0 ? r : x; }", [0], [1]),
        ("(double x, double y) { double q = x / y; if (y == 0) q = x; return q; }", [3, 0], [1, 0]),
        ("(double x) { double s = x; for (int i = 0; i < 3; i++) { double l = Math.Log(i); if (i > 0) s += l * x; } return s; }", [2], [1 + Math.Log(2)]),
        ("(double x) => (float)x * (double)(float)(x * x);", [2], [12]),
        ("(double x) => (float)(x * x) + (long)x + (byte)x * x;", [3], [9]),
        ("(double x) => Math.Clamp(x, x, 1);", [0], [1]),
        ("(double x) => Math.Max(x, x) + Math.Min(x, x);", [3], [2]),
        ("(double x) => Math.Abs(Math.Abs(x)) + Math.Abs(-x);", [0], [0]),
        ("(double x) => Math.IEEERemainder(x, 2);", [5.5], [1]),
        ("(double x) => double.ReciprocalEstimate(x) * 0 + double.ReciprocalSqrtEstimate(x) * 0;", [0], [0]),
        ("(double x) => Math.ReciprocalEstimate(x) * 0;", [0], [0]),
        ("(double x, double y) => Math.CopySign(x, y);", [3, -1], [-1, 0]),
        ("(double x) => x * double.NaN * 0 + x;", [2], [double.NaN]),
        ("(double x) => Math.Acosh(x) * 0 + Math.Log2(x - 1) * 0;", [1], [0]),
    ];

    private static readonly Lazy<CompiledProgram> Program = new(() => Trap.Compile(Cases.Select(one => new Trap(one.Method))));

    public static TheoryData<int, string> Methods
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < Cases.Length; i++) data.Add(i, $"{Cases[i].Method} at {string.Join(", ", Cases[i].Point)}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_pole_or_kink_has_the_derivative_of_its_convention(int number, string method)
    {
        (_, double[] point, double[] expected) = Cases[number];
        MethodUnderTest.Outcome gradient = new MethodUnderTest(Program.Value, "C", $"F{number}").Gradient([.. point.Cast<object>()]);
        Assert.True(expected.SequenceEqual(gradient.Adjoints.Cast<double>()), $"{method}: ({string.Join(", ", gradient.Adjoints)}) in place of ({string.Join(", ", expected)}).");
    }
}
