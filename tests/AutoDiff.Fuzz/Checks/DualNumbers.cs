using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Checks;

/// <summary>Makes the interpreter differentiate what it runs, by a table of its own.</summary>
internal sealed class DualNumbers : NumberSystem
{
    public override object Constant(ScalarType type, long bits) => Lift(base.Constant(type, bits));

    public override object Evaluate(Apply apply, ScalarType type, object[] operands)
    {
        string name = apply.Primitive.Name;
        if (name == "Select") return (bool)operands[0] ? operands[1] : operands[2];
        object value = base.Evaluate(apply, type, [.. operands.Select(operand => operand is Dual dual ? dual.Value : operand)]);
        if (value is not (double or float)) return value;
        double[] tangents = [.. operands.Select(operand => (operand as Dual)?.Tangent ?? 0)];
        if (tangents.All(tangent => tangent == 0)) return new Dual(value, 0);
        double[] numbers = [.. operands.Select(operand => operand is Dual dual ? dual.Number : Convert.ToDouble(operand, null))];
        double[] partials = DualPartials.Of(name, numbers, Convert.ToDouble(value, null));

        // What does not move contributes nothing, not even at a pole.
        return new Dual(value, tangents.Zip(partials, (tangent, partial) => tangent == 0 ? 0 : tangent * partial).Sum());
    }

    public override Type ElementType(IrType element) => element switch
    {
        { IsFloating: true } => typeof(object),
        MemoryType { Form: MemoryForm.Matrix } matrix => ElementType(matrix.Element).MakeArrayType(2),
        MemoryType memory => ElementType(memory.Element).MakeArrayType(),
        _ => base.ElementType(element),
    };

    public override object? Poison(IrType type) => base.Poison(type) is { } poison ? Lift(poison) : null;

    public override object? Import(object? value, IrType type) => (type, value) switch
    {
        ({ IsFloating: true }, Dual dual) => dual,
        ({ IsFloating: true }, not null) => Lift(value),
        (MemoryType { Leaf.IsFloating: true }, MemoryView view) => view,
        (MemoryType { Leaf.IsFloating: true }, Array array) => MemoryView.Of(array),
        _ => base.Import(value, type),
    };

    /// <summary>What random programs call and the compiler does not look into.</summary>
    public override Func<object?[], object?>? Meaning(string template) => template switch
    {
        _ when template.Contains("Debug.Assert(", StringComparison.Ordinal) || template.Contains(".ThrowIf", StringComparison.Ordinal) || template.Contains("TensorGuard.", StringComparison.Ordinal) => static _ => null,
        _ when template.Contains(".Ruled(", StringComparison.Ordinal) => static arguments => Ruled((Dual)arguments[0]!, (Dual)arguments[1]!),
        _ => arguments => FrameworkCall.Run(template, [.. arguments.Select(argument => argument is Dual dual ? dual.Value : argument)]),
    };

    /// <summary>The method with rules of its own that random programs call.</summary>
    private static Dual Ruled(Dual one, Dual other)
    {
        object value = one.Value is float x ? (object)(MathF.Sin(x) * (float)other.Value) : Math.Sin(one.Number) * other.Number;
        return new Dual(value, (Math.Cos(one.Number) * other.Number * one.Tangent) + (Math.Sin(one.Number) * other.Tangent));
    }

    private static object Lift(object value) => value is double or float ? new Dual(value, 0) : value;
}
