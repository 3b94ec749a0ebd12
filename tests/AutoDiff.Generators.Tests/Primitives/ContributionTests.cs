using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

public sealed class ContributionTests
{
    private readonly Builder builder = new(new ValueNumbers());

    [Fact]
    public void A_slope_of_one_passes_the_adjoint_itself()
    {
        (Apply sum, Value result, Value adjoint) = Applied(Arithmetic.Add, 2);
        Assert.Same(adjoint, builder.AdjointContribution(sum, result, 0, adjoint));
        Assert.Empty(builder.Lets);
    }

    [Fact]
    public void A_slope_of_minus_one_negates_it()
    {
        (Apply difference, Value result, Value adjoint) = Applied(Arithmetic.Subtract, 2);
        builder.AdjointContribution(difference, result, 1, adjoint);
        Assert.Equal(["Negate"], Names());
    }

    [Fact]
    public void A_slope_of_zero_contributes_nothing()
    {
        (Apply floor, Value result, Value adjoint) = Applied(Rounding.Floor, 1);
        Assert.Null(builder.AdjointContribution(floor, result, 0, adjoint));
        Assert.Null(builder.TangentContribution(floor, result, 0, adjoint));
        Assert.Empty(builder.Lets);
    }

    [Fact]
    public void A_choice_takes_the_adjoint_into_its_arms()
    {
        (Apply max, Value result, Value adjoint) = Applied(Selection.Max, 2);
        builder.AdjointContribution(max, result, 0, adjoint);
        Assert.Equal(["Less", "Constant", "Select"], Names());
    }

    [Fact]
    public void Only_a_pole_is_guarded()
    {
        (Apply sin, Value result, Value adjoint) = Applied(Trigonometry.Sin, 1);
        builder.AdjointContribution(sin, result, 0, adjoint);
        Assert.Equal(["Cos", "Multiply"], Names());

        (Apply log, result, adjoint) = Applied(Exponentials.Log, 1);
        builder.AdjointContribution(log, result, 0, adjoint);
        Assert.Equal(["GuardedDivide"], Names().Skip(2));
    }

    [Fact]
    public void A_slope_of_one_over_something_divides()
    {
        (Apply asinh, Value result, Value adjoint) = Applied(Hyperbolics.Asinh, 1);
        builder.AdjointContribution(asinh, result, 0, adjoint);
        Assert.Equal(["Constant", "Hypot", "Divide"], Names());
    }

    [Fact]
    public void What_was_selected_gets_the_adjoint()
    {
        ValueNumbers numbers = builder.Numbers;
        Value condition = numbers.Create(ScalarType.Bool), x = numbers.Create(ScalarType.Double), y = numbers.Create(ScalarType.Double);
        Value result = numbers.Create(ScalarType.Double), adjoint = numbers.Create(ScalarType.Double);
        var select = new Apply(Arithmetic.Select, [condition, x, y]);
        Assert.Null(builder.AdjointContribution(select, result, 0, adjoint));

        Value contribution = builder.AdjointContribution(select, result, 2, adjoint)!;
        Let zero = builder.Lets[0];
        Assert.Equal(new Apply(Arithmetic.Select, [condition, zero.Target, adjoint]), builder.Lets.Single(let => let.Targets.Contains(contribution)).Operation);
    }

    [Fact]
    public void Integers_have_no_derivative()
    {
        Value number = builder.Numbers.Create(ScalarType.Double), count = builder.Numbers.Create(ScalarType.Int32);
        Assert.Null(builder.TangentContribution(new Apply(Arithmetic.Convert, [number]), count, 0, number));
        Assert.Null(builder.AdjointContribution(new Apply(Arithmetic.Convert, [count]), number, 0, number));
        Assert.Empty(builder.Lets);
    }

