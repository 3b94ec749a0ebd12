using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Folds constants and drops what does nothing. In the user's own computation only what is exact to the bit; in
/// the reverse sweep also identities of the derivative arithmetic, such as x + 0 = x and d · (1 / x) = d / x.</summary>
internal sealed class Simplify
{
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Substitution substitution = new();
    private readonly ValueNumbers numbers;

    private Simplify(ValueNumbers numbers) => this.numbers = numbers;

    public static Function Run(Function function) => function with { Body = new Simplify(ValueNumbers.After(function)).Visit(function.Body) };

    private Block Visit(Block block)
    {
        var lets = new List<Let>();
        foreach (Let original in block.Lets)
        {
            Let let = original with { Operation = Walk.Rewrite(original.Operation, substitution.Of, Visit) };
            switch (let.Operation)
            {
                case Apply apply:
                    Visit(lets, let, apply);
                    break;
                case For or While:
                    lets.Add(InvariantCarries.Drop(let, substitution));
                    break;
                case If branch:
                    VisitBranch(lets, let, branch);
                    break;
                default:
                    Define(lets, let);
                    break;
            }
        }

        return block with { Lets = lets.ToEquatableArray(), Results = substitution.Of(block.Results) };
    }

    private void Define(List<Let> lets, Let let)
    {
        if (let.Targets.Count == 1) definitions[let.Targets[0]] = let.Operation;
        lets.Add(let);
    }

    private void Visit(List<Let> lets, Let let, Apply apply)
    {
        bool inReverse = let.Origin is { Sweep: Sweep.Reverse };
        if (Fold(let, apply) is { } constant)
        {
            Define(lets, let with { Operation = constant });
        }
        else if (Same(apply, inReverse) is { } same && same.Type == let.Target.Type)
        {
            substitution.Add(let.Target, same);
        }
        else
        {
            if (apply is { Primitive.Name: "Add", Operands: [var x, var y] } && x == y && x.Type is ScalarType { IsInteger: false }) apply = Scale(lets, 2, x);
            if (inReverse && ScaledTwice(apply) is var (factor, scaled)) apply = Scale(lets, factor, scaled);
            Define(lets, let with { Operation = Rewrite(apply, inReverse) });
        }
    }

    /// <summary>The operand that the result is equal to, if there is one.</summary>
    private Value? Same(Apply apply, bool inReverse) => (apply.Primitive.Name, apply.Operands) switch
    {
        ("Add", [var x, var y]) when IsZero(y, inReverse) => x,
        ("Add", [var x, var y]) when IsZero(x, inReverse) => y,
        ("Subtract", [var x, var y]) when Is(y, 0) && !IsNegativeZero(y) => x,
        ("Multiply", [var x, var y]) when Is(y, 1) => x,
        ("Multiply", [var x, var y]) when Is(x, 1) => y,
        ("Divide" or "Quotient", [var x, var y]) when Is(y, 1) => x,
        ("Negate", [var x]) when Definition(x, "Negate") is [var inner] => inner,
        ("Convert", [var x]) => x,
        ("Select", [_, var x, var y]) when x == y => x,
        ("Select", [var c, var x, var y]) when Constant(c) is { } bits => bits != 0 ? x : y,
        _ => null,
    };

    /// <summary>A constant times a value; x + x is 2 · x to the bit.</summary>
    private Apply Scale(List<Let> lets, double factor, Value x)
    {
        Value constant = numbers.Create(x.Type);
        Define(lets, new Let([constant], new Constant(ConstantBits.Of((ScalarType)x.Type, factor))));
        return new Apply(Arithmetic.Multiply, [constant, x]);
    }

    /// <summary>c · (d · x) as (c · d) · x.</summary>
    private (double Factor, Value Value)? ScaledTwice(Apply apply) =>
        Scaled(apply) is var (outer, inner) && definitions.TryGetValue(inner, out Operation? operation) && operation is Apply again && Scaled(again) is var (factor, value)
            ? (outer * factor, value)
            : null;

    private (double Factor, Value Value)? Scaled(Apply apply) => (apply.Primitive.Name, apply.Operands) switch
    {
        ("Multiply", [var c, var x]) when x.Type.IsFloating && Constant(c) is { } bits => (ConstantBits.ToNumber((ScalarType)c.Type, bits), x),
        ("Multiply", [var x, var c]) when x.Type.IsFloating && Constant(c) is { } bits => (ConstantBits.ToNumber((ScalarType)c.Type, bits), x),
        _ => null,
    };

    /// <summary>The operation in a form that costs less.</summary>
    private Operation Rewrite(Apply apply, bool inReverse) => (apply.Primitive.Name, apply.Operands) switch
    {
        ("Multiply", [var x, var y]) when Is(y, -1) && x.Type.IsFloating => new Apply(Arithmetic.Negate, [x]),
        ("Multiply", [var x, var y]) when Is(x, -1) && x.Type.IsFloating => new Apply(Arithmetic.Negate, [y]),
        ("Add", [var x, var y]) when x.Type.IsFloating && Definition(y, "Negate") is [var inner] => new Apply(Arithmetic.Subtract, [x, inner]),
        ("Subtract", [var x, var y]) when x.Type.IsFloating && Definition(y, "Negate") is [var inner] => new Apply(Arithmetic.Add, [x, inner]),
        ("Multiply", [var x, var y]) when inReverse && Definition(y, "Divide") is [var one, var divisor] && Is(one, 1) => new Apply(Arithmetic.Divide, [x, divisor]),
        _ => apply,
    };

