using System;
using System.Collections.Generic;
using System.Globalization;
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
    private readonly Value result, incoming, incomingTangent;
    private readonly Dictionary<(string What, int Operand, int Along), (IReadOnlyList<Let> Lets, Value? Wanted)> codes = [];

    public RuleUnderTest(ScalarPrimitive primitive, ScalarType type)
    {
        this.primitive = primitive;
        this.type = type;
        operands = [.. primitive.Operands.Select(operand => numbers.Create(operand == Operand.Number ? type : ScalarType.Int32))];
        apply = new Apply(primitive, new(operands));
        (result, incoming, incomingTangent) = (numbers.Create(type), numbers.Create(type), numbers.Create(type));
    }

    public double Value(params double[] point) => ToDouble(PrimitiveEvaluator.Evaluate(primitive, type, Box(point)));

    /// <summary>What an adjoint of the result contributes to that of an operand.</summary>
    public double Adjoint(int operand, double adjoint, params double[] point) =>
        Run(("adjoint", operand, 0), builder => builder.AdjointContribution(apply, result, operand, incoming), point, adjoint);

    /// <summary>What a tangent of an operand contributes to that of the result.</summary>
    public double Tangent(int operand, double tangent, params double[] point) =>
        Run(("tangent", operand, 0), builder => builder.TangentContribution(apply, result, operand, incoming), point, tangent);

    /// <summary>The tangent of <see cref="Adjoint"/> along another operand and along the adjoint: forward over reverse.</summary>
    public double AdjointTangent(int operand, int along, double adjoint, double adjointTangent, params double[] point)
    {
        return Run(("adjoint tangent", operand, along), Append, point, adjoint, adjointTangent);

        Value? Append(Builder builder)
        {
            if (builder.AdjointContribution(apply, result, operand, incoming) is not { } contribution) return null;
            var tangents = new Dictionary<Value, Value> { [incoming] = incomingTangent, [operands[along]] = builder.Number(type, 1) };
            StraightLine.AppendTangents(builder, tangents);
            return tangents.GetValueOrDefault(contribution);
        }
    }

    private double Run((string, int, int) what, Func<Builder, Value?> append, double[] point, double incomingNumber, double incomingTangentNumber = 0)
    {
        if (!codes.TryGetValue(what, out (IReadOnlyList<Let> Lets, Value? Wanted) code))
        {
            var builder = new Builder(numbers);
            builder.Append(new Let([result], apply));
            Value? wanted = append(builder);
            codes[what] = code = (builder.Lets, wanted);
        }

        if (code.Wanted is null) return 0;
        var values = new Dictionary<Value, object> { [incoming] = Box(incomingNumber), [incomingTangent] = Box(incomingTangentNumber) };
        foreach ((Value value, object number) in operands.Zip(Box(point))) values[value] = number;
        StraightLine.Run(code.Lets, values);
        return ToDouble(values[code.Wanted]);
    }

    private object[] Box(double[] point) => [.. point.Zip(primitive.Operands, (number, operand) => operand == Operand.Number ? Box(number) : (int)number)];

    private object Box(double number) => type == ScalarType.Single ? (object)(float)number : number;

    private static double ToDouble(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);
}
