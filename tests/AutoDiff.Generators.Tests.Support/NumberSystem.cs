using System;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What scalars are to the interpreter: those of .NET, unless a derived class knows better.</summary>
internal class NumberSystem
{
    public static readonly NumberSystem Clr = new();

    public virtual object Constant(ScalarType type, long bits) => ClrValues.OfBits(type, bits);

    public virtual object Evaluate(Apply apply, ScalarType type, object[] operands) => PrimitiveEvaluator.Evaluate(apply.Primitive, type, operands);

    /// <summary>What memory of such elements is made of.</summary>
    public virtual Type ElementType(IrType element) => ClrValues.ElementType(element);

    /// <summary>What memory holds before it is written.</summary>
    public virtual object? Poison(IrType type) => ClrValues.Poison(type);

    /// <summary>An argument as the interpreter holds it.</summary>
    public virtual object? Import(object? value, IrType type) => ClrValues.Import(value, type);

    /// <summary>What the C# of a template does, if it is known.</summary>
    public virtual Func<object?[], object?>? Meaning(string template) => null;
}