    /// <summary>The result as a constant, if all operands are constants and the arithmetic is the same here as there.</summary>
    private Constant? Fold(Let let, Apply apply)
    {
        if (let.Target.Type is not ScalarType type || apply.Operands.Any(operand => Constant(operand) is null)) return null;
        double[] x = apply.Operands.Select(operand => ConstantBits.ToNumber((ScalarType)operand.Type, Constant(operand)!.Value)).ToArray();
        if (apply.Primitive == Arithmetic.Convert) return FoldConversion((ScalarType)apply.Operands[0].Type, type, x[0]);
        if (type.Kind == ScalarKind.Double)
        {
            double? folded = apply.Primitive.Name switch
            {
                "Add" => x[0] + x[1],
                "Subtract" => x[0] - x[1],
                "Multiply" => x[0] * x[1],
                "Divide" => x[0] / x[1],
                "Negate" => -x[0],
                _ => null,
            };
            return folded is { } number ? new Constant(ConstantBits.Of(number)) : null;
        }

        if (type.Kind == ScalarKind.Int32)
        {
            long? folded = apply.Primitive.Name switch
            {
                "Add" => (long)x[0] + (long)x[1],
                "Subtract" => (long)x[0] - (long)x[1],
                "Multiply" => (long)x[0] * (long)x[1],
                "Negate" => -(long)x[0],
                "TripCount" => TripCount((long)x[0], (long)x[1], (long)x[2]),
                _ => null,
            };
            return folded is { } number ? new Constant(unchecked((int)number)) : null;
        }

        return type.Kind == ScalarKind.Bool && apply.Operands is [{ Type: ScalarType { Kind: ScalarKind.Int32 } }, _] && Compare(apply.Primitive.Name, x[0], x[1]) is { } answer ? new Constant(answer ? 1 : 0) : null;
    }

    private static bool? Compare(string comparison, double x, double y) => comparison switch
    {
        "Equal" => x == y,
        "NotEqual" => x != y,
        "Less" => x < y,
        "LessOrEqual" => x <= y,
        "Greater" => x > y,
        "GreaterOrEqual" => x >= y,
        _ => null,
    };

    private static long? TripCount(long lower, long upper, long step)
    {
        long count = step > 0 ? (upper - lower + step - 1) / step : (lower - upper - step - 1) / -step;
        return count > int.MaxValue ? null : Math.Max(0, count);
    }

    /// <summary>From integers and floats to floats where nothing is rounded twice.</summary>
    private static Constant? FoldConversion(ScalarType from, ScalarType to, double number) => (from.Kind, to.Kind) switch
    {
        (ScalarKind.Int32 or ScalarKind.Single, ScalarKind.Double) => new Constant(ConstantBits.Of(number)),
        (ScalarKind.Int32 or ScalarKind.Double, ScalarKind.Single) => new Constant(ConstantBits.Of((float)number)),
        (ScalarKind.Int32, ScalarKind.Int64) => new Constant((long)number),
        _ => null,
    };

    /// <summary>A branch on a constant is the block taken; a result that is the same on both sides is that value.</summary>
    private void VisitBranch(List<Let> lets, Let let, If branch)
    {
        Block? taken = Constant(branch.Condition) is not { } bits ? null : bits != 0 ? branch.Then : branch.Else;
        if (taken is { EndsInThrow: false })
        {
            foreach (Let inner in taken.Lets) Define(lets, inner);
            for (int i = 0; i < let.Targets.Count; i++) substitution.Add(let.Targets[i], taken.Results[i]);
            return;
        }

        bool[] keep = let.Targets.Select((_, i) => branch.Then.Results[i] != branch.Else.Results[i]).ToArray();
        for (int i = 0; i < keep.Length; i++)
        {
            if (!keep[i]) substitution.Add(let.Targets[i], branch.Then.Results[i]);
        }

        Block then = branch.Then with { Results = Kept(branch.Then.Results) }, otherwise = branch.Else with { Results = Kept(branch.Else.Results) };
        if (then.Lets.Count == 0 && otherwise.Lets.Count == 0 && then.Results.Count == 0) return;
        lets.Add(let with { Targets = Kept(let.Targets), Operation = new If(branch.Condition, then, otherwise) });

        EquatableArray<Value> Kept(EquatableArray<Value> values) => values.Where((_, i) => keep[i]).ToEquatableArray();
    }

    private long? Constant(Value value) => definitions.TryGetValue(value, out Operation? operation) && operation is Constant constant ? constant.Bits : null;

    private EquatableArray<Value>? Definition(Value value, string primitive) =>
        definitions.TryGetValue(value, out Operation? operation) && operation is Apply apply && apply.Primitive.Name == primitive ? apply.Operands : null;

    private bool Is(Value value, double number) =>
        value.Type is ScalarType { Kind: not ScalarKind.Bool } type && Constant(value) is { } bits && ConstantBits.ToNumber(type, bits) == number;

    private bool IsNegativeZero(Value value) => value.Type is ScalarType type && value.Type.IsFloating && Constant(value) is { } bits && ConstantBits.ToNumber(type, bits) == 0 && bits != 0;

    /// <summary>x + 0 is x, but for x = -0.0: only adjoints do not care. x + -0.0 is x always.</summary>
    private bool IsZero(Value value, bool inReverse) => Is(value, 0) && (inReverse || !value.Type.IsFloating || IsNegativeZero(value));
}
