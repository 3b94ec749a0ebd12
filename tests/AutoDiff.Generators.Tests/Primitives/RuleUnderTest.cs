using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>One primitive at one type of number: its value and the code of its derivatives, evaluated.</summary>
internal sealed class RuleUnderTest
{
    private readonly ScalarPrimitive primitive;
    private readonly ScalarType type;
    private readonly ValueNumbers numbers = new();
    private readonly Value[] operands;
    private readonly Apply apply;
    private readonly Value result;

    public RuleUnderTest(ScalarPrimitive primitive, ScalarType type)
    {
        this.primitive = primitive;
        this.type = type;
        operands = [.. primitive.Operands.Select(operand => numbers.Create(operand == Operand.Number ? type : ScalarType.Int32))];
        apply = new Apply(primitive, new(operands));
        result = numbers.Create(type);
    }

    public double Value(params double[] point) => ToDouble(PrimitiveEvaluator.Evaluate(primitive, type, Box(point)));

    /// <summary>What an adjoint of the result contributes to that of an operand.</summary>
    public double Adjoint(int operand, double adjoint, params double[] point)
    {
        Value incoming = numbers.Create(type);
        Builder builder = Primal();
        return Run(builder, builder.AdjointContribution(apply, result, operand, incoming), point, (incoming, adjoint));
    }

    /// <summary>What a tangent of an operand contributes to that of the result.</summary>
    public double Tangent(int operand, double tangent, params double[] point)
    {
        Value incoming = numbers.Create(type);
        Builder builder = Primal();
        return Run(builder, builder.TangentContribution(apply, result, operand, incoming), point, (incoming, tangent));
    }

    /// <summary>The tangent of <see cref="Adjoint"/> along another operand and along the adjoint: forward over reverse.</summary>
    public double AdjointTangent(int operand, int along, double adjoint, double adjointTangent, params double[] point)
    {
        Value incoming = numbers.Create(type), incomingTangent = numbers.Create(type), direction = numbers.Create(type);
        Builder builder = Primal();
        if (builder.AdjointContribution(apply, result, operand, incoming) is not { } contribution) return 0;
        var tangents = new Dictionary<Value, Value> { [incoming] = incomingTangent, [operands[along]] = direction };
        StraightLine.AppendTangents(builder, tangents);
        return Run(builder, tangents.GetValueOrDefault(contribution), point, (incoming, adjoint), (incomingTangent, adjointTangent), (direction, 1));
    }

    private Builder Primal()
    {
        var builder = new Builder(numbers);
        builder.Append(new Let([result], apply));
        return builder;
    }

    private double Run(Builder builder, Value? wanted, double[] point, params (Value Value, double Number)[] inputs)
    {
        if (wanted is null) return 0;
        var values = new Dictionary<Value, object>();
        foreach ((Value value, object number) in operands.Zip(Box(point))) values[value] = number;
        foreach ((Value value, double number) in inputs) values[value] = Box(number);
        StraightLine.Run(builder.Lets, values);
        return ToDouble(values[wanted]);
    }

    private object[] Box(double[] point) => [.. point.Zip(primitive.Operands, (number, operand) => operand == Operand.Number ? Box(number) : (int)number)];

    private object Box(double number) => type == ScalarType.Single ? (object)(float)number : number;

    private static double ToDouble(object number) => Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture);
}