    [Fact]
    public void A_conversion_converts_adjoints_back_and_tangents_on()
    {
        Value narrow = builder.Numbers.Create(ScalarType.Single), wide = builder.Numbers.Create(ScalarType.Double);
        var conversion = new Apply(Arithmetic.Convert, [narrow]);
        Assert.Equal(ScalarType.Single, builder.AdjointContribution(conversion, wide, 0, builder.Numbers.Create(ScalarType.Double))!.Type);
        Assert.Equal(ScalarType.Double, builder.TangentContribution(conversion, wide, 0, builder.Numbers.Create(ScalarType.Single))!.Type);
    }

    /// <summary>½ ln² x at 1: the adjoint of the logarithm is ln x = 0, its tangent is 1. A choice between 0 and adjoint / x would give curvature 0.</summary>
    [Fact]
    public void A_zero_adjoint_that_changes_still_has_a_tangent_behind_a_pole() =>
        Assert.Equal(1, new RuleUnderTest(Exponentials.Log, ScalarType.Double).AdjointTangent(0, 0, adjoint: 0, adjointTangent: 1, 1));

    [Theory]
    [InlineData("GuardedMultiply", 0, double.PositiveInfinity, 0)]
    [InlineData("GuardedMultiply", -0.0, double.NaN, 0)]
    [InlineData("GuardedMultiply", 2, 3, 6)]
    [InlineData("GuardedMultiply", 2, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("GuardedDivide", 0, 0, 0)]
    [InlineData("GuardedDivide", 6, 3, 2)]
    [InlineData("GuardedDivide", 2, 0, double.PositiveInfinity)]
    public void An_expanded_guard_means_the_same(string name, double guard, double factor, double product)
    {
        (Function function, Value result) = Guarded(null, PrimitiveTable.Find(name));
        Function expanded = GuardExpansion.Run(function);
        Assert.DoesNotContain(expanded.Body.Lets, let => let.Operation is Apply apply && apply.Primitive.Name == name);
        var values = new Dictionary<Value, object> { [function.Parameters[0]] = guard, [function.Parameters[1]] = factor };
        StraightLine.Run(expanded.Body.Lets, values);
        Assert.Equal(product, (double)values[result], 0.0);
    }

    [Fact]
    public void A_constant_other_than_zero_needs_no_guard()
    {
        (Function function, _) = Guarded(2);
        Assert.Equal(["Constant", "Multiply"], Names(GuardExpansion.Run(function).Body.Lets));
    }

    [Fact]
    public void A_constant_zero_of_either_sign_is_guarded()
    {
        (Function function, _) = Guarded(-0.0);
        Assert.Equal("Select", Names(GuardExpansion.Run(function).Body.Lets).Last());
    }

    private (Function Function, Value Result) Guarded(double? constant, ScalarPrimitive? primitive = null)
    {
        Value x = builder.Numbers.Create(ScalarType.Double), y = builder.Numbers.Create(ScalarType.Double);
        Value guard = constant is { } number ? builder.Number(ScalarType.Double, number) : x;
        Value result = builder.Apply(primitive ?? Arithmetic.GuardedMultiply, guard, y);
        return (new Function("F", [ParameterRole.Active, ParameterRole.Active], builder.ToBlock([x, y], [result])), result);
    }

    private (Apply Apply, Value Result, Value Adjoint) Applied(ScalarPrimitive primitive, int arity)
    {
        ValueNumbers numbers = builder.Numbers;
        IEnumerable<Value> operands = Enumerable.Range(0, arity).Select(_ => numbers.Create(ScalarType.Double));
        return (new Apply(primitive, operands.ToEquatableArray()), numbers.Create(ScalarType.Double), numbers.Create(ScalarType.Double));
    }

    private IEnumerable<string> Names() => Names(builder.Lets);

    private static IEnumerable<string> Names(IEnumerable<Let> lets) =>
        lets.Select(let => let.Operation is Apply apply ? apply.Primitive.Name : let.Operation.GetType().Name);
}
