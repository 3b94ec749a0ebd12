using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.IR;

/// <summary>How the type of a primitive's result follows from its operands.</summary>
internal enum ResultRule { First, Second, Bool, Int32, Declared }

/// <summary>Whether a primitive may throw: a division of integers by zero, a checked overflow, bounds that cross.</summary>
internal enum Throws { Never, OnIntegers, Always }

/// <summary>What an <see cref="Apply"/> applies. What its derivative is, the table of primitives knows.</summary>
internal abstract class Primitive(string name, int arity, ResultRule resultRule)
{
    /// <summary>Unique; for a function of the framework, the name of the method on Math, MathF, double and float.</summary>
    public string Name { get; } = name;

    public int Arity { get; } = arity;

    public ResultRule ResultRule { get; } = resultRule;

    public Throws Throws { get; init; }

    /// <summary>Applied to these operands it may throw, so it stays where it is.</summary>
    public bool MayThrow(IReadOnlyList<Value> operands) => Throws == Throws.Always || (Throws == Throws.OnIntegers && !operands[0].Type.IsFloating);

    /// <summary>What computing it once more costs, in additions.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>The result's type; <see cref="ResultRule.Declared"/> ones must say it themselves.</summary>
    public IrType ResultType(IReadOnlyList<Value> operands) => ResultRule switch
    {
        ResultRule.First => operands[0].Type,
        ResultRule.Second => operands[1].Type,
        ResultRule.Bool => operands[0].Type is VectorType vector ? vector.Mask : ScalarType.Bool,
        ResultRule.Int32 => ScalarType.Int32,
        _ => throw new InvalidOperationException($"The type of {Name} does not follow from its operands."),
    };

    public override string ToString() => Name;
}
