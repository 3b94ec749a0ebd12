using System;
using System.Linq;
using System.Numerics;
using AutoDiff.Maths;
using AutoDiff.Tests.Maths.Oracle;
using Xunit;

namespace AutoDiff.Tests.Maths;

/// <summary>Powers, and the angle of a point.</summary>
public sealed class BinaryFunctionTests
{
    private const int Samples = 3000;

    private static readonly double[] Values =
    [
        0, 1, 2, 3, 0.5, 1.5, 2.5, 1e15, 9007199254740991, 1e22, 1e300, double.MaxValue, 1e-300, 2.2250738585072014e-308, double.Epsilon,
        double.PositiveInfinity, double.NaN, 1e38, 1e-40, 16777215, 8388609,
    ];

    private static double[] BothSigns => [.. Values, .. Values.Select(value => -value)];

    [Fact]
    public void Powers_are_right()
    {
        var random = new Random(1);
        for (int i = 0; i < Samples; i++)
        {
            double log = (random.NextDouble() - 0.5) * (i % 3) switch { 0 => 1e-3, 1 => 4, _ => 1400 };
            double x = Math.Exp(log), y = (random.NextDouble() - 0.5) * 1400 / Math.Max(Math.Abs(log), 1e-3);
            double power = VectorMath.Pow(new Vector<double>(x), new Vector<double>(y))[0];
            Assert.True(Ulp.Error(power, Reference.Pow(x, y)) <= 1.1, $"{x:R} to the power {y:R} is not {power:R}");
        }
    }

    [Fact]
    public void Powers_are_right_in_single_precision()
    {
        var random = new Random(1);
        for (int i = 0; i < Samples; i++)
        {
            double log = (random.NextDouble() - 0.5) * (i % 3) switch { 0 => 1e-3, 1 => 4, _ => 170 };
            float x = (float)Math.Exp(log), y = (float)((random.NextDouble() - 0.5) * 174 / Math.Max(Math.Abs(log), 1e-3));
            float power = VectorMath.Pow(new Vector<float>(x), new Vector<float>(y))[0];
            Assert.True(Ulp.Error(power, Reference.Pow(x, y).High) <= 0.6, $"{x:R}f to the power {y:R}f is not {power:R}");
        }
    }

    [Fact]
    public void Angles_are_right()
    {
        var random = new Random(1);
        for (int i = 0; i < Samples; i++)
        {
            double x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)), y = random.NextDouble() - 0.5;
            double angle = VectorMath.Atan2(new Vector<double>(y), new Vector<double>(x))[0];
            Assert.True(Ulp.Error(angle, Reference.Atan2(y, x)) <= 2, $"The angle of ({x:R}, {y:R}) is not {angle:R}");
            float single = VectorMath.Atan2(new Vector<float>((float)y), new Vector<float>((float)x))[0];
            Assert.True(Ulp.Error(single, Reference.Atan2((float)y, (float)x).High) <= 2, $"The angle of ({x:R}f, {y:R}f) is not {single:R}");
        }
    }

    [Fact]
    public void Special_powers_are_those_of_the_scalar_function() => AssertSame(VectorMath.Pow, VectorMath.Pow, Math.Pow, MathF.Pow);

    [Fact]
    public void Special_angles_are_those_of_the_scalar_function() => AssertSame(VectorMath.Atan2, VectorMath.Atan2, Math.Atan2, MathF.Atan2);

    private static void AssertSame(
        Func<Vector<double>, Vector<double>, Vector<double>> vector,
        Func<Vector<float>, Vector<float>, Vector<float>> singleVector,
        Func<double, double, double> scalar,
        Func<float, float, float> singleScalar)
    {
        foreach (double x in BothSigns)
        {
            foreach (double y in BothSigns)
            {
                double actual = vector(new Vector<double>(x), new Vector<double>(y))[1], expected = scalar(x, y);
                Assert.True(IsSame(actual, expected) || Ulp.Error(actual, expected) <= 2, $"({x:R}, {y:R}): {actual:R}, not {expected:R}");

                (float a, float b) = ((float)x, (float)y);
                float single = singleVector(new Vector<float>(a), new Vector<float>(b))[1], expectedSingle = singleScalar(a, b);
                Assert.True(IsSame(single, expectedSingle) || Ulp.Error(single, expectedSingle) <= 2, $"({a:R}f, {b:R}f): {single:R}, not {expectedSingle:R}");
            }
        }
    }

    /// <summary>Zeros of the same sign, the same infinity, or both NaN.</summary>
    private static bool IsSame(double actual, double expected) =>
        double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected);
}
