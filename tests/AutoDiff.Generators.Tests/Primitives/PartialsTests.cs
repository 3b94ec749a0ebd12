using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>The whole table against the functions of the framework.</summary>
public sealed class PartialsTests
{
    /// <summary>An estimate is a staircase; what it estimates is smooth, and close.</summary>
    private static readonly Dictionary<string, (Func<double, double> Function, double Tolerance)> Estimates = new()
    {
        ["ReciprocalEstimate"] = (static x => 1 / x, 0.01),
        ["ReciprocalSqrtEstimate"] = (static x => 1 / Math.Sqrt(x), 0.01),
    };

    public static IEnumerable<object[]> Floating => Operands(primitive => primitive.Domain.Count > 0);

    public static IEnumerable<object[]> Smooth => Operands(primitive =>
        primitive.Domain.Count > 0 && primitive.IsDifferentiable && !Estimates.ContainsKey(primitive.Name));

    [Theory]
    [MemberData(nameof(Floating))]
    public void A_partial_of_doubles_is_the_slope_of_the_function_in_both_modes(string name, int operand) => Check(name, operand, ScalarType.Double, 2e-9);

    [Theory]
    [MemberData(nameof(Floating))]
    public void A_partial_of_floats_is_the_slope_of_the_function_in_both_modes(string name, int operand) => Check(name, operand, ScalarType.Single, 4e-6);

    [Theory]
    [MemberData(nameof(Smooth))]
    public void The_derivative_of_a_rule_is_the_slope_of_the_rule(string name, int operand)
    {
        ScalarPrimitive primitive = PrimitiveTable.Find(name)!;
        var rule = new RuleUnderTest(primitive, ScalarType.Double);
        foreach (int along in Enumerable.Range(0, primitive.Arity).Where(other => primitive.Operands[other] == Operand.Number))
        {
            var compared = new Comparison(primitive, 1e-7);
            foreach (double[] point in SamplePoints.Of(primitive))
            {
                Func<double, double> adjoint = x => rule.Adjoint(operand, 1.75, With(point, along, x));
                FiniteDifference difference = FiniteDifference.Of(adjoint, point[along], SamplePoints.Steps(primitive, primitive.Domain[along], point[along]));
                compared.Add(point, difference, rule.AdjointTangent(operand, along, 1.75, 0, point));
            }

            compared.AssertManyWereConclusive(0.3);
        }
    }

    private static void Check(string name, int operand, ScalarType type, double tolerance)
    {
        ScalarPrimitive primitive = PrimitiveTable.Find(name)!;
        RuleUnderTest rule = new(primitive, type), exact = new(primitive, ScalarType.Double);
        (Func<double, double>? estimated, tolerance) = Estimates.TryGetValue(name, out var estimate) ? estimate : (null, tolerance);
        Comparison adjoints = new(primitive, tolerance), tangents = new(primitive, tolerance);
        foreach (double[] wide in SamplePoints.Of(primitive))
        {
            double[] point = type == ScalarType.Single ? [.. wide.Select(x => (double)(float)x)] : wide;
            if (!point.All(x => IsOrdinary(type, x)) || !IsOrdinary(type, rule.Value(point))) continue;
            Func<double, double> function = estimated ?? (x => exact.Value(With(point, operand, x)));
            double x0 = point[operand];
            FiniteDifference difference = FiniteDifference.Of(function, x0, SamplePoints.Steps(primitive, primitive.Domain[operand], x0));
            if (!IsOrdinary(type, difference.Slope)) continue;
            adjoints.Add(point, difference, rule.Adjoint(operand, 1.75, point) / 1.75);
            tangents.Add(point, difference, rule.Tangent(operand, -0.75, point) / -0.75);
        }

        adjoints.AssertManyWereConclusive(0.4);
        tangents.AssertManyWereConclusive(0.4);
    }

    private static IEnumerable<object[]> Operands(Func<ScalarPrimitive, bool> filter) =>
        from primitive in PrimitiveTable.All
        where filter(primitive)
        from operand in Enumerable.Range(0, primitive.Arity)
        where primitive.Operands[operand] == Operand.Number
        where primitive != Selection.CopySign || operand == 0
        select new object[] { primitive.Name, operand };

    private static double[] With(double[] point, int operand, double x) => [.. point.Select((old, i) => i == operand ? x : old)];

    private static bool IsOrdinary(ScalarType type, double number) => type == ScalarType.Single
        ? number == 0 || float.IsNormal((float)number)
        : number == 0 || double.IsNormal(number);
}
