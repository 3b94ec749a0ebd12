using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>Between which numbers a value lies wherever it is a number at all: enough to see that 1 + exp(x) is never 0.
/// What a loop carries may be anything.</summary>
internal sealed class Ranges
{
    private static readonly Range Any = new(double.NegativeInfinity, double.PositiveInfinity);

    private readonly Dictionary<Value, Range> ranges = [];

    public static Ranges Of(Function function)
    {
        var result = new Ranges();
        foreach (Let let in Walk.Lets(function.Body)) result.Visit(let);
        return result;
    }

    /// <summary>No operand can be where the primitive has a pole.</summary>
    public bool IsAwayFromPoles(Apply apply) =>
        apply.Primitive is ScalarPrimitive { Poles: { } poles } && poles.All(pole => !Of(apply.Operands[pole.Operand]).Contains(pole.At));

    private Range Of(Value value) => ranges.TryGetValue(value, out Range range) ? range : Any;

    private void Visit(Let let)
    {
        if (let.Targets is not [{ Type: ScalarType type } target]) return;
        Range range = let.Operation switch
        {
            Constant constant => Exactly(ConstantBits.ToNumber(type, constant.Bits)),
            Length => new Range(0, int.MaxValue),
            Apply { Primitive: ScalarPrimitive primitive } apply => Of(primitive, apply.Operands),
            _ => Any,
        };
        if (range != Any && !double.IsNaN(range.Low) && !double.IsNaN(range.High)) ranges[target] = range;
    }

    private Range Of(ScalarPrimitive primitive, EquatableArray<Value> operands)
    {
        Range x = Of(operands[0]), y = operands.Count > 1 ? Of(operands[1]) : Any;
        return (primitive.Name, operands[0].Type.IsFloating) switch
        {
            ("Convert", _) => operands[0].Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Single or ScalarKind.Double } ? new Range(Math.Min(x.Low, (float)x.Low), Math.Max(x.High, (float)x.High)) : Any,
            ("Add", true) => new Range(x.Low + y.Low, x.High + y.High),
            ("Subtract", true) => new Range(x.Low - y.High, x.High - y.Low),
            ("Multiply", true) when operands[0] == operands[1] => new Range(0, double.PositiveInfinity),
            ("Multiply" or "Divide", true) when x.Low >= 0 && y.Low >= 0 => new Range(0, double.PositiveInfinity),
            ("Max", true) => new Range(Math.Max(x.Low, y.Low), Math.Max(x.High, y.High)),
            ("Min", true) => new Range(Math.Min(x.Low, y.Low), Math.Min(x.High, y.High)),
            (_, true) => new Range(primitive.Image.Low, primitive.Image.High),
            _ => Any,
        };
    }

    private static Range Exactly(double number) => new(number, number);

    private readonly record struct Range(double Low, double High)
    {
        public bool Contains(double number) => Low <= number && number <= High;
    }
}
