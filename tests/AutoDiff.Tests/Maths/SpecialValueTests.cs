using System;
using System.Linq;
using System.Numerics;
using AutoDiff.Tests.Maths.Oracle;
using Xunit;

namespace AutoDiff.Tests.Maths;

/// <summary>
/// NaN, infinities and zeros come out as the scalar functions have them, subnormal and huge numbers with their last digits; no lane disturbs another.
/// </summary>
public sealed class SpecialValueTests
{
    private static readonly double[] Values =
    [
        0, 1, double.NaN, double.PositiveInfinity, double.Epsilon, 1e-310, 2.2250738585072014e-308, double.MaxValue,
        1e300, 1e200, 1e22, 1e18, 9007199254740991, 2147483648,
        1e-300, 1e-40, 1e-20, 0.5, 2, 3, 10, 710, 746, 1.5707963267948966, 3.141592653589793, 33, 20, 7.0710678118654755e307,
    ];

    private static readonly float[] SingleValues =
    [
        0, 1, float.NaN, float.PositiveInfinity, float.Epsilon, 1e-40f, 1.17549435e-38f, float.MaxValue, 1e38f, 1e20f, 1e12f, 16777215, 65536, 70000,
        1e-30f, 1e-20f, 1e-10f, 0.5f, 2, 3, 10, 88.8f, 104, 1.5707964f, 3.1415927f, 9.01f, 12, 2.4e38f,
    ];

    public static TheoryData<string> Names => AccuracyTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Special_values_are_those_of_the_scalar_function(string name)
    {
        ElementaryFunction function = ElementaryFunctions.Named(name);
        foreach (double x in Values.Concat(Values.Select(value => -value)))
        {
            double y = function.Double(new Vector<double>(x))[Vector<double>.Count - 1];
            Assert.True(IsRight(y, x, function), $"{name}({x:R}) = {y:R}, not {Expected(x, function):R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Special_values_are_those_of_the_scalar_function_in_single_precision(string name)
    {
        ElementaryFunction function = ElementaryFunctions.Named(name);
        foreach (float x in SingleValues.Concat(SingleValues.Select(value => -value)))
        {
            float y = function.Single(new Vector<float>(x))[Vector<float>.Count - 1];
            Assert.True(IsRight(y, x, function), $"{name}({x:R}f) = {y:R}, not {Expected(x, function):R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lane_does_not_depend_on_the_others(string name)
    {
        ElementaryFunction function = ElementaryFunctions.Named(name);
        double[] x = [.. Enumerable.Range(0, Vector<double>.Count).Select(lane => 0.3 + (0.1 * lane))];
        float[] single = [.. Enumerable.Range(0, Vector<float>.Count).Select(lane => 0.3f + (0.04f * lane))];
        foreach (double special in Values)
        {
            (x[1], single[1]) = (special, (float)special);
            Vector<double> y = function.Double(new Vector<double>(x));
            Vector<float> ySingle = function.Single(new Vector<float>(single));
            Assert.Equal(function.Double(new Vector<double>(special))[0], y[1]);
            Assert.Equal(function.Single(new Vector<float>((float)special))[0], ySingle[1]);

            // One lane may take all of them to the scalar function, whose last digit is another.
            Assert.True(!(Ulp.Error(y[0], function.Exact(x[0])) > function.MostUlps));
            Assert.True(!(Ulp.Error(ySingle[0], function.Exact(single[0]).High) > function.MostUlps));
        }
    }

    private static bool IsRight(double actual, double x, ElementaryFunction function)
    {
        double expected = Expected(x, function);
        return IsExact(expected)
            ? BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected) || (double.IsNaN(actual) && double.IsNaN(expected))
            : Ulp.Error(actual, expected) <= Math.Max(function.MostUlps, 1);
    }

    private static bool IsRight(float actual, float x, ElementaryFunction function)
    {
        double expected = Expected(x, function);
        return IsExact(expected) || float.IsInfinity((float)expected)
            ? BitConverter.SingleToInt32Bits(actual) == BitConverter.SingleToInt32Bits((float)expected) || (float.IsNaN(actual) && double.IsNaN(expected))
            : Ulp.Error(actual, expected) <= Math.Max(function.MostUlps, 1);
    }

    private static bool IsExact(double expected) => !double.IsFinite(expected) || expected == 0;

    private static double Expected(double x, ElementaryFunction function)
    {
        bool isOrdinary = x >= function.Domain.Lower && x <= function.Domain.Upper && x != 0;
        return isOrdinary ? function.Exact(x).High : function.Scalar(x);
    }
}
