using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>What the derivatives are where analysis leaves a choice.</summary>
public sealed class ConventionTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static IEnumerable<object[]> Poles =>
    [
        ["Sqrt", 0.0], ["Cbrt", 0.0], ["Log", 0.0], ["Log2", 0.0], ["Log10", 0.0], ["LogP1", -1.0], ["Log2P1", -1.0], ["Log10P1", -1.0],
        ["LogToBase", 0.0, 2.0], ["LogToBase", 2.0, 1.0], ["RootN", 0.0, 3.0], ["RootN", 0.0, -3.0],
        ["Pow", 0.0, 0.5], ["Pow", 0.0, -1.0], ["Pow", 0.0, 0.0], ["Pow", -2.0, 0.5], ["Pow", -2.0, 3.0],
        ["Divide", 1.0, 0.0], ["Divide", 0.0, 0.0], ["GuardedMultiply", 0.0, NaN], ["Remainder", 1.0, 0.0], ["Ieee754Remainder", 1.0, 0.0],
        ["Asin", 1.0], ["Asin", -1.0], ["Acos", 1.0], ["Acos", -1.0], ["AsinPi", 1.0], ["AcosPi", -1.0], ["TanPi", 0.5],
        ["Atan2", 0.0, 0.0], ["Atan2Pi", 0.0, 0.0], ["Hypot", 0.0, 0.0], ["Acosh", 1.0], ["Atanh", 1.0], ["Atanh", -1.0],
        ["ReciprocalEstimate", 0.0], ["ReciprocalSqrtEstimate", 0.0],
    ];

    [Theory]
    [MemberData(nameof(Poles))]
    public void A_zero_adjoint_or_tangent_stays_zero_at_a_pole(string name, params double[] point)
    {
        foreach (ScalarType type in new[] { ScalarType.Double, ScalarType.Single })
        {
            RuleUnderTest rule = Rule(name, type);
            for (int operand = 0; operand < point.Length; operand++)
            {
                Assert.Equal(0, rule.Adjoint(operand, 0, point), 0.0);
                Assert.Equal(0, rule.Tangent(operand, 0, point), 0.0);
                Assert.Equal(0, rule.AdjointTangent(operand, 0, 0, 0, point), 0.0);
            }
        }
    }

    [Theory]
    [InlineData("Sqrt", 0.0)]
    [InlineData("Cbrt", 0.0)]
    [InlineData("Log", 0.0)]
    [InlineData("Asin", 1.0)]
    [InlineData("Acosh", 1.0)]
    [InlineData("Atanh", 1.0)]
    public void Another_adjoint_is_infinite_there(string name, double x) => Assert.Equal(Infinity, Rule(name).Adjoint(0, 1.5, x));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.0, 0)]
    [InlineData(2, 1)]
    [InlineData(-2, -1)]
    [InlineData(NaN, NaN)]
    public void The_slope_of_abs_at_zero_is_zero(double x, double slope) => Assert.Equal(slope, Rule("Abs").Adjoint(0, 1, x), 0.0);

    [Fact]
    public void Abs_has_no_curvature_at_zero() => Assert.Equal(0, Rule("Abs").AdjointTangent(0, 0, 1, 0, 0));

    [Theory]
    [InlineData(3, -1, -1)]
    [InlineData(-3, -1, 1)]
    [InlineData(-3, 1, -1)]
    [InlineData(0, -1, 0)]
    [InlineData(3, -0.0, -1)]
    public void CopySign_is_abs_with_a_sign(double x, double sign, double slope) => Assert.Equal([slope, 0], Slopes("CopySign", x, sign));

    [Theory]
    [InlineData("Max", 2, 2, true)]
    [InlineData("Max", -0.0, 0.0, true)]
    [InlineData("Max", 1, 2, false)]
    [InlineData("Max", NaN, 2, true)]
    [InlineData("Min", 2, 2, true)]
    [InlineData("Min", 2, 1, false)]
    [InlineData("Min", NaN, 1, true)]
    [InlineData("MaxNumber", 2, 2, true)]
    [InlineData("MaxNumber", NaN, 2, false)]
    [InlineData("MaxNumber", 2, NaN, true)]
    [InlineData("MinNumber", NaN, 2, false)]
    [InlineData("MinNumber", 2, NaN, true)]
    [InlineData("MaxMagnitude", 2, 2, true)]
    [InlineData("MaxMagnitude", -2, 2, false)]
    [InlineData("MaxMagnitude", 2, -2, true)]
    [InlineData("MinMagnitude", 2, -2, false)]
    [InlineData("MaxMagnitudeNumber", NaN, 2, false)]
    [InlineData("MinMagnitudeNumber", 2, NaN, true)]
    [InlineData("MaxNative", 2, 2, true)]
    [InlineData("MinNative", 2, 2, true)]
    public void All_of_the_slope_goes_to_one_operand_and_of_a_tie_to_the_first(string name, double a, double b, bool isFirst) =>
        Assert.Equal(isFirst ? [1, 0] : [0, 1], Slopes(name, a, b));

    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(2, 1, 0, 0)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(0.5, 0, 1, 0)]
    [InlineData(3.5, 0, 0, 1)]
    [InlineData(NaN, 1, 0, 0)]
    public void Clamp_at_a_bound_passes_the_slope_to_the_value_and_outside_to_the_bound(double x, double byValue, double byLow, double byHigh)
    {
        foreach (string name in new[] { "Clamp", "ClampOrNaN", "ClampNative" }) Assert.Equal([byValue, byLow, byHigh], Slopes(name, x, 1, 3));
    }

    [Theory]
    [InlineData(0, 3, 0, 0)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(0, 0.5, Infinity, 0)]
    [InlineData(0, 0, 0, -Infinity)]
    [InlineData(0, -1, -Infinity, -Infinity)]
    [InlineData(-2, 3, 12, NaN)]
    [InlineData(-2, -1, -0.25, NaN)]
    [InlineData(-2, 0.5, NaN, NaN)]
    public void The_slopes_of_a_power_at_and_below_zero(double x, double p, double byBase, double byExponent) =>
        Assert.Equal([byBase, byExponent], Slopes("Pow", x, p));

    [Theory]
    [InlineData(0, 2, 2)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 3, 0)]
    [InlineData(-3, 2, 2)]
    [InlineData(-3, 3, -18)]
    public void The_second_slopes_of_a_power_by_its_base(double x, double p, double curvature) =>
        Assert.Equal(curvature, Rule("Pow").AdjointTangent(0, 0, 1, 0, x, p), 1e-14);

    [Theory]
    [InlineData(-8, 3, 1.0 / 12)]
    [InlineData(-8, -3, -1.0 / 48)]
    [InlineData(16, -2, -1.0 / 128)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 3, Infinity)]
    [InlineData(0, -3, -Infinity)]
    public void The_slopes_of_roots_of_negative_numbers_and_of_negative_degree(double x, double degree, double slope) =>
        Assert.Equal(slope, Rule("RootN").Adjoint(0, 1, x, degree), 1e-14);

    [Fact]
    public void The_mixed_slope_of_a_power_is_right_where_the_exponent_is_zero() => Assert.Equal(0.5, Rule("Pow").AdjointTangent(0, 1, 1, 0, 2, 0));

    [Fact]
    public void The_slope_of_hypot_at_the_origin_is_zero()
    {
        Assert.Equal([0, 0], Slopes("Hypot", 0, 0));
        Assert.Equal(0, Rule("Hypot").AdjointTangent(0, 0, 1, 0, 0, 0));
    }

    [Fact]
    public void The_slope_of_a_norm_at_the_origin_is_zero()
    {
        Assert.Equal([0], Slopes("Norm", 0));
        Assert.Equal(0, Rule("Norm").AdjointTangent(0, 0, 1, 0, 0));
    }

    [Theory]
    [InlineData(-1e4)]
    [InlineData(1e4)]
    public void The_slope_of_a_sigmoid_far_out_is_zero(double x) => Assert.Equal([0], Slopes("Sigmoid", x));

    [Theory]
    [InlineData("Floor")]
    [InlineData("Ceiling")]
    [InlineData("Truncate")]
    [InlineData("Round")]
    public void A_step_has_no_derivative_not_even_of_NaN(string name) => Assert.Equal([0], Slopes(name, NaN));

    [Fact]
    public void NaN_in_is_NaN_out_where_a_function_of_one_number_is_curved()
    {
        IEnumerable<ScalarPrimitive> curved = PrimitiveTable.All.Where(primitive =>
            primitive is { Arity: 1, IsDifferentiable: true, Domain.Count: 1 }
            && !Linear.All.Contains(primitive) && !Rounding.All.Contains(primitive) && primitive != Arithmetic.Negate);
        Assert.All(curved, primitive => Assert.Equal(NaN, new RuleUnderTest(primitive, ScalarType.Double).Adjoint(0, 1, NaN)));
    }

    /// <summary>The signs of zeros do not matter here.</summary>
    private static double[] Slopes(string name, params double[] point) =>
        [.. Enumerable.Range(0, point.Length).Select(operand => Rule(name).Adjoint(operand, 1, point) + 0.0)];

    private static RuleUnderTest Rule(string name, ScalarType? type = null) => new(PrimitiveTable.Find(name)!, type ?? ScalarType.Double);
}
