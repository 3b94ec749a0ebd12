using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Reference;

/// <summary>Makes the interpreter differentiate what it runs, forwards and backwards, by a table of its own. Single precision is computed in double, so that nothing but
/// <paramref name="rounding"/> rounds.</summary>
/// <param name="rulesAreSingle">The method with rules of its own computes in single precision.</param>
internal sealed class TracedNumbers(WengertList list, Rounding rounding, NumberRange range, bool rulesAreSingle) : NumberSystem
{
    /// <summary>What comes out of these is one of the operands, or one with another sign: nothing is rounded.</summary>
    private static readonly HashSet<string> Exact =
        ["Negate", "Abs", "CopySign", "Max", "Min", "MaxMagnitude", "MinMagnitude", "Clamp", "ClampOrNaN", "ClampNative", "Floor", "Ceiling", "Truncate", "Round", "Sign", "StopGradient", "WithDerivativeOf"];

    public override object Constant(ScalarType type, long bits) => Lift(base.Constant(type, bits));

    public override object Evaluate(Apply apply, ScalarType type, object[] operands)
    {
        string name = apply.Primitive.Name;
        if (name == "Select") return (bool)operands[0] ? operands[1] : operands[2];
        object value = base.Evaluate(apply, type == ScalarType.Single ? ScalarType.Double : type, Array.ConvertAll(operands, static operand => operand is Traced traced ? traced.Jet.Number : operand));
        if (value is not double number) return value;
        bool isSingle = type == ScalarType.Single, isExact = Exact.Contains(name) || (name == "Convert" && apply.Operands[0].Type == ScalarType.Single);
        if (!isExact) number = rounding.Of(number, isSingle);
        Jet[] x = Array.ConvertAll(operands, static operand => operand is Traced traced ? traced.Jet : Convert.ToDouble(operand, null));
        if (Array.TrueForAll(x, static operand => double.IsFinite(operand.Number))) range.Note(number, isSingle);
        int[] entries = Array.ConvertAll(operands, static operand => operand is Traced traced ? traced.Entry : WengertList.None);
        return Array.TrueForAll(entries, static entry => entry == WengertList.None) ? Traced.Constant(number) : Move(name, x, entries, number, isSingle);
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
        ({ IsFloating: true }, Traced traced) => traced,
        ({ IsFloating: true }, not null) => Lift(value),
        (MemoryType { Leaf.IsFloating: true }, MemoryView view) => view,
        (MemoryType { Leaf.IsFloating: true }, Array array) => MemoryView.Of(array),
        _ => base.Import(value, type),
    };

    /// <summary>What random programs call and the compiler does not look into.</summary>
    public override Func<object?[], object?>? Meaning(string template) => template switch
    {
        _ when template.Contains("Debug.Assert(", StringComparison.Ordinal) || template.Contains(".ThrowIf", StringComparison.Ordinal) || template.Contains("TensorGuard.", StringComparison.Ordinal) => static _ => null,
        _ when template.Contains(".Ruled(", StringComparison.Ordinal) => arguments => Ruled((Traced)arguments[0]!, (Traced)arguments[1]!),
        _ => arguments => FrameworkCall.Run(template, [.. arguments.Select(argument => argument is Traced traced ? traced.Jet.Number : argument)]),
    };

    /// <summary>The method with rules of its own that random programs call.</summary>
    private Traced Ruled(Traced one, Traced other)
    {
        (Jet x, Jet y) = (one.Jet, other.Jet);
        return Move([one.Entry, other.Entry], [x, y], rounding.Of(Math.Sin(x.Number) * y.Number, rulesAreSingle), [Jet.Cos(x) * y, Jet.Sin(x)], rulesAreSingle);
    }

    private Traced Move(string name, Jet[] x, int[] entries, double number, bool isSingle)
    {
        Jet[] partials = TextbookPartials.Of(name, x, number);

        // Where they are made of the result, which moves: its slope is made of them.
        if (TextbookPartials.UseResult(name)) partials = TextbookPartials.Of(name, x, new Jet(number, SlopeOf(x, entries, partials)));
        for (int k = 0; k < partials.Length; k++) partials[k] = name is "Tanh" or "Sigmoid" ? rounding.OfSaturating(partials[k], x[0].Slope, isSingle) : rounding.Of(partials[k], isSingle);
        return Move(entries, x, number, partials, isSingle);
    }

    private Traced Move(int[] entries, Jet[] x, double number, Jet[] partials, bool isSingle)
    {
        double slope = SlopeOf(x, entries, partials);
        if (Array.TrueForAll(x, static operand => double.IsFinite(operand.Number) && double.IsFinite(operand.Slope))) range.Note(slope, isSingle);
        return new Traced(new Jet(number, slope), list.Add(entries, partials, isSingle));
    }

    private static double SlopeOf(Jet[] x, int[] entries, Jet[] partials)
    {
        double slope = 0;
        for (int k = 0; k < partials.Length; k++)
        {
            if (entries[k] != WengertList.None) slope += Jet.Product(x[k].Slope, partials[k].Number);
        }

        return slope;
    }

    private static object Lift(object value) => value is double or float ? Traced.Constant(Convert.ToDouble(value, null)) : value;
}
